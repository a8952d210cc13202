// What pages have beyond reading, where scripts run: search, a button that copies, the heading one is at. Nothing here is
// needed to read them. In the head, so that the theme of the console holds before anything is drawn.
"use strict";

function take_theme_of_console() {
  try {
    const { theme } = JSON.parse(localStorage.getItem("betstream.settings")) ?? {};
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage that is shut, or holds something else: the theme of the system.
  }
}

function make(name, attributes = {}, ...children) {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
}

// What scrolls has to be reached by keyboard.
function let_scrollers_be_reached() {
  const all = document.querySelectorAll("pre, .table");
  const look = () => {
    for (const each of all) {
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
      else each.removeAttribute("tabindex");
    }
  };
  look();
  addEventListener("resize", look);
}

function add_copy_buttons() {
  if (!navigator.clipboard) return; // browsers have it on HTTPS and on this machine itself
  for (const block of document.querySelectorAll(".code")) {
    const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
    const say = (word) => {
      button.textContent = word;
      setTimeout(() => (button.textContent = "Copy"), 2000);
    };
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(block.querySelector("pre").textContent).then(
        () => say("Copied"),
        () => say("Not allowed"),
      );
    });
    block.append(button);
  }
}

// Only the list moves, not the page.
function keep_in_view(link) {
  const nav = link.closest("nav");
  const [inner, outer] = [link.getBoundingClientRect(), nav.getBoundingClientRect()];
  if (inner.top < outer.top + 8) nav.scrollTop += inner.top - outer.top - 8;
  if (inner.bottom > outer.bottom - 8) nav.scrollTop += inner.bottom - outer.bottom + 8;
}

// Marks the heading whose part is at the top of the window.
function follow_headings() {
  const links = [...document.querySelectorAll("#outline a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (links.length === 0) return;
  let marked;
  const mark = () => {
    const line = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8;
    const at_end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = headings.findLastIndex((heading) => heading.getBoundingClientRect().top <= line);
    const current = links[at_end ? links.length - 1 : passed];
    if (current === marked) return;
    marked?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "true");
    if (current) keep_in_view(current);
    marked = current;
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  mark();
}

function close_when_followed() {
  for (const nav of document.querySelectorAll("nav[popover]")) {
    nav.addEventListener("click", ({ target }) => {
      if (target.closest("a") && nav.matches(":popover-open")) nav.hidePopover();
    });
  }
}

// --- search

const results_max = 12;

/** How well a heading fits the words, less is better; nothing when one of them is nowhere. */
function rank(words, heading, around) {
  const [near, far] = [heading.toLowerCase(), around.toLowerCase()];
  let sum = 0;
  for (const word of words) {
    const at = near.indexOf(word);
    if (at === 0) sum += 0;
    else if (at > 0) sum += /[\s`_/-]/.test(near[at - 1]) ? 1 : 2;
    else if (far.includes(word)) sum += 4;
    else return undefined;
  }
  return sum + (near === words.join(" ") ? -1 : 0) + near.length / 1000;
}

function find(index, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = index.flatMap(({ url, kind, headings }) => {
    const [page] = headings[0];
    return headings.flatMap(([title, id, names]) => {
      const score = rank(words, title, `${names} ${id === "" ? "" : page}`);
      if (score === undefined) return [];
      return [{ title, where: id === "" ? kind : `${kind} · ${page}`, href: id === "" ? url : `${url}#${id}`, score: score - (id === "" ? 0.5 : 0) }];
    });
  });
  return found.sort((a, b) => a.score - b.score).slice(0, results_max);
}

class Search {
  constructor(place) {
    this.input = make("input", { type: "search", placeholder: "Search", ariaLabel: "Search the documentation", autocomplete: "off", spellcheck: false });
    this.results = make("div", { className: "results" });
    this.count = make("p", { className: "by-ear", role: "status" });
    place.append(this.input, make("kbd", { textContent: "/", ariaHidden: "true" }), this.results, this.count);
    place.hidden = false;
    this.input.addEventListener("focus", () => this.show());
    this.input.addEventListener("input", () => this.show());
    place.addEventListener("keydown", (event) => this.press(event));
    place.addEventListener("focusout", ({ relatedTarget }) => {
      if (!place.contains(relatedTarget)) this.results.replaceChildren();
    });
    addEventListener("keydown", (event) => this.press_slash(event));
  }

  load() {
    this.index ??= fetch("/docs/search.json")
      .then((answer) => answer.json())
      .catch(() => {
        this.index = undefined; // the next try asks again
        return undefined;
      });
    return this.index;
  }

  async show() {
    const query = this.input.value;
    const index = await this.load();
    if (query !== this.input.value) return;
    if (query.trim() === "") return this.results.replaceChildren();
    if (index === undefined) return this.results.replaceChildren(make("p", { textContent: "The server cannot be reached." }));
    const found = find(index, query);
    const items = found.map(({ title, where, href }) => make("li", {}, make("a", { href }, title, make("span", { textContent: where }))));
    this.results.replaceChildren(items.length > 0 ? make("ul", {}, ...items) : make("p", { textContent: "Nothing has this in its heading." }));
    this.count.textContent = found.length === 1 ? "1 result" : `${found.length} results`;
  }

  press(event) {
    const links = [...this.results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      this.results.replaceChildren();
      this.input.focus();
    } else if (event.key === "ArrowDown") (links[at + 1] ?? links[0])?.focus();
    else if (event.key === "ArrowUp") (links[at - 1] ?? this.input).focus();
    else if (event.key === "Enter" && at === -1) links[0]?.click();
    else return;
    event.preventDefault();
  }

  press_slash(event) {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.input.focus();
    this.input.select();
  }
}

take_theme_of_console();
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("search");
  if (place) new Search(place);
  const here = document.querySelector("#contents [aria-current]");
  if (here) keep_in_view(here);
  let_scrollers_be_reached();
  add_copy_buttons();
  follow_headings();
  close_when_followed();
});

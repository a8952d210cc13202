// One page of HTML around what was written: navigation in the order of the index, headings of the page, neighbours.
// Works without any script; those who do not see the page skip what comes before it.
import { escape } from "./markdown.mjs";

/** What no heading can be called: the ids below. */
export const own_ids = new Set(["main", "search", "contents", "outline", "outline-title"]);

// In the bar on top; on a phone at the end of the navigation.
const product = ['<a href="/">Console</a>', '<a href="/swagger-ui">API explorer</a>'];

const list = (items) => `<ul>${items.join("")}</ul>`;

function entry(page, current) {
  return `<li><a href="${page.url}"${page === current ? ' aria-current="page"' : ""}>${escape(page.label)}</a></li>`;
}

// A button opens it on a phone (the popover is the browser's own), elsewhere it stands beside the page.
function navigation({ index, sections }, current) {
  const groups = sections.map(({ title, pages }) => `<h2>${escape(title)}</h2>${list(pages.map((page) => entry(page, current)))}`);
  return `<nav id="contents" popover aria-label="Documentation">${list([entry(index, current)])}${groups.join("")}<div class="elsewhere"><h2>BetStream</h2>${list(product.map((link) => `<li>${link}</li>`))}</div></nav>`;
}

// A list longer than a screen leads nowhere: then without the smaller headings.
const outline_max = 50;

function outline_of({ headings }) {
  const listed = headings.filter(({ level }) => level === 2 || level === 3);
  return listed.length <= outline_max ? listed : listed.filter(({ level }) => level === 2);
}

const is_long = (page) => outline_of(page).length >= 3;

function outline(page) {
  const items = outline_of(page).map(({ level, id, title }) => `<li class="level-${level}"><a href="#${escape(id)}">${escape(title)}</a></li>`);
  return `<nav id="outline" popover aria-labelledby="outline-title"><h2 id="outline-title">On this page</h2>${list(items)}</nav>`;
}

function neighbours({ index, pages }, current) {
  const order = [index, ...pages];
  const at = order.indexOf(current);
  if (at === -1) return "";
  const link = (page, rel, word) => (page ? `<a href="${page.url}" rel="${rel}"><span>${word}</span> ${escape(page.label)}</a>` : "");
  return `<nav class="neighbours" aria-label="Neighbours">${link(order[at - 1], "prev", "Previous")}${link(order[at + 1], "next", "Next")}</nav>`;
}

const title_of = ({ headings }) => headings.find(({ level }) => level === 1)?.title ?? "Documentation";

/** A whole page. `page` has `html`, `headings` and, unless it is the index, its `section`. */
export function page_of(site, page) {
  const title = page === site.index ? "BetStream documentation" : `${title_of(page)} · BetStream documentation`;
  const long = is_long(page);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/site.css">
<script src="/docs/site.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="home" href="/docs"><img src="/icon.svg" width="24" height="24" alt=""><span>BetStream <i>Docs</i></span></a>
<div class="buttons"><button type="button" popovertarget="contents">Contents</button>${long ? '<button type="button" popovertarget="outline">On this page</button>' : ""}</div>
<search id="search" hidden></search>
<nav class="product" aria-label="Product">${product.join("")}</nav>
</header>
<div class="columns">
${navigation(site, page)}
<main id="main" tabindex="-1">
${page.section ? `<p class="kind">${escape(page.section.title)}</p>\n` : ""}${page.html}${neighbours(site, page)}
</main>
${long ? outline(page) : ""}
</div>
</body>
</html>
`;
}

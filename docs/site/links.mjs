// Where links lead. Between pages: to the address of the page, and its heading must be there. To a file of the repository:
// there is none where the pages are read, so that its name is shown in place of a link. To elsewhere: as it is.
import { posix } from "node:path";
import { for_each_link } from "./markdown.mjs";

// Files of the repository that the server serves by another name.
const served = { "contract/openapi.yaml": "/api-docs/openapi.json" };

class Links {
  constructor({ index, pages, sections }, problems) {
    this.problems = problems;
    this.pages = new Map([index, ...pages].map((page) => [page.path, page]));
    // A folder of pages is shown by its part of the index.
    const filled = sections.filter((section) => section.pages.length > 0);
    this.folders = new Map(filled.map(({ id, pages: [first] }) => [posix.dirname(first.path), `/docs#${id}`]));
  }

  /** `{url}`, with the `label` of a page, or `{file}` of the repository. Nothing when it leads nowhere, which is said then. */
  resolve(page, href, line) {
    if (/^[a-z]+:/.test(href)) return { url: href };
    const [path, anchor] = href.split("#");
    const target = path === "" ? page.path : posix.normalize(posix.join(posix.dirname(page.path), path)).replace(/\/$/, "");
    const found = this.pages.get(target);
    if (found) return this.#on_page(page, found, anchor, line);
    if (this.folders.has(target)) return { url: this.folders.get(target) };
    if (served[target]) return { url: served[target] };
    if (target.startsWith("docs/")) return this.problems.add(page.path, line, `leads nowhere: ${href}`);
    return { file: target };
  }

  #on_page(page, found, anchor, line) {
    if (anchor === undefined) return { url: found.url, label: found.label };
    if (!found.headings.some(({ id }) => id === decodeURIComponent(anchor))) {
      return this.problems.add(page.path, line, `there is no heading #${anchor} in ${found.path}`);
    }
    return { url: `${found === page ? "" : found.url}#${anchor}`, label: found.label };
  }
}

/** Where the words are the name of the page's file, the page is called as in the navigation: nobody sees files here. */
function say_label(children, i, label) {
  if (/^[\w-]+\.md$/.test(children[i + 1].content)) children[i + 1].content = label;
}

/** A link to a file becomes its words, and the name of the file where they do not say it. */
function show_file(children, i, file) {
  const end = children.findIndex(({ type }, at) => at > i && type === "link_close");
  const words = children.slice(i + 1, end);
  const said = words.map(({ content }) => content).join("").replace(/\/$/, "");
  const make = (type, tag, content) => Object.assign(new children[i].constructor(type, tag, 0), { content });
  const name = make("code_inline", "code", file);
  const shown = file === said || file.endsWith(`/${said}`) ? [name] : [...words, make("text", "", " ("), name, make("text", "", ")")];
  children.splice(i, end - i + 1, ...shown);
}

/** Rewrites the links of all pages; each has its `tokens` and `headings` by now. */
export function rewrite_links(site, problems) {
  const links = new Links(site, problems);
  for (const page of [site.index, ...site.pages]) {
    for_each_link(page.tokens, (children, i, line) => {
      const target = links.resolve(page, children[i].attrGet("href"), line);
      if (target?.url) children[i].attrSet("href", target.url);
      if (target?.label) say_label(children, i, target.label);
      if (target?.file) show_file(children, i, target.file);
    });
  }
}

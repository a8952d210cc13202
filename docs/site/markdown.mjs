// Markdown as GitHub reads it: tables, links in plain sight, ids of headings. What is not plain Markdown is refused, but
// comments, which nobody sees.
import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

const plain_text = ({ children }) => children.filter(({ type }) => type === "text" || type === "code_inline").map(({ content }) => content).join("");

/** The tokens of a page. A heading has `meta.heading`: `{level, id, title}`; an id is the one that GitHub makes. */
export function parse(page) {
  const tokens = markdown.parse(page.text, {});
  const slugger = new GithubSlugger();
  const headings = [];
  for (const [i, token] of tokens.entries()) {
    if (token.type !== "heading_open") continue;
    const title = plain_text(tokens[i + 1]);
    token.meta = { heading: { level: Number(token.tag[1]), id: slugger.slug(title), title } };
    headings.push(token.meta.heading);
  }
  return { tokens, headings };
}

const escape = markdown.utils.escapeHtml;
const comment = /^\s*(<!--[\s\S]*?-->\s*)+$/;

const rules = {
  heading_open: (tokens, i) => {
    const { level, id } = tokens[i].meta.heading;
    return `<h${level} id="${escape(id)}">`;
  },
  // For the pointer; by keyboard and by ear the list of headings leads to the same places.
  heading_close: (tokens, i) => {
    const { level, id } = tokens[i - 2].meta.heading;
    const anchor = level === 1 ? "" : ` <a class="anchor" href="#${escape(id)}" tabindex="-1" aria-hidden="true">#</a>`;
    return `${anchor}</h${level}>\n`;
  },
  // Wide tables and long lines move by themselves, and not the page with them.
  table_open: () => '<div class="table"><table>\n',
  table_close: () => "</table></div>\n",
  fence: (tokens, i) => code_block(tokens[i].content),
  code_block: (tokens, i) => code_block(tokens[i].content),
  html_block: () => "",
};
for (const cell of ["th", "td"]) {
  rules[`${cell}_open`] = (tokens, i) => {
    const side = /text-align:(right|center)/.exec(tokens[i].attrGet("style") ?? "")?.[1];
    return `<${cell}${side ? ` class="${side}"` : ""}>`;
  };
}
Object.assign(markdown.renderer.rules, rules);

const code_block = (text) => `<div class="code"><pre><code>${escape(text.replace(/\n$/, ""))}</code></pre></div>\n`;

// A cell of a table knows no line of its own; its row does.
function* with_lines(tokens) {
  let line = 1;
  for (const token of tokens) {
    if (token.map) line = token.map[0] + 1;
    yield { token, line };
  }
}

/** Calls `visit(children, i, line)` for every link of the page: it opens at `children[i]`. */
export function for_each_link(tokens, visit) {
  for (const { token, line } of with_lines(tokens)) {
    if (token.type !== "inline") continue;
    for (const [i, child] of token.children.entries()) if (child.type === "link_open") visit(token.children, i, line);
  }
}

export function refuse_html(page, tokens, problems) {
  const refuse = ({ content }, line) => problems.add(page.path, line, `is HTML, not Markdown: ${content.trim().split("\n")[0]}`);
  for (const { token, line } of with_lines(tokens)) {
    if (token.type === "html_block" && !comment.test(token.content)) refuse(token, line);
    for (const child of token.children ?? []) {
      if (child.type === "html_inline") refuse(child, line);
      if (child.type === "image") problems.add(page.path, line, "has an image: pages are words and tables");
    }
  }
}

export const render = (tokens) => markdown.renderer.render(tokens, markdown.options, {});
export { escape };

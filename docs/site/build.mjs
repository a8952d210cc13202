// The pages as HTML, for the build to embed: node docs/site/build.mjs OUT_DIR
// index.html and missing.html (what is shown for an address that is no page), pages/<slug>.html, and the files that pages load.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { own_ids, page_of } from "./layout.mjs";
import { rewrite_links } from "./links.mjs";
import { parse, refuse_html, render } from "./markdown.mjs";
import { load_pages } from "./pages.mjs";
import { BadPages, Problems } from "./problems.mjs";
import { search_index } from "./search_index.mjs";
import { style_of } from "./theme.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

const missing_text = `# There is no such page

The address may be mistyped, or the page has another name in this version. [The overview](docs/README.md) lists every page there is.
`;

function refuse_own_ids({ path, headings }, problems) {
  for (const { id, title } of headings) {
    if (own_ids.has(id)) problems.add(path, 0, `the heading "${title}" has an id that every page has; give it another name`);
  }
}

/** Everything that is served under /docs, by the path of its file. Throws BadPages. */
export function build(repository = resolve(here, "../..")) {
  const problems = new Problems();
  const site = load_pages(repository, problems);
  const missing = { path: "", url: "", text: missing_text };
  const all = [site.index, ...site.pages, missing];
  for (const page of all) Object.assign(page, parse(page));
  for (const page of all) {
    refuse_html(page, page.tokens, problems);
    refuse_own_ids(page, problems);
  }
  rewrite_links(site, problems);
  const style = style_of(repository, readFileSync(join(here, "site.css"), "utf8"), problems);
  problems.throw_if_any();
  for (const page of all) page.html = render(page.tokens);
  return new Map([
    ["index.html", page_of(site, site.index)],
    ["missing.html", page_of(site, missing)],
    ...site.pages.map((page) => [`pages/${page.slug}.html`, page_of(site, page)]),
    ["files/site.css", style],
    ["files/site.js", readFileSync(join(here, "site.js"), "utf8")],
    ["files/search.json", search_index(site)],
  ]);
}

function write(out, files) {
  rmSync(out, { recursive: true, force: true });
  for (const folder of ["pages", "files"]) mkdirSync(join(out, folder), { recursive: true });
  for (const [path, text] of files) writeFileSync(join(out, path), text);
}

function main([out, repository]) {
  if (!out) throw new BadPages(["usage: node docs/site/build.mjs OUT_DIR [REPOSITORY]"]);
  write(resolve(out), build(repository && resolve(repository)));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof BadPages)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

// The pages as they lie on disk, and their place in the index: docs/README.md lists every page, under one heading for
// each kind; its order and its words are those of the navigation.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parse } from "./markdown.mjs";

const folders = ["tutorial", "how-to", "reference", "explanation", "adr"];
const index_path = "docs/README.md";
const slug_form = /^[a-z0-9]+(-[a-z0-9]+)*$/;
// Addresses below /docs that are no pages.
const taken = new Set(["readme"]);

function read_page(repository, path) {
  return { path, slug: posix.basename(path, ".md"), text: readFileSync(join(repository, path), "utf8") };
}

function find_pages(repository) {
  return folders.flatMap((folder) =>
    readdirSync(join(repository, "docs", folder))
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map((name) => read_page(repository, `docs/${folder}/${name}`)),
  );
}

function check_slugs(pages, problems) {
  const owners = new Map();
  for (const { path, slug } of pages) {
    if (!slug_form.test(slug) || taken.has(slug)) problems.add(path, 0, `/docs/${slug} is no good address: small letters, digits and single dashes`);
    if (owners.has(slug)) problems.add(path, 0, `has the address /docs/${slug}, as ${owners.get(slug)} has`);
    owners.set(slug, path);
  }
}

/** Sections of the index: `{title, id, about, entries: [{path, label}]}`. */
function sections_of(index) {
  const sections = [];
  for (const token of parse(index).tokens) {
    if (token.meta?.heading?.level === 2) sections.push({ ...token.meta.heading, entries: [] });
    if (token.type !== "inline" || sections.length === 0) continue;
    const link = token.children.findIndex(({ type, attrs }) => type === "link_open" && /\.md$/.test(attrs[0][1]));
    if (link === -1) continue;
    const path = posix.normalize(posix.join("docs", token.children[link].attrGet("href")));
    sections.at(-1).entries.push({ path, label: token.children[link + 1].content });
  }
  return sections;
}

/**
 * `{index, pages, sections}`. Each page has `path`, `slug`, `url`, `text`, its `section` and its `label` in the navigation;
 * pages stand in the order of the index.
 */
export function load_pages(repository, problems) {
  const index = { ...read_page(repository, index_path), slug: "", url: "/docs", label: "Overview" };
  const found = find_pages(repository);
  check_slugs(found, problems);
  const by_path = new Map(found.map((page) => [page.path, page]));
  const sections = sections_of(index).filter(({ entries }) => entries.length > 0);
  const pages = [];
  for (const section of sections) {
    section.pages = section.entries.flatMap(({ path, label }) => {
      const page = by_path.get(path);
      if (page === undefined) return []; // the links of the index are checked as those of every page
      if (page.section) return problems.add(index_path, 0, `lists ${path} twice`) ?? [];
      return [Object.assign(page, { section, label, url: `/docs/${page.slug}` })];
    });
    pages.push(...section.pages);
  }
  for (const page of found) if (!page.section) problems.add(index_path, 0, `does not list ${page.path}`);
  return { index, pages, sections };
}

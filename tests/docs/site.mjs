// The documentation as a running server has it: fetched, and taken apart. The markup is our own, so that few patterns do.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../contract/server.mjs";

export const browser = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

const folders = ["tutorial", "how-to", "reference", "explanation", "adr"];
export const slugs_on_disk = folders.flatMap((folder) =>
  readdirSync(join(repository, "docs", folder)).filter((name) => name.endsWith(".md")).map((name) => name.replace(/\.md$/, "")),
);

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const decode = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity]);

export class Page {
  constructor(url, text) {
    this.url = url;
    this.text = text;
    this.main = /<main[^>]*>([\s\S]*)<\/main>/.exec(text)?.[1] ?? "";
    // What is shown as code is no markup.
    this.tags = [...text.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>/g)].map(([, slash, name, attributes]) => ({
      name,
      is_end: slash === "/",
      ...Object.fromEntries([...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, decode(value ?? "")])),
    }));
  }

  all(name) {
    return this.tags.filter((tag) => tag.name === name && !tag.is_end);
  }

  get ids() {
    return this.tags.flatMap(({ id }) => (id === undefined ? [] : [id]));
  }

  get headings() {
    return [...this.main.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  }

  get links() {
    return this.all("a").map(({ href }) => href);
  }
}

export async function open(server, path, headers = browser) {
  const answer = await fetch(server.url + path, { headers, redirect: "manual" });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Every page that links lead to from the index on, by its address. */
export async function crawl(server) {
  const pages = new Map();
  const waiting = ["/docs"];
  while (waiting.length > 0) {
    const url = waiting.pop();
    if (pages.has(url)) continue;
    const { status, text } = await open(server, url);
    if (status !== 200) throw new Error(`${url} is ${status}`);
    const page = new Page(url, text);
    pages.set(url, page);
    waiting.push(...page.links.filter((href) => /^\/docs(\/[^#]*)?(#|$)/.test(href)).map((href) => href.split("#")[0]));
  }
  return pages;
}

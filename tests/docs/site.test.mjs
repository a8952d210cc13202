// The documentation at /docs: complete, without a dead link, and in need of nothing from elsewhere.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { own_ids } from "../../docs/site/layout.mjs";
import { Api, send_raw } from "../contract/api.mjs";
import { Server, repository } from "../contract/server.mjs";
import { spec } from "../contract/spec.mjs";
import { Page, browser, crawl, open, slugs_on_disk } from "./site.mjs";

const files = ["/docs/site.css", "/docs/site.js", "/docs/search.json"];
const routes_beside = new Set(["/", "/swagger-ui", "/api-docs/openapi.json"]);

let server;
let api;
let pages;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  pages = await crawl(server);
});
after(async () => {
  api?.close();
  await server?.stop();
});

test("every page on disk is served, and the index itself leads to it", () => {
  const wanted = slugs_on_disk.map((slug) => `/docs/${slug}`).sort();
  assert.ok(wanted.length >= 30, `${wanted.length} pages`);
  assert.deepEqual([...pages.keys()].filter((url) => url !== "/docs").sort(), wanted);
  const index = new Page("/docs", pages.get("/docs").main);
  assert.deepEqual([...new Set(index.links.map((href) => href.split("#")[0]))].filter((href) => href.startsWith("/docs/")).sort(), wanted);
});

test("no link is dead, and every anchor is there", async () => {
  for (const page of pages.values()) {
    for (const href of page.links) {
      if (/^https?:/.test(href)) continue;
      const [path, anchor] = href.split("#");
      const target = path === "" ? page : pages.get(path);
      if (!target) {
        assert.ok(routes_beside.has(path), `${page.url} leads to ${href}`);
        assert.equal((await open(server, path)).status, 200, href);
      } else if (anchor !== undefined) assert.ok(target.ids.includes(decodeURIComponent(anchor)), `${page.url}: ${href}`);
    }
  }
});

test("links that lead to a file of the repository are names of files, not links", () => {
  for (const page of pages.values()) assert.doesNotMatch(page.text, /href="(\.|[\w-]+\/|[\w-]+\.md)/, page.url);
  assert.match(pages.get("/docs/nginx").main, /<code>bench\/results<\/code>/);
});

test("anchors that are known elsewhere are there: alerts, problems", async () => {
  const monitoring = pages.get("/docs/monitoring").ids;
  const alerts = readFileSync(join(repository, "deploy/observability/prometheus/alerts.yml"), "utf8");
  const anchors = [...alerts.matchAll(/monitoring(?:\.md)?#([\w-]+)/g)].map(([, anchor]) => anchor);
  assert.ok(anchors.length > 10, "alerts name their part of the runbook");
  for (const anchor of anchors) assert.ok(monitoring.includes(anchor), anchor);

  const errors = pages.get("/docs/errors");
  for (const code of spec.components.schemas.ErrorCode.enum) {
    const problem = new Page(`/problems/${code}`, (await api.ok("GET", `/problems/${code}`)).text);
    assert.deepEqual(problem.links, [`/docs/errors#${code}`]);
    assert.ok(errors.ids.includes(code), code);
  }
});

test("every page has its landmarks, one title, and headings that skip no level", () => {
  const titles = new Set();
  for (const page of pages.values()) {
    assert.match(page.text, /^<!doctype html>\n<html lang="en">/, page.url);
    assert.equal(page.all("main").length, 1, page.url);
    assert.equal(page.all("header").length, 1, page.url);
    for (const nav of page.all("nav")) assert.ok(nav["aria-label"] || page.ids.includes(nav["aria-labelledby"]), `${page.url}: a navigation without a name`);
    assert.equal(page.all("a")[0].href, "#main", `${page.url} begins with the way past the navigation`);
    assert.equal(page.headings.filter((level) => level === 1).length, 1, page.url);
    assert.equal(page.headings[0], 1, page.url);
    page.headings.reduce((before, level) => (assert.ok(level <= before + 1, `${page.url}: h${level} after h${before}`), level));
    assert.equal(new Set(page.ids).size, page.ids.length, `${page.url}: ids are unique`);
    const around = page.ids.filter((id) => !page.main.includes(`id="${id}"`));
    for (const id of around) assert.ok(own_ids.has(id), `${id} is in the list of the build`);
    titles.add(/<title>(.+)<\/title>/.exec(page.text)[1]);
    const current = page.all("a").filter((link) => link["aria-current"] === "page");
    assert.deepEqual(current.map(({ href }) => href), [page.url], "the page itself is marked");
  }
  assert.equal(titles.size, pages.size, "no two pages have one title");
});

test("nothing is loaded from elsewhere, and nothing is written into a page that would have to run", async () => {
  for (const page of pages.values()) {
    const loaded = [...page.all("script"), ...page.all("link"), ...page.all("img")].map(({ src, href }) => src ?? href);
    for (const url of loaded) assert.match(url, /^\/(docs\/)?[\w-]+\.(css|js|svg)$/, `${page.url} loads ${url}`);
    assert.doesNotMatch(page.text, /<style|<script(?![^>]*\bsrc=)|<iframe|<object|<base|<form/, page.url);
    for (const tag of page.tags) for (const name of Object.keys(tag)) assert.ok(!/^(on|style$)/.test(name), `${page.url}: <${tag.name} ${name}>`);
  }
  const [css, js] = await Promise.all(files.slice(0, 2).map(async (path) => (await open(server, path)).text));
  assert.doesNotMatch(css, /url\(|@import|https?:/);
  assert.doesNotMatch(js, /https?:\/\/|innerHTML|eval\(/);
});

test("the policy lets in nothing that is written into a page, and nothing from elsewhere", async () => {
  for (const path of ["/docs", "/docs/", "/docs/errors", "/docs/no-such-page", "/problems/not_found", ...files]) {
    const { headers } = await open(server, path);
    const policy = headers.get("content-security-policy");
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; /, path);
    assert.doesNotMatch(policy, /unsafe|https?:|\*|data:/, path);
    assert.match(policy, /frame-ancestors 'none'.*require-trusted-types-for 'script'/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "no-referrer", path);
  }
});

test("pages and files are asked for each time, and cost nothing then; each encoding has its own tag", async () => {
  const types = { "/docs/site.css": "text/css", "/docs/site.js": "text/javascript" };
  for (const path of ["/docs", "/docs/", "/docs/monitoring", ...Object.keys(types)]) {
    const get = (headers) => send_raw(server.url, "GET", path, { headers: { ...browser, ...headers } });
    const plain = await get();
    assert.deepEqual([plain.status, plain.media_type, plain.headers["cache-control"]], [200, types[path] ?? "text/html", "no-cache"], path);
    const tags = new Set([plain.headers.etag]);
    for (const [encoding, unpack] of Object.entries({ br: brotliDecompressSync, gzip: gunzipSync })) {
      const packed = await get({ "Accept-Encoding": encoding });
      assert.equal(packed.headers["content-encoding"], encoding, path);
      assert.match(packed.headers.vary, /Accept-Encoding/);
      assert.deepEqual(unpack(packed.bytes), plain.bytes, path);
      tags.add(packed.headers.etag);
      const again = await get({ "Accept-Encoding": encoding, "If-None-Match": packed.headers.etag });
      assert.deepEqual([again.status, again.text], [304, ""], path);
    }
    assert.equal(tags.size, 3, path);
    const head = await send_raw(server.url, "HEAD", path, { headers: browser });
    assert.deepEqual([head.status, head.text, head.headers.etag], [200, "", plain.headers.etag], path);
  }
  const index = await api.ok("GET", "/docs/search.json");
  assert.equal((await api.get("/docs/search.json", { "If-None-Match": index.headers.etag })).status, 304);
});

test("what is no page is a 404: a page for a person, a problem for a program", async () => {
  for (const name of ["no-such-page", "index", "missing", "README", "readme", "monitoring.html", "index.html", "missing.html", "pages", "none.css", "%6donitoring", ".stamp"]) {
    const person = await open(server, `/docs/${name}`);
    assert.deepEqual([person.status, person.headers.get("content-type")], [404, "text/html; charset=utf-8"], name);
    assert.match(person.text, /There is no such page/);
    assert.ok(new Page("", person.text).links.includes("/docs/monitoring"), "with the way to all others");
    assert.match(person.headers.get("vary"), /Accept/);
    assert.equal((await api.get(`/docs/${name}`)).body.code, "not_found", name);
  }
  for (const path of ["/docs/how-to/monitoring", "/docs//monitoring", "/docs/monitoring/"]) assert.equal((await open(server, path)).status, 404, path);
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) assert.equal((await api.send(method, "/docs/monitoring")).status, 405, method);
});

test("the search leads to places that are there, and knows every page", async () => {
  const index = (await api.ok("GET", "/docs/search.json")).body;
  assert.deepEqual(index.map(({ url }) => url).sort(), [...pages.keys()].sort());
  for (const { url, headings } of index) {
    assert.equal(headings[0][1], "", `${url} begins with its title`);
    for (const [title, id] of headings.slice(1)) assert.ok(title !== "" && pages.get(url).ids.includes(id), `${url}#${id}`);
  }
  const names = new Set(index.flatMap(({ headings }) => headings.flatMap(([, , words]) => words.split(" "))));
  for (const name of ["betstream_ready", "body_bytes_max", "epoch"]) assert.ok(names.has(name), name);
});

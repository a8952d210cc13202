// The console as the server carries it: pages, files, encodings, headers. What it does in a browser is tested in web/.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Api, send_raw } from "./api.mjs";
import { Server } from "./server.mjs";
import { assert_answer, spec } from "./spec.mjs";

const browser = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const pages = spec.paths["/"].get["x-console-pages"];
const decode = { br: brotliDecompressSync, gzip: gunzipSync };

let server;
let api;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
});
after(async () => {
  api?.close();
  await server?.stop();
});

const open = (path, headers = {}) => send_raw(server.url, "GET", path, { headers: { ...browser, ...headers } });

async function files_of_page() {
  const { text } = await open("/");
  const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file);
  assert.ok(files.length > 0, text);
  return files;
}

test("a browser gets the console at every page and below, with any query", async () => {
  const page = await open("/");
  assert_answer("GET", "/", page);
  assert.match(page.text, /<div id="root">/);
  const addresses = pages.flatMap((name) => [`/${name}`, `/${name}/`, `/${name}/7/b/12`, `/${name}?status=pending&q=1/2/3`]);
  for (const address of [...addresses, "/?view=mine"]) {
    const answer = await open(address);
    assert.deepEqual([answer.status, answer.media_type, answer.text === page.text], [200, "text/html", true], address);
  }
});

test("a program gets text at the root and a problem at the pages", async () => {
  assert.equal((await api.ok("GET", "/")).text, "BetStream API is running");
  for (const name of pages) {
    for (const Accept of ["*/*", "application/json"]) assert.equal((await api.get(`/${name}`, { Accept })).body.code, "not_found", name);
  }
  assert.equal((await api.get("/?nonsense=1")).status, 400);
});

test("what is neither a page nor a route is a problem, also for a browser", async () => {
  for (const path of ["/nothing", "/historyy", "/api", "/api/v1/nothing", "/api/history", "/assets/none.js", "/assets/", "/swagger-ui/none", "/index.html", "/.vite/manifest.json", "/console/index.html", "/history%2f", "/%61"]) {
    const answer = await open(path);
    assert.deepEqual([answer.status, answer.media_type], [404, "application/problem+json"], path);
  }
  for (const method of ["POST", "PUT", "DELETE"]) assert.equal((await api.send(method, "/history", { json: {}, headers: browser })).status, 404, method);
});

test("HEAD has the headers of GET and no body", async () => {
  for (const path of ["/", "/history", ...(await files_of_page())]) {
    const [head, get] = [await send_raw(server.url, "HEAD", path, { headers: browser }), await open(path)];
    assert.deepEqual([head.status, head.text], [200, ""]);
    for (const name of ["etag", "content-type", "content-length", "cache-control"]) assert.equal(head.headers[name], get.headers[name], `${path} ${name}`);
  }
});

test("every encoding has the same content, its own strong tag, and Vary", async () => {
  for (const path of ["/", ...(await files_of_page())]) {
    const plain = await open(path);
    assert.equal(plain.headers["content-encoding"], undefined, path);
    const tags = new Set([plain.headers.etag]);
    for (const [name, unpack] of Object.entries(decode)) {
      const packed = await open(path, { "Accept-Encoding": name });
      assert.match(packed.headers.vary, /Accept-Encoding/, path);
      if (packed.headers["content-encoding"] === undefined) continue; // it would not be smaller
      assert.equal(packed.headers["content-encoding"], name);
      assert.ok(packed.bytes.length < plain.bytes.length, path);
      assert.deepEqual(unpack(packed.bytes), plain.bytes, path);
      tags.add(packed.headers.etag);
    }
    for (const tag of tags) assert.match(tag, /^"[^"]+"$/);
    if (path !== "/") assert.equal(tags.size, 3, `${path} comes plain, with gzip and with br`);
  }
  const [script] = await files_of_page();
  assert.equal((await open(script, { "Accept-Encoding": "gzip, deflate, br, zstd" })).headers["content-encoding"], "br");
  assert.equal((await open(script, { "Accept-Encoding": "br;q=0, gzip;q=0.1" })).headers["content-encoding"], "gzip");
});

test("the page is asked for each time and costs nothing then; its files keep for ever", async () => {
  for (const path of ["/", "/a/1/b/2", ...(await files_of_page())]) {
    for (const encoding of ["identity", "gzip", "br"]) {
      const first = await open(path, { "Accept-Encoding": encoding });
      const wanted = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
      assert.equal(first.headers["cache-control"], wanted, path);
      const again = await open(path, { "Accept-Encoding": encoding, "If-None-Match": first.headers.etag });
      assert.deepEqual([again.status, again.text, again.headers.etag], [304, "", first.headers.etag], `${path} ${encoding}`);
      assert.match(again.headers.vary, /Accept-Encoding/);
    }
  }
  const gzip = (await open("/assets/" + (await files_of_page())[0].split("/").at(-1), { "Accept-Encoding": "gzip" })).headers.etag;
  assert.equal((await open((await files_of_page())[0], { "If-None-Match": gzip })).status, 200, "a tag of another encoding is no match");
});

test("nothing runs in the page that did not come from here, and nobody frames it", async () => {
  const wanted = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:", "font-src": "'self'",
    "connect-src": "'self'", "worker-src": "'self'", "manifest-src": "'self'", "base-uri": "'none'", "form-action": "'self'",
    "frame-ancestors": "'none'", "object-src": "'none'", "require-trusted-types-for": "'script'",
  };
  for (const path of ["/", "/settings/tokens", ...(await files_of_page())]) {
    const { headers } = await open(path);
    const policy = Object.fromEntries(headers["content-security-policy"].split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]));
    assert.deepEqual(policy, wanted, path);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    assert.equal(headers["cross-origin-resource-policy"], "same-origin");
  }
  const { text } = await open("/");
  assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)|<style|\son\w+=|style=|https?:\/\//, "nothing inline, nothing from elsewhere");
});

test("a page is for this machine's names only, and a link from elsewhere may lead to it", async () => {
  assert.equal((await open("/history", { Host: "evil.example" })).status, 403);
  assert.equal((await open("/history", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" })).status, 200);
  assert.equal((await open("/history", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors" })).status, 403);
});

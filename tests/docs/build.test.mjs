// What the build of the documentation refuses, each in one line that says where.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "../../docs/site/build.mjs";
import { repository, temporary_directory } from "../contract/server.mjs";

// A copy of what the pages are made of, to break.
function a_copy(context) {
  const copy = temporary_directory(context);
  cpSync(join(repository, "docs"), join(copy, "docs"), { recursive: true, filter: (path) => !path.includes("node_modules") });
  mkdirSync(join(copy, "web/src/ui"), { recursive: true });
  cpSync(join(repository, "web/src/ui/tokens.css"), join(copy, "web/src/ui/tokens.css"));
  return copy;
}

const append = (path, text) => (copy) => writeFileSync(join(copy, path), `${readFileSync(join(copy, path), "utf8")}\n${text}\n`);
const add_page = (path) => (copy) => writeFileSync(join(copy, path), "# A page\n");

const cases = {
  "a link to a page that is not there": [append("docs/how-to/nginx.md", "[x](no-such-page.md)"), /^docs\/how-to\/nginx\.md:\d+: leads nowhere: no-such-page\.md$/],
  "a link to a heading that is not there": [append("docs/how-to/nginx.md", "[x](postgres.md#nothing)"), /^docs\/how-to\/nginx\.md:\d+: there is no heading #nothing in docs\/how-to\/postgres\.md$/],
  "a link to a heading of the same page that is not there": [append("docs/how-to/nginx.md", "[x](#nothing)"), /^docs\/how-to\/nginx\.md:\d+: there is no heading #nothing in docs\/how-to\/nginx\.md$/],
  "a page that the index does not list": [add_page("docs/how-to/new.md"), /^docs\/README\.md: does not list docs\/how-to\/new\.md$/],
  "a page that the index lists twice": [append("docs/README.md", "[x](how-to/nginx.md)"), /^docs\/README\.md: lists docs\/how-to\/nginx\.md twice$/],
  "a page that the index lists and that is not there": [(copy) => rmSync(join(copy, "docs/adr/0013-a-backup-is-sealed.md")), /^docs\/README\.md:\d+: leads nowhere: adr\/0013-a-backup-is-sealed\.md$/],
  "two pages of one name": [add_page("docs/reference/nginx.md"), /^docs\/reference\/nginx\.md: has the address \/docs\/nginx, as docs\/how-to\/nginx\.md has\n/],
  "a name that is no good address": [add_page("docs/how-to/My_Page.md"), /^docs\/how-to\/My_Page\.md: \/docs\/My_Page is no good address/],
  HTML: [append("docs/how-to/nginx.md", "a <b>word</b>"), /^docs\/how-to\/nginx\.md:\d+: is HTML, not Markdown: <b>\n/],
  "a block of HTML": [append("docs/how-to/nginx.md", "<script>\nalert(1)\n</script>"), /^docs\/how-to\/nginx\.md:\d+: is HTML, not Markdown: <script>$/],
  "a heading that has an id of the page around it": [append("docs/how-to/nginx.md", "## Search"), /^docs\/how-to\/nginx\.md: the heading "Search" has an id that every page has; give it another name$/],
  "an image": [append("docs/how-to/nginx.md", "![x](x.png)"), /^docs\/how-to\/nginx\.md:\d+: has an image/],
};

for (const [what, [breaks, message]] of Object.entries(cases)) {
  test(`the build refuses ${what}, in a line that says where`, (t) => {
    const copy = a_copy(t);
    breaks(copy);
    assert.throws(() => build(copy), ({ message: said }) => (assert.match(said, message), true));
  });
}

test("the command ends with 1 and the line alone; what was built before stays", (t) => {
  const copy = a_copy(t);
  const out = join(copy, "out");
  const script = join(repository, "docs/site/build.mjs");
  assert.equal(spawnSync(process.execPath, [script, out, copy]).status, 0);
  const before = readFileSync(join(out, "pages/nginx.html"), "utf8");
  append("docs/how-to/nginx.md", "[x](no-such-page.md)")(copy);
  const { status, stderr } = spawnSync(process.execPath, [script, out, copy], { encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /^docs\/how-to\/nginx\.md:\d+: leads nowhere: no-such-page\.md\n$/);
  assert.equal(readFileSync(join(out, "pages/nginx.html"), "utf8"), before);
});

test("headings have the ids that GitHub gives them, also the second of one name", (t) => {
  const copy = a_copy(t);
  append("docs/how-to/nginx.md", "## What's `new_in` 2.0? (All of it)\n\n## Twice\n\n## Twice")(copy);
  const page = build(copy).get("pages/nginx.html");
  for (const id of ["whats-new_in-20-all-of-it", "twice", "twice-1"]) assert.ok(page.includes(`<h2 id="${id}">`), id);
});

test("what a page says stays text", (t) => {
  const copy = a_copy(t);
  append("docs/how-to/nginx.md", "`<script>alert(1)</script>` &lt;b&gt; [x](https://example.com/?a=1&b=\"2\")")(copy);
  const page = build(copy).get("pages/nginx.html");
  assert.ok(page.includes("<code>&lt;script&gt;alert(1)&lt;/script&gt;</code> &lt;b&gt;"));
  assert.ok(!page.includes("<script>alert"));
});

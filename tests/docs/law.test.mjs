// Every example of every page is taken at its word by somebody; kinds.mjs says by whom.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { repository } from "../contract/server.mjs";
import { kinds, row_of, rows } from "./kinds.mjs";
import { look_at_shell, look_at_unit } from "./looks.mjs";
import { Block, blocks_of, find_pages, inline_code_of } from "./pages.mjs";

const pages = find_pages();
const blocks = pages.flatMap((page) => blocks_of(page));

const break_kind_law = (all) => all.filter(({ kind }) => !kinds.has(kind))
  .map(({ where, kind }) => (kind === "" ? `${where}: this block names no language` : `${where}: nobody checks blocks of the kind \`${kind}\`; see tests/docs/kinds.mjs`));

// It is no way around being executed.
const break_example_law = (all) => all.filter(({ page, kind }) => kind === "sh example" && !page.startsWith("docs/reference/")).map(({ where }) => `${where}: an example outside of the reference`);

// What is compared with output stands behind what puts it out.
function break_output_law(all) {
  return all.filter(({ kind }, i) => kind === "text" && all[i - 1]?.language !== "sh").map(({ where }) => `${where}: output of nothing`);
}

function break_look_law(all) {
  return all.flatMap(({ page, where, language, text }) => {
    const found = language === "sh" ? look_at_shell(text, dirname(page)) : language === "ini" ? look_at_unit(text) : [];
    return found.map((problem) => `${where}: ${problem}`);
  });
}

const is_command = (text) => /^(betstream|\.\/dev|systemctl|npm|docker exec) /.test(text) || text.startsWith("source <(");

function break_inline_law(all) {
  return all.filter(({ text }) => is_command(text)).flatMap(({ page, where, text }) => look_at_shell(text, dirname(page)).map((problem) => `${where}: \`${text}\`: ${problem}`));
}

const as_block = (kind, text = "") => {
  const [language, words] = kind.split(" ");
  return new Block({ page: "docs/x.md", line: 7, language, words, text });
};

test("every block is of a kind that somebody checks", () => assert.deepEqual(break_kind_law(blocks), []));
test("examples that nobody executes are in the reference alone", () => assert.deepEqual(break_example_law(blocks), []));
test("every output stands behind its commands", () => assert.deepEqual(pages.flatMap((page) => break_output_law(blocks_of(page))), []));
test("every command of a block could be meant", () => assert.deepEqual(break_look_law(blocks), []));
test("every command in a line of prose could be meant", () => assert.deepEqual(pages.flatMap((page) => break_inline_law(inline_code_of(page))), []));

test("every page that has a test of its own is named there", () => {
  for (const row of rows.filter(({ by }) => by)) {
    const own = pages.filter((page) => row_of(page) === row);
    assert.ok(own.length > 0, `no page is ${row.page}`);
    const text = readFileSync(join(repository, row.by), "utf8");
    for (const page of own) assert.ok(text.includes(basename(page, ".md")), `${row.by} does not speak of ${page}`);
  }
});

// Blocks that a test of another folder executes are taken from the page by that test.
test("pages whose commands are executed elsewhere are named there", () => {
  const tests = { packages: "tests/packages/package.test.mjs", containers: "tests/containers/page.test.mjs" };
  for (const [word, file] of Object.entries(tests)) {
    const text = readFileSync(join(repository, file), "utf8");
    const sections = new Set(blocks.filter(({ kind }) => kind === `sh ${word}`).map(({ page, section }) => `${page}, ${section}`));
    const unread = [...sections].filter((each) => !each.split(", ").every((part) => text.includes(part)));
    assert.deepEqual(unread, [], `${file} takes these from their page`);
  }
});

test("the law can be broken", () => {
  assert.deepEqual(break_kind_law([as_block("sh"), as_block("cobol"), as_block("")]).map((line) => line.split(":")[1]), ["7", "7"]);
  assert.equal(break_example_law([as_block("sh example"), as_block("sh")]).length, 1);
  assert.equal(break_output_law([as_block("json"), as_block("text"), as_block("sh"), as_block("text")]).length, 1);
  const wrong = {
    "betstream srve": /no command srve/,
    "betstream serve --lisen x": /betstream serve has no option --lisen/,
    "betstream migrate up --to=x": /betstream migrate up has no option --to/,
    "docker exec betstream betstream healthcheck --sick": /has no option --sick/,
    "cp deploy/nginx/sight.conf /etc": /no deploy\/nginx\/sight.conf/,
    "ls deploy/nginx/sight*.conf": /no deploy/,
    "./dev tets": /no command tets/,
    "npm run --prefix clients/typescript biuld": /no script biuld/,
    "systemctl stop betstream.sockets": /no unit betstream.sockets/,
    "echo 'x": /no shell takes it/,
  };
  for (const [text, why] of Object.entries(wrong)) assert.match(break_look_law([as_block("sh", text)]).join(), why, text);
  assert.match(break_look_law([as_block("ini", "[Socket]\nListenStreem=1\n")]).join(), /has no ListenStreem/);
  assert.equal(break_inline_law([{ page: "a.md", where: "a.md:1", text: "betstream doctor --url URL --databse URL" }]).length, 1);
  const right = ["betstream serve --allowed-hosts x", "docker run --name betstream --network host betstream", "systemctl enable --now betstream.socket", "ls deploy/nginx/listen_debian1*.conf"];
  assert.deepEqual(break_look_law(right.map((text) => as_block("sh", text))), []);
});

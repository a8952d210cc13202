// Every page without a test of its own, before a running server: see kinds.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assert_json, assert_not_refused, assert_printed } from "./answers.mjs";
import { follow, is_typed } from "./follow.mjs";
import { row_of } from "./kinds.mjs";
import { blocks_of, find_pages } from "./pages.mjs";
import { World } from "./world.mjs";

const asks_a_server = ({ kind }) => is_typed(kind) || kind === "crontab";
const is_executed = (block) => asks_a_server(block) || ["toml", "ini"].includes(block.language);
const is_for_people = ({ kind }) => kind === "" || kind === "text sketch" || kind === "sh dev";
const pages = find_pages().filter((page) => !row_of(page).by && !blocks_of(page).every(is_for_people));

for (const page of pages) {
  test(`${page} does what it says`, { timeout: 120_000 }, async (t) => {
    const needs_server = blocks_of(page).some(asks_a_server);
    const world = await World.open(t, needs_server ? row_of(page) : { data: "nowhere" });
    assert.equal(await follow(world, page), blocks_of(page).filter(is_executed).length);
    await world.stop_server();
  });
}

test("an answer that is not the one of the page is noticed", () => {
  assert_json({ id: 1, name: "ana" }, { id: 1 }, "a.md:1");
  assert.throws(() => assert_json({ id: 2 }, { id: 1 }, "a.md:1"));
  assert_not_refused('{"code":"x"}', "a.md:1");
  assert.throws(() => assert_not_refused('{"code":"not_found","status":404,"detail":"no"}', "a.md:1"), /refused: not_found/);
  const printed = "a 2026-01-31T12:00:00.000000Z\nb mdhq49-1 (1.5 s)\nc\n";
  assert_printed(printed, "a 2025-11-29T14:54:40.670647Z\nb k3f9aa-17 (...)\n", "a.md:1");
  assert.throws(() => assert_printed(printed, "c\na 2025-11-29T14:54:40.670647Z\n", "a.md:1"), /"a /);
  assert.throws(() => assert_printed(printed, "d\n", "a.md:1"), /"d" is not in what was printed/);
});

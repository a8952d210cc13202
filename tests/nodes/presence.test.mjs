// Who is at work at one node is seen at the others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { until } from "../oracle/plan.mjs";
import { send } from "../oracle/send.mjs";
import { start_nodes, stop_nodes } from "./cluster.mjs";
import { Postgres } from "./postgres.mjs";

let postgres;
let nodes;

before(async () => {
  postgres = Postgres.start();
  nodes = await start_nodes(2, postgres.create_database());
});
after(async () => {
  await stop_nodes(nodes ?? []);
  postgres?.stop();
});

const say = (node, json) => send(node.url, "POST", "/api/v1/presence", { json });

async function present_at(node) {
  const { body } = await send(node.url, "GET", "/api/v1/presence");
  return body.sessions.map(({ session, name, account_id, state }) => ({ session, name, account_id, state }));
}

test("operators see each other, whichever node their console talks to", { timeout: 60_000 }, async () => {
  const ana = { session: "tab-1", name: "Ana", account_id: 3, state: "active" };
  // A node that has just started may not listen yet: consoles say it again and again.
  await until(async () => {
    assert.equal((await say(nodes[0], ana)).status, 200);
    return (await present_at(nodes[1])).length > 0;
  }, "Ana to be seen at the other node");
  assert.deepEqual(await present_at(nodes[1]), [ana]);
  assert.deepEqual(await present_at(nodes[0]), [ana], "and once at her own");

  await say(nodes[0], { session: "tab-1", leave: true });
  await until(async () => (await present_at(nodes[1])).length === 0, "Ana to be gone at the other node");
});

test("what cannot be passed on harms nobody", { timeout: 60_000 }, async () => {
  const long = { session: "tab-2", name: "Bo", state: "idle", unknown: "x".repeat(10_000) };
  assert.equal((await say(nodes[0], long)).status, 200);
  assert.equal((await say(nodes[0], { session: "tab-3", name: "Cy's \"ü\"", state: "idle" })).status, 200);
  await until(async () => (await present_at(nodes[1])).some(({ session }) => session === "tab-3"), "the next one to be heard");
  assert.equal((await present_at(nodes[1])).length, 1);
});

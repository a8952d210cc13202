// Who is at work where. That it ends by itself is tested with a clock of its own, in server/service/presence_test.cpp.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api } from "./api.mjs";
import { Server } from "./server.mjs";

const path = "/api/v1/presence";
const max_sessions = 500;

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

const say = (json, headers) => api.send("POST", path, { json, headers });
const a_word = (fields = {}) => ({ session: "s1", name: "Ana", state: "active", ...fields });
const sessions_of = (answer) => answer.body.sessions.map(({ session }) => session);

test("a session is shown where it said that it is, to itself and to the others, until it leaves", async () => {
  assert.deepEqual((await api.ok("GET", path)).body, { sessions: [], expires_ms: 45_000 });
  const first = (await say(a_word({ account_id: 3, batch_id: 812, bet: 31 }))).body.sessions;
  const { since, seen_at, ...rest } = first[0];
  assert.deepEqual(rest, { session: "s1", name: "Ana", account_id: 3, batch_id: 812, bet: 31, state: "active" });
  assert.equal(since, seen_at);

  const both = await say(a_word({ session: "s2", name: "MK", state: "idle" }));
  assert.deepEqual(sessions_of(both), ["s1", "s2"]);
  assert.deepEqual((await api.ok("GET", path)).body, both.body);

  const [moved] = (await say(a_word({ batch_id: 813 }))).body.sessions;
  assert.deepEqual([moved.batch_id, moved.account_id, moved.bet, moved.since], [813, undefined, undefined, since]);
  assert.ok(moved.seen_at > since);

  assert.deepEqual(sessions_of(await say({ session: "s1", leave: true })), ["s2"]);
  assert.deepEqual(sessions_of(await say({ session: "s1", leave: true })), ["s2"], "who is gone may leave again");
  await say({ session: "s2", leave: true });
});

test("presence is no event and nothing of it is stored", async () => {
  const head = await api.head();
  await say(a_word(), { "Idempotency-Key": "k" });
  const again = await say(a_word({ state: "idle" }), { "Idempotency-Key": "k" });
  assert.deepEqual([again.status, again.body.sessions[0].state, again.headers["idempotency-replayed"]], [200, "idle", undefined]);
  assert.equal(await api.head(), head);
  await say({ session: "s1", leave: true });
});

test("every wrong value of a word is named", async () => {
  const wrong = (await say({ session: "a b", name: "\t", account_id: 0, batch_id: -1, bet: 0, state: "active" })).body;
  assert.deepEqual(wrong.errors.map(({ pointer }) => pointer), ["/session", "/name", "/account_id", "/batch_id", "/bet"]);
  const cases = [
    [{ name: "Ana", state: "active" }, "/session"],
    [{ session: "s", state: "active" }, "/name"],
    [{ session: "s", name: "Ana" }, "/state"],
    [a_word({ state: "activ" }), "/state"],
    [a_word({ session: "s".repeat(65) }), "/session"],
    [a_word({ session: "" }), "/session"],
    [a_word({ name: "n".repeat(65) }), "/name"],
    [a_word({ leave: "yes" }), "/leave"],
    [a_word({ batch_id: "7" }), "/batch_id"],
    [a_word({ account_id: Number.MAX_SAFE_INTEGER + 1 }), "/account_id"],
    [{ leave: true }, "/session"],
  ];
  for (const [json, pointer] of cases) {
    const { status, body } = await say(json);
    assert.deepEqual([status, body.errors?.[0].pointer], [422, pointer], JSON.stringify(json));
  }
  assert.equal((await api.send("POST", path, { body: "{}" })).status, 415);
  assert.deepEqual(sessions_of(await api.ok("GET", path)), [], "nobody came by a refused word");
});

test("when it is full newcomers are refused, and those who are there stay", async () => {
  for (let i = 0; i < max_sessions; ++i) assert.equal((await say(a_word({ session: `s${i}` }))).status, 200);
  const refused = await say(a_word({ session: "newcomer" }));
  assert.deepEqual([refused.status, refused.body.code], [503, "overloaded"]);
  assert.equal((await say(a_word({ session: "s7" }))).status, 200);
  await say({ session: "s7", leave: true });
  assert.equal((await say(a_word({ session: "newcomer" }))).status, 200);
});

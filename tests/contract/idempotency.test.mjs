// Write once: the same key with the same request gets the same answer, whatever happens in between (F31, F32).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_batch, a_bet, an_account, assert_refused, batch_path, bet_path, cursor_of } from "./api.mjs";
import { Server } from "./server.mjs";

let server;
let api;
let account;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  account = await api.account();
});
after(async () => {
  api?.close();
  await server?.stop();
});

let keys = 0;
const a_key = () => `test-${process.pid}-${++keys}`;
const batches = () => `/api/v1/accounts/${account.id}/batches`;

function assert_replay(replay, first) {
  assert.equal(replay.headers["idempotency-replayed"], "true");
  assert.equal(first.headers["idempotency-replayed"], undefined);
  assert.equal(replay.status, first.status);
  assert.equal(replay.text, first.text, "the same bytes");
  for (const name of ["content-type", "etag", "location"]) assert.equal(replay.headers[name], first.headers[name], name);
}

test("every write can be repeated under its key, with one effect", async () => {
  const batch = await api.batch(account);
  const other = await api.account();
  const [bet] = batch.bets;
  const path = batch_path(batch);
  const writes = [
    ["POST", "/api/v1/accounts", an_account()],
    ["PUT", `/api/v1/accounts/${other.id}`, an_account()],
    ["POST", batches(), a_batch()],
    ["PATCH", path, { meta: { again: true } }],
    ["POST", `${path}/activate`],
    ["PATCH", bet_path(batch, bet), { status: "failed" }],
    ["PATCH", `${path}/bets`, [{ pid: bet.pid }]],
    ["PATCH", `${path}/bets?mode=partial`, [{ pid: bet.pid, status: "failed" }, { pid: 999999 }]],
    ["POST", `${path}/submit`, { pending: "fail" }],
    ["POST", `${path}/reopen`, { reason: "again" }],
    ["DELETE", path],
    ["DELETE", `/api/v1/accounts/${other.id}`],
  ];
  for (const [method, target, json] of writes) {
    const headers = { "Idempotency-Key": a_key() };
    const first = await api.ok(method, target, { json, headers });
    const head = await api.head();
    for (let i = 0; i < 2; ++i) assert_replay(await api.send(method, target, { json, headers }), first);
    assert.equal(await api.head(), head, `${method} ${target} had one effect`);
  }
});

test("a replay names the cursor of the write, or a later one", async () => {
  const headers = { "Idempotency-Key": a_key() };
  const first = await api.ok("POST", batches(), { json: a_batch(), headers });
  await api.batch(account);
  const replay = await api.ok("POST", batches(), { json: a_batch(), headers });
  const [a, b] = [first, replay].map((answer) => Number(cursor_of(answer).split("-")[1]));
  assert.ok(b >= a);
});

test("the same key with another request is refused", async () => {
  const headers = { "Idempotency-Key": a_key() };
  await api.ok("POST", batches(), { json: a_batch(), headers });
  const others = [
    ["POST", batches(), a_batch({ meta: { other: true } })],
    ["PATCH", `/api/v1/accounts/${account.id}/batches/1`, { meta: {} }],
    ["POST", "/api/v1/accounts", an_account()],
  ];
  for (const [method, target, json] of others) {
    const answer = await assert_refused(api, "id_reused", () => api.send(method, target, { json, headers }));
    assert.equal(answer.status, 422);
  }
});

test("refusals are kept too: what was a conflict then is a conflict still", async () => {
  const batch = await api.batch(account);
  const headers = { "Idempotency-Key": a_key(), "If-Match": '"9"' };
  const first = await api.mark(batch, batch.bets[0], { status: "failed" }, headers);
  assert.equal(first.status, 412);
  await api.mark(batch, batch.bets[0], { status: "failed" });
  assert_replay(await api.mark(batch, batch.bets[0], { status: "failed" }, headers), first);
});

test("repetitions that arrive together have one effect and one answer", async () => {
  const headers = { "Idempotency-Key": a_key() };
  const json = a_batch();
  const before = await api.head();
  const answers = await Promise.all(Array.from({ length: 12 }, () => api.send("POST", batches(), { json, headers })));
  for (const answer of answers) assert.equal(answer.status, 201);
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal(answers.filter((answer) => answer.headers["idempotency-replayed"] === undefined).length, 1);
  assert.equal(await api.head(), before + 1);
});

// F32
test("the same batch posted again under its key is one batch; under a new key it is another", async () => {
  const json = a_batch({ bets: [a_bet({ selection: "9/9/9" })] });
  const headers = { "Idempotency-Key": a_key() };
  const first = await api.ok("POST", batches(), { json, headers });
  assert.equal((await api.ok("POST", batches(), { json, headers })).body.id, first.body.id);
  assert.notEqual((await api.ok("POST", batches(), { json, headers: { "Idempotency-Key": a_key() } })).body.id, first.body.id);
});

test("keys outlive a kill -9", async () => {
  const writes = [];
  for (let i = 0; i < 10; ++i) {
    const request = ["POST", batches(), { json: a_batch({ meta: { i } }), headers: { "Idempotency-Key": a_key() } }];
    writes.push([request, await api.ok(...request)]);
  }
  const before = await api.everything();
  await server.kill();
  await server.start_again();
  for (const [request, first] of writes) assert_replay(await api.send(...request), first);
  assert.equal(await api.everything(), before);
});

test("a client that retries through a kill -9 loses nothing and doubles nothing", async () => {
  const since = await api.head();
  const wanted = 60;
  const bot = async (n) => {
    for (let i = 0; i < wanted / 4; ++i) {
      const request = ["POST", batches(), { json: a_batch({ meta: { bot: n, i } }), headers: { "Idempotency-Key": a_key() } }];
      await until_answered(request);
    }
  };
  const bots = [1, 2, 3, 4].map(bot);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await server.kill();
  await server.start_again();
  await Promise.all(bots);
  const made = (await api.events_since(since)).filter(({ type }) => type === "batch_created").map(({ batch }) => `${batch.meta.bot}/${batch.meta.i}`);
  assert.equal(made.length, wanted);
  assert.equal(new Set(made).size, wanted);
});

async function until_answered(request) {
  for (let tries = 0; tries < 400; ++tries) {
    const answer = await api.send(...request).catch((error) => {
      if (!["ECONNREFUSED", "ECONNRESET", "EPIPE"].includes(error.code) && !/socket hang up/.test(error.message)) throw error;
    });
    if (answer && answer.status < 500) return assert.equal(answer.status, 201);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail("never answered");
}

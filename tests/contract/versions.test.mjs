// ETag, If-None-Match, If-Match: reads that cost nothing, and writes that do not overwrite what nobody saw.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_batch, assert_refused, batch_path, bet_path, cursor_of } from "./api.mjs";
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

const account_path = () => `/api/v1/accounts/${account.id}`;

test("ETags are the versions that the bodies show", async () => {
  const batch = await api.batch(account);
  const read = await api.ok("GET", batch_path(batch));
  assert.equal(read.headers.etag, `"${read.body.version}"`);
  const mark = await api.mark(batch, batch.bets[0], { status: "failed" });
  assert.equal(mark.headers.etag, `"${mark.body.version}"`);
  const owner = await api.ok("GET", account_path());
  assert.equal(owner.headers.etag, `"${owner.body.version}-${owner.body.open_batches}"`);
});

test("If-None-Match: 304 without a body while nothing changed, for resources and lists", async () => {
  const batch = await api.batch(account);
  const targets = [account_path(), "/api/v1/accounts", batch_path(batch), `${account_path()}/batches`, `${account_path()}/batches?bets=false&limit=1`];
  const tags = [];
  for (const target of targets) {
    const { etag } = (await api.ok("GET", target)).headers;
    tags.push(etag);
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const answer = await api.get(target, { "If-None-Match": header });
      assert.equal(answer.status, 304, `${target} ${header}`);
      assert.equal(answer.headers.etag, etag);
      assert.ok(cursor_of(answer), "a 304 says as of which event it is");
    }
    assert.equal((await api.get(target, { "If-None-Match": '"other"' })).status, 200);
  }
  await api.ok("DELETE", batch_path(batch));
  for (const [i, target] of targets.entries()) assert.equal((await api.get(target, { "If-None-Match": tags[i] })).status, 200, target);
});

test("a list's ETag changes with everything that the list shows", async () => {
  const batch = await api.batch(account);
  const list = `${account_path()}/batches`;
  const etag = async (target) => (await api.ok("GET", target)).headers.etag;
  let tag = await etag(list);
  const changes = [
    () => api.mark(batch, batch.bets[0], { note: "x" }),
    () => api.mark(batch, batch.bets[0], { cost: 1 }),
    () => api.ok("PATCH", batch_path(batch), { json: { meta: { x: 1 } } }),
    () => api.batch(account),
    () => api.ok("DELETE", batch_path(batch)),
  ];
  for (const change of changes) {
    await change();
    const next = await etag(list);
    assert.notEqual(next, tag, String(change));
    tag = next;
  }
});

test("If-Match: done while the version is right, otherwise a 412 that shows what it is now", async () => {
  const batch = await api.batch(account);
  const [bet] = batch.bets;
  assert.equal((await api.mark(batch, bet, { status: "successful" }, { "If-Match": '"1"' })).status, 200);
  const conflict = await assert_refused(api, "version_conflict", () => api.mark(batch, bet, { status: "failed" }, { "If-Match": '"1"' }));
  assert.equal(conflict.status, 412);
  assert.deepEqual([conflict.body.current.pid, conflict.body.current.version, conflict.body.current.status], [bet.pid, 2, "successful"]);
  assert.equal((await api.mark(batch, bet, { status: "failed" }, { "If-Match": 'W/"2"' })).status, 200, "a proxy that compresses weakens the tag");
  assert.equal((await api.mark(batch, bet, { status: "pending" }, { "If-Match": "*" })).status, 200);
  for (const tag of ["4", '"x"', '""', '"-4"', '"04"', '"4', '"7", "8"']) {
    assert.equal((await api.mark(batch, bet, { status: "failed" }, { "If-Match": tag })).status, 412, `${tag} is no version`);
  }
});

test("If-Match guards every change of a batch and an account", async () => {
  const batch = await api.batch(account);
  const stale = { "If-Match": '"99"' };
  const path = batch_path(batch);
  const attempts = [
    ["PATCH", path, { meta: { x: 1 } }],
    ["DELETE", path],
    ["POST", `${path}/submit`, {}],
    ["POST", `${path}/activate`],
    ["POST", `${path}/reopen`, { reason: "x" }],
    ["PUT", account_path(), { name: "other name", hostname: "h" }],
    ["DELETE", account_path()],
  ];
  for (const [method, target, json] of attempts) {
    const answer = await assert_refused(api, "version_conflict", () => api.send(method, target, { json, headers: stale }));
    assert.equal(answer.body.current.id, target === account_path() ? account.id : batch.id, `${method} ${target}`);
  }
});

test("a batch that opened meanwhile does not stand in the way of a rename", async () => {
  const { etag } = (await api.ok("GET", account_path())).headers;
  await api.batch(account);
  assert.notEqual((await api.ok("GET", account_path())).headers.etag, etag);
  const renamed = await api.send("PUT", account_path(), { json: { name: account.name, hostname: "moved.example" }, headers: { "If-Match": etag } });
  assert.equal(renamed.status, 200);
});

test("what is so already is no change: no event, the same version", async () => {
  const batch = await api.batch(account);
  const [bet] = batch.bets;
  await api.mark(batch, bet, { status: "failed", note: "n" });
  await api.ok("POST", `${batch_path(batch)}/submit`, { json: {} });
  const head = await api.head();
  assert.equal((await api.mark(batch, bet, { status: "failed" })).status, 200, "even though the batch is closed");
  assert.equal(await api.head(), head);
});

// F30
test("two operators mark the same bet: one wins, the other sees who and what", async () => {
  const batch = await api.batch(account, a_batch());
  const [bet] = batch.bets;
  const hands = await Promise.all(
    ["ana", "mk"].map((actor) => api.mark(batch, bet, { status: actor === "ana" ? "successful" : "failed" }, { "If-Match": '"1"', "BetStream-Actor": actor })),
  );
  assert.deepEqual(hands.map(({ status }) => status).sort(), [200, 412]);
  const [winner, loser] = hands.sort((a, b) => a.status - b.status);
  assert.deepEqual(loser.body.current, winner.body);
  assert.deepEqual((await api.ok("GET", batch_path(batch))).body.bets.find(({ pid }) => pid === bet.pid), winner.body);
});

test("many hands on one bet by version: every version is given once", async () => {
  const batch = await api.batch(account);
  const [bet] = batch.bets;
  const since = await api.head();
  const hand = async (n) => {
    for (let done = 0, version = 1; done < 5; ) {
      const answer = await api.mark(batch, bet, { note: `hand ${n}, ${done}` }, { "If-Match": `"${version}"` });
      version = answer.status === 200 ? answer.body.version : answer.body.current.version;
      if (answer.status === 200) ++done;
    }
  };
  await Promise.all([1, 2, 3, 4].map(hand));
  const versions = (await api.events_since(since, `&bet=${bet.pid}`)).map((event) => event.bet?.version);
  assert.deepEqual(versions, Array.from({ length: 20 }, (_, i) => i + 2));
  assert.equal((await api.ok("GET", bet_path(batch, bet).replace(/\/bets\/.*/, ""))).body.bets[0].version, 21);
});

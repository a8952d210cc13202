// GET /api/v1/batches: every filter against what was made, pages that join up, and what is refused.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_batch, batch_path } from "./api.mjs";
import { Server } from "./server.mjs";

let server;
let api;
let ana;
let bo;
let gone;
const made = []; // oldest first
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  [ana, bo, gone] = [await api.account(), await api.account(), await api.account()];
  const metas = [{ name: "Evening card" }, { name: "Morning", race: { tags: ["Köln", 4711] } }, { name: "EVENING two" }, { strategy: "kelly" }];
  for (let i = 0; i < 12; ++i) {
    const account = [ana, bo, gone][i % 3];
    const headers = { "BetStream-Actor": i % 2 ? "model-7" : "model-8" };
    made.push((await api.ok("POST", `/api/v1/accounts/${account.id}/batches`, { json: a_batch({ meta: metas[i % 4] }), headers })).body);
  }
  await api.ok("PATCH", `${batch_path(made[0])}/bets`, { json: made[0].bets.map(({ pid }) => ({ pid })) });
  await api.ok("POST", `${batch_path(made[1])}/submit`, { json: { pending: "keep" }, headers: { "BetStream-Actor": "ana" } });
  await api.ok("POST", `${batch_path(made[3])}/submit`, { json: { pending: "fail" }, headers: { "BetStream-Actor": "mk" } });
  await api.ok("DELETE", `/api/v1/accounts/${gone.id}`);
});
after(async () => {
  api?.close();
  await server?.stop();
});

const next_of = ({ headers }) => headers.link && /^<([^>]+)>; rel="next"$/.exec(headers.link)[1];

async function all_pages(query) {
  const found = [];
  for (let at = `/api/v1/batches?${query}`; at; ) {
    const page = await api.ok("GET", at);
    found.push(...page.body);
    at = next_of(page);
  }
  return found;
}

const living = () => made.filter(({ account_id }) => account_id !== gone.id).reverse();
const ids = (batches) => batches.map(({ id }) => id);

test("without conditions: the batches of all living accounts, newest first, without bets", async () => {
  const found = await all_pages("");
  assert.deepEqual(ids(found), ids(living()));
  for (const head of found) {
    const { bets, ...whole } = (await api.ok("GET", batch_path(head))).body;
    assert.equal(bets.length, 2);
    assert.deepEqual(head, whole);
  }
});

test("pages of any size join up to the whole, whatever stands in the query", async () => {
  for (const query of ["", "q=card&", `account=${bo.id}&`, "status=created,active&", `q=${encodeURIComponent("Köln")}&`, "pending=true&"]) {
    const whole = await all_pages(`${query}limit=1000`);
    for (const limit of [1, 3]) assert.deepEqual(await all_pages(`${query}limit=${limit}`), whole, `${query} by ${limit}`);
  }
});

test("each filter finds what it says", async () => {
  const now = (await all_pages("")).map((batch) => [batch.id, batch]);
  const by_id = new Map(now);
  const cases = {
    [`account=${ana.id}`]: (batch) => batch.account_id === ana.id,
    [`account=${gone.id}`]: () => false,
    "account=999999": () => false,
    "status=completed": (batch) => batch.status === "completed",
    "status=created,active": (batch) => !batch.completed,
    "status=submitted": () => false,
    "pending=true": (batch) => batch.summary.pending.count > 0,
    "pending=true&status=completed": (batch) => batch.completed && batch.summary.pending.count > 0,
    "pending=false": () => true,
    "created_by=model-7": (batch) => batch.created_by === "model-7",
    "created_by=model": () => false,
    "submitted_by=ana": (batch) => batch.submitted_by === "ana",
    "q=evening": (batch) => /evening/i.test(batch.meta.name ?? ""),
    "q=KELLY": (batch) => batch.meta.strategy === "kelly",
    "q=strategy": () => false,
    "q=4711": (batch) => batch.meta.race !== undefined,
    [`q=${encodeURIComponent("köLN")}`]: (batch) => batch.meta.race !== undefined,
    [`q=${encodeURIComponent(`#${made[4].id}`)}`]: (batch) => batch.id === made[4].id,
    [`q=${encodeURIComponent(`#${made[2].id}`)}`]: () => false,
    [`q=${made[4].id}`]: (batch) => batch.id === made[4].id || JSON.stringify(Object.values(batch.meta)).includes(String(made[4].id)),
    [`account=${bo.id}&created_by=model-7&q=morning`]: (batch) => batch.account_id === bo.id && batch.created_by === "model-7" && batch.meta.name === "Morning",
  };
  for (const [query, wanted] of Object.entries(cases)) {
    const expected = [...by_id.values()].filter(wanted);
    assert.deepEqual(ids(await all_pages(query)), ids(expected), query);
  }
  assert.ok((await all_pages("pending=true&status=completed")).length > 0, "closed batches with pending bets are found");
});

test("a time is where it belongs: from is included, to is not", async () => {
  const all = living();
  const middle = all[3].created_at;
  assert.deepEqual(ids(await all_pages(`from=${middle}`)), ids(all.filter(({ created_at }) => created_at >= middle)));
  assert.deepEqual(ids(await all_pages(`to=${middle}`)), ids(all.filter(({ created_at }) => created_at < middle)));
  assert.deepEqual(await all_pages(`from=${middle}&to=${middle}`), []);
  assert.deepEqual(ids(await all_pages("from=2020-01-01T00:00:00Z&to=2999-12-31T23:59:59.999999999Z")), ids(all));
  assert.deepEqual(await all_pages("to=2020-01-01T00:00:00Z"), []);
});

test("a batch leaves the pending ones with its last mark, and comes back with a correction", async () => {
  const batch = await api.batch(ana);
  const is_there = async () => ids(await all_pages("pending=true")).includes(batch.id);
  assert.equal(await is_there(), true);
  await api.mark(batch, batch.bets[0], { status: "failed" });
  assert.equal(await is_there(), true);
  await api.mark(batch, batch.bets[1], { status: "successful" });
  assert.equal(await is_there(), false);
  await api.mark(batch, batch.bets[0], { status: "pending" });
  assert.equal(await is_there(), true);
  await api.ok("PATCH", `${batch_path(batch)}/bets`, { json: batch.bets.map(({ pid }) => ({ pid, status: "failed" })) });
  assert.equal(await is_there(), false);
  const { cursor } = { cursor: (await api.get("/api/v1/batches")).headers["betstream-cursor"] };
  assert.match(cursor, /-\d+$/);
});

test("answers carry an ETag that changes with the page", async () => {
  const first = await api.ok("GET", "/api/v1/batches?limit=2");
  assert.equal((await api.get("/api/v1/batches?limit=2", { "If-None-Match": first.headers.etag })).status, 304);
  await api.batch(bo);
  const second = await api.get("/api/v1/batches?limit=2", { "If-None-Match": first.headers.etag });
  assert.equal(second.status, 200);
  assert.notEqual(second.headers.etag, first.headers.etag);
});

test("a search of a long history ends each page early, and finds everything in the end", async () => {
  const account = await api.account();
  const needle = await api.batch(account, { meta: { name: "needle" } });
  const bodies = Array.from({ length: 5_200 }, () => ({ json: { meta: { name: "hay" }, bets: [] } }));
  const post = async () => {
    for (let next = bodies.pop(); next; next = bodies.pop()) await api.ok("POST", `/api/v1/accounts/${account.id}/batches`, next);
  };
  await Promise.all(Array.from({ length: 24 }, post));
  const first = await api.ok("GET", "/api/v1/batches?q=needle");
  assert.deepEqual(first.body, []);
  assert.ok(next_of(first), "an empty page says where to go on");
  assert.deepEqual(ids(await all_pages("q=needle")), [needle.id]);
  assert.deepEqual(ids(await all_pages(`q=${encodeURIComponent(`#${needle.id}`)}`)), [needle.id]);
});

test("what is wrong is refused, by name", async () => {
  const cases = [
    ["account=0", "?account"],
    ["account=a", "?account"],
    ["status=", "?status"],
    ["status=done", "?status"],
    ["from=yesterday", "?from"],
    ["from=2026-01-31", "?from"],
    ["to=2026-02-30T00:00:00Z", "?to"],
    ["to=2026-01-31T12:00:00%2B01:00", "?to"],
    ["from=2026-01-31T12:00:00Z&to=2026-01-31T11:00:00Z", "?to"],
    ["pending=yes", "?pending"],
    ["created_by=", "?created_by"],
    [`submitted_by=${"x".repeat(65)}`, "?submitted_by"],
    ["q=", "?q"],
    [`q=${"x".repeat(101)}`, "?q"],
    ["q=%ff", "?q"],
    ["limit=0", "?limit"],
    ["limit=1001", "?limit"],
    ["cursor=x", "?cursor"],
  ];
  for (const [query, pointer] of cases) {
    const { status, body } = await api.get(`/api/v1/batches?${query}`);
    assert.equal(status, 400, query);
    assert.equal(body.code, "malformed_request", query);
    assert.deepEqual(body.errors.map((error) => error.pointer), [pointer], query);
  }
  const { body } = await api.get("/api/v1/batches?statuses=created");
  assert.equal(body.code, "unknown_parameter");
  assert.match(body.detail, /status/);
  assert.equal((await api.get("/api/v1/batches?limit=1&limit=2")).status, 400);
});

// /api/v1/events: the log as pages. And what each command writes into it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Api, a_batch, batch_path, bet_path, cursor_of, seq_of } from "./api.mjs";
import { Server, repository } from "./server.mjs";
import { spec } from "./spec.mjs";

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

const types = (events) => events.map(({ type }) => type);
async function events_of(work) {
  const since = await api.head();
  await work();
  return api.events_since(since);
}

test("each command writes its events, in order, and each raises the version of the batch by one", async () => {
  let batch;
  const steps = [
    [async () => (batch = await api.batch(account)), ["batch_created"]],
    [() => api.mark(batch, batch.bets[0], { status: "failed" }), ["batch_activated", "bet_status_updated"]],
    [() => api.mark(batch, batch.bets[0], { note: "x" }), ["bet_status_updated"]],
    [() => api.ok("PATCH", `${batch_path(batch)}/bets`, { json: batch.bets.map(({ pid }) => ({ pid })) }), ["batch_bets_updated"]],
    [() => api.ok("PATCH", batch_path(batch), { json: { meta: { x: 1 } } }), ["batch_updated"]],
    [() => api.ok("POST", `${batch_path(batch)}/submit`, { json: {} }), ["batch_submitted", "batch_completed"]],
    [() => api.ok("POST", `${batch_path(batch)}/reopen`, { json: { reason: "why" } }), ["batch_reopened"]],
    [() => api.mark(batch, batch.bets[0], { status: "pending" }), ["bet_status_updated"]],
    [() => api.ok("POST", `${batch_path(batch)}/submit`, { json: { pending: "fail" } }), ["batch_bets_updated", "batch_submitted", "batch_completed"]],
  ];
  const versions = [];
  for (const [step, expected] of steps) {
    const events = await events_of(step);
    assert.deepEqual(types(events), expected);
    versions.push(...events.map((event) => event.batch.version));
  }
  assert.deepEqual(versions, versions.map((_, i) => i + 1));
});

test("the events of one command name the same moment, actor and request", async () => {
  const batch = await api.batch(account);
  const headers = { "BetStream-Actor": "ana", "X-Request-Id": "r-events" };
  const events = await events_of(() => api.mark(batch, batch.bets[0], { status: "failed" }, headers));
  assert.equal(events.length, 2);
  for (const event of events) assert.deepEqual([event.actor, event.request_id, event.at], ["ana", "r-events", events[0].at]);
});

test("live events have the keys of the golden samples, in the same order", async () => {
  await api.ok("DELETE", `/api/v1/accounts/${(await api.account()).id}`);
  await api.ok("PUT", `/api/v1/accounts/${account.id}`, { json: { name: "renamed", hostname: "h" } });
  const events = await api.events_since(0);
  const optional = new Set(["actor", "request_id", "traceparent", "updated_by", "created_by", "submitted_by", "note", "reference"]);
  const keys = (value) => {
    if (Array.isArray(value)) return value.slice(0, 1).map(keys);
    if (value === null || typeof value !== "object") return 0;
    return Object.entries(value).filter(([key]) => !optional.has(key)).map(([key, inner]) => [key, key === "meta" ? 0 : keys(inner)]);
  };
  for (const type of spec.components.schemas.EventType.enum) {
    const golden = JSON.parse(readFileSync(join(repository, `contract/events/${type}.json`), "utf8"));
    const live = events.find((event) => event.type === type);
    assert.ok(live, type);
    assert.deepEqual(keys(live), keys(golden), type);
  }
});

test("numbers are dense, and dense within each account", async () => {
  const other = await api.account();
  await Promise.all(Array.from({ length: 20 }, (_, i) => api.batch(i % 2 ? account : other)));
  const events = await api.events_since(0);
  assert.deepEqual(events.map(({ seq }) => seq), events.map((_, i) => i + 1));
  for (const { id } of [account, other]) {
    const mine = events.filter(({ account_id }) => account_id === id).map(({ account_seq }) => account_seq);
    assert.deepEqual(mine, mine.map((_, i) => i + 1));
  }
});

test("pages of any size join up to the whole, in both directions", async () => {
  const whole = await api.events_since(0);
  for (const limit of [1, 7, 1000]) {
    const forth = [];
    for (let since = "0"; ; ) {
      const { body } = await api.ok("GET", `/api/v1/events?since=${since}&limit=${limit}`);
      assert.ok(body.events.length <= limit);
      forth.push(...body.events);
      if (body.next === body.head) break;
      since = body.next;
    }
    assert.deepEqual(forth, whole);
    const back = [];
    for (let until = ""; ; ) {
      const { body } = await api.ok("GET", `/api/v1/events?order=desc&limit=${limit}${until && `&until=${until}`}`);
      back.push(...body.events);
      if (seq_of(body.next) < body.floor || body.events.length === 0) break;
      until = body.next;
    }
    assert.deepEqual(back.reverse(), whole);
  }
});

test("since and until bound a page; both take cursors and bare numbers", async () => {
  const { epoch } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  for (const [since, until] of [[2, 5], [`${epoch}-2`, `${epoch}-5`]]) {
    const { body } = await api.ok("GET", `/api/v1/events?since=${since}&until=${until}`);
    assert.deepEqual(body.events.map(({ seq }) => seq), [3, 4, 5]);
  }
});

test("filters: account, batch, bet, types", async () => {
  const batch = await api.batch(account);
  const [one, two] = batch.bets;
  await api.mark(batch, one, { status: "failed" });
  await api.ok("PATCH", `${batch_path(batch)}/bets`, { json: [{ pid: one.pid }, { pid: two.pid }] });
  await api.mark(await api.batch(account), { pid: one.pid }, { status: "failed" });
  assert.deepEqual(types(await api.events_since(0, `&batch=${batch.id}`)), ["batch_created", "batch_activated", "bet_status_updated", "batch_bets_updated"]);
  const of_bet = types(await api.events_since(0, `&bet=${two.pid}`));
  assert.ok(of_bet.includes("batch_bets_updated"), "changed it among others");
  assert.ok(!of_bet.includes("bet_status_updated"));
  const typed = await api.events_since(0, "&types=batch_activated,account_created");
  assert.deepEqual([...new Set(types(typed))].sort(), ["account_created", "batch_activated"]);
  const other = await api.account();
  assert.deepEqual(types(await api.events_since(0, `&account=${other.id}`)), ["account_created"]);
});

test("an empty page goes on where the log is, so that a filtered reader never falls behind", async () => {
  const { body } = await api.ok("GET", "/api/v1/events?account=999999");
  assert.deepEqual(body.events, []);
  assert.equal(body.next, body.head);
});

test("the answer's cursor is the head of the same moment", async () => {
  const answer = await api.ok("GET", "/api/v1/events?limit=1");
  assert.equal(cursor_of(answer), answer.body.head);
});

test("a cursor that cannot be gone on from is a 410", async () => {
  const { epoch, head } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  for (const since of ["zzzz-1", `${epoch}-${seq_of(head) + 1}`, String(seq_of(head) + 1000)]) {
    const answer = await api.get(`/api/v1/events?since=${since}`);
    assert.equal(answer.status, 410, since);
    assert.equal(answer.body.code, "cursor_expired");
  }
});

test("wait: comes back with the event as soon as there is one", async () => {
  const { head } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const waiting = api.ok("GET", `/api/v1/events?since=${head}&wait=20`);
  await new Promise((resolve) => setTimeout(resolve, 150));
  const started = Date.now();
  const batch = await api.batch(account);
  const { body } = await waiting;
  assert.ok(Date.now() - started < 3000);
  assert.equal(body.events[0].batch.id, batch.id);
});

test("wait: an event that the filter does not want wakes nobody; time runs out with an empty page", async () => {
  const { head } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const other = await api.account();
  const started = Date.now();
  const waiting = api.ok("GET", `/api/v1/events?since=${head}&wait=1&account=${account.id}`);
  await api.batch(other);
  const { body } = await waiting;
  assert.deepEqual(body.events, []);
  assert.ok(Date.now() - started >= 900);
  assert.ok(seq_of(body.next) >= seq_of(head));
});

test("read, then follow in pages: nothing missed, nothing doubled", async () => {
  const batch = await api.batch(account, a_batch());
  const read = await api.ok("GET", batch_path(batch));
  const marks = batch.bets.map((bet) => api.ok("PATCH", bet_path(batch, bet), { json: { status: "successful" } }));
  await Promise.all(marks);
  const events = await api.events_since(cursor_of(read), `&batch=${batch.id}`);
  assert.deepEqual(events.map((event) => event.batch.version), [2, 3, 4]);
});

async function search(query) {
  const found = [];
  for (let at = ""; ; ) {
    const { body } = await api.ok("GET", `/api/v1/events?${query}${at}`);
    found.push(...body.events);
    if (!body.more) return found;
    at = `&${query.includes("order=desc") ? "until" : "since"}=${body.next}`;
  }
}

test("filters: actor and time, alone and with others, in both directions", async () => {
  const batch = await api.batch(account);
  for (const [i, actor] of ["ana", "mk", "ana"].entries()) await api.mark(batch, batch.bets[0], { note: `n${i}` }, { "BetStream-Actor": actor });
  const whole = await api.events_since(0);
  const from = whole.at(-3).at;
  const to = whole.at(-1).at;
  const cases = {
    "actor=ana": (event) => event.actor === "ana",
    "actor=an": () => false,
    [`actor=ana&account=${account.id}`]: (event) => event.actor === "ana" && event.account_id === account.id,
    [`actor=mk&batch=${batch.id}`]: (event) => event.actor === "mk" && event.batch?.id === batch.id,
    "actor=ana&types=bet_status_updated": (event) => event.actor === "ana" && event.type === "bet_status_updated",
    [`from=${from}`]: (event) => event.at >= from,
    [`to=${to}`]: (event) => event.at < to,
    [`from=${from}&to=${to}&bet=${batch.bets[0].pid}`]: (event) => event.at >= from && event.at < to && event.bet?.pid === batch.bets[0].pid,
    "from=2999-01-01T00:00:00Z": () => false,
  };
  for (const [query, wanted] of Object.entries(cases)) {
    const expected = whole.filter(wanted).map(({ seq }) => seq);
    for (const limit of [1, 1000]) {
      const seqs = async (order) => (await search(`${query}&limit=${limit}&order=${order}`)).map(({ seq }) => seq);
      assert.deepEqual(await seqs("asc"), expected, query);
      assert.deepEqual((await seqs("desc")).reverse(), expected, `${query}, newest first`);
    }
  }
});

test("a search of a long log ends each page early and says that there is more", async () => {
  const big = await api.batch(account, { bets: Array.from({ length: 1800 }, (_, i) => ({ id: i, selection: "1", stake: 1, cost: 1 })) });
  const needle = await api.ok("PATCH", batch_path(big), { json: { meta: { x: 1 } }, headers: { "BetStream-Actor": "needle" } });
  assert.equal(needle.status, 200);
  const marks = [];
  for (const status of ["failed", "successful", "failed"]) for (const bet of big.bets) marks.push([bet, status]);
  const work = async () => {
    for (let next = marks.shift(); next; next = marks.shift()) await api.mark(big, next[0], { status: next[1] });
  };
  await Promise.all(Array.from({ length: 24 }, work));
  const first = (await api.ok("GET", "/api/v1/events?actor=needle&order=desc")).body;
  assert.deepEqual([first.events.length, first.more], [0, true]);
  assert.equal((await search("actor=needle&order=desc")).length, 1);
  assert.equal((await search("actor=needle")).length, 1);
});

test("a wrong actor or time is refused, by name", async () => {
  for (const [query, pointer] of [["actor=", "?actor"], [`actor=${"x".repeat(65)}`, "?actor"], ["from=now", "?from"], ["to=2026-13-01T00:00:00Z", "?to"], ["from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "?to"]]) {
    const { status, body } = await api.get(`/api/v1/events?${query}`);
    assert.equal(status, 400, query);
    assert.deepEqual(body.errors.map((error) => error.pointer), [pointer], query);
  }
});

// GET /api/v1/statistics: the figures are what the log says, to the last unit, also after a restart.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_bet, batch_path } from "./api.mjs";
import { Server } from "./server.mjs";

let server;
let api;
let ana;
let bo;
const start = new Date(Date.now() - 60_000).toISOString();
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  [ana, bo] = [await api.account(), await api.account()];
  const bets = Array.from({ length: 6 }, (_, i) => a_bet({ id: i, stake: (1000 * i + 1) / 10_000, cost: (10_000 * i - 7000) / 10_000 }));
  const [one, two, three] = [await api.batch(ana, { bets }), await api.batch(ana, { bets }), await api.batch(bo, { bets })];
  const mark = (batch, n, change) => api.mark(batch, batch.bets[n], change);
  await mark(one, 0, { status: "successful" });
  await mark(one, 0, { status: "failed" }); // a correction
  await mark(one, 0, { status: "failed" }); // a retry: nothing happens
  await mark(one, 1, { status: "successful", cost: 3.3333 });
  await mark(one, 1, { status: "pending" }); // taken back
  await mark(one, 2, { note: "x" });
  await mark(one, 3, { cost: 12.5 });
  await api.ok("PATCH", `${batch_path(two)}/bets`, { json: two.bets.slice(0, 4).map(({ pid }, i) => ({ pid, status: i % 2 ? "failed" : "successful" })) });
  await api.ok("POST", `${batch_path(two)}/submit`, { json: { pending: "fail" } });
  await api.ok("POST", `${batch_path(two)}/reopen`, { json: { reason: "why" } });
  await mark(two, 0, { status: "pending" });
  await api.ok("POST", `${batch_path(three)}/submit`, { json: { pending: "keep" } });
});
after(async () => {
  api?.close();
  await server?.stop();
});

const end = () => new Date(Date.now() + 60_000).toISOString();
const statistics = async (query = "") => (await api.ok("GET", `/api/v1/statistics?from=${start}&to=${end()}${query}`)).body;

// Amounts as whole units, so that sums are exact here too.
const units = (amount) => Math.round(amount * 10_000);
const none = () => ({ count: 0, stake: 0, cost: 0 });
const by_status = () => ({ pending: none(), successful: none(), failed: none() });
const in_units = (figure) => ({ count: figure.count, stake: units(figure.stake), cost: units(figure.cost) });
const all_in_units = (figures) => Object.fromEntries(Object.entries(figures).map(([status, figure]) => [status, in_units(figure)]));

function add(figure, bet, times = 1) {
  figure.count += times;
  figure.stake += times * units(bet.stake);
  figure.cost += times * units(bet.cost);
}

// The rule of the specification, applied to the log.
async function fold() {
  const bets = new Map();
  const accounts = new Map();
  for (const event of await api.events_since(0)) {
    if (event.type === "account_created") accounts.set(event.account_id, { created: none(), marks: by_status(), net: by_status(), latencies: 0 });
    const figures = accounts.get(event.account_id);
    if (event.type === "batch_created") {
      for (const bet of event.batch.bets) {
        bets.set(bet.pid, bet);
        add(figures.created, bet);
        add(figures.net[bet.status], bet);
      }
    }
    for (const bet of event.bets ?? (event.bet ? [event.bet] : [])) {
      const old = bets.get(bet.pid);
      bets.set(bet.pid, bet);
      add(figures.net[old.status], old, -1);
      add(figures.net[bet.status], bet);
      if (old.status === bet.status) continue;
      add(figures.marks[bet.status], bet);
      if (old.status === "pending") ++figures.latencies;
    }
  }
  return accounts;
}

async function assert_figures(found) {
  const expected = await fold();
  assert.deepEqual(found.accounts.map(({ account_id }) => account_id).sort(), [...expected.keys()].sort());
  for (const account of found.accounts) {
    const { created, marks, net, latencies } = expected.get(account.account_id);
    assert.deepEqual(in_units(account.created), created);
    assert.deepEqual(all_in_units(account.marks), marks);
    assert.deepEqual(all_in_units(account.net), net);
    assert.equal(account.latency.count, latencies);
    assert.equal(account.latency.histogram.reduce((sum, { count }) => sum + count, 0), latencies);
    assert.deepEqual(account.success, { successful: net.successful.count, n: net.successful.count + net.failed.count });
  }
}

test("the figures are the log, folded; in every step, and after a restart", async () => {
  for (const step of ["minute", "hour", "day"]) await assert_figures(await statistics(`&step=${step}`));
  const before = (await statistics("&step=day")).accounts;
  await server.stop({ keep: true });
  api.close();
  await server.start_again();
  api = new Api(server.url);
  assert.deepEqual((await statistics("&step=day")).accounts, before);
});

test("over all time net is what the batches hold, and exposure what is pending in open ones", async () => {
  const { accounts } = await statistics();
  for (const { account_id, net, exposure } of accounts) {
    const sums = by_status();
    const open = none();
    for (const batch of (await api.ok("GET", `/api/v1/accounts/${account_id}/batches?bets=false`)).body) {
      for (const status of ["pending", "successful", "failed"]) {
        for (const what of ["stake", "cost"]) sums[status][what] += units(batch.summary[status][what]);
        sums[status].count += batch.summary[status].count;
      }
      if (batch.completed) continue;
      open.count += batch.summary.pending.count;
      for (const what of ["stake", "cost"]) open[what] += units(batch.summary.pending[what]);
    }
    assert.deepEqual(all_in_units(net), sums);
    assert.deepEqual(in_units(exposure), open);
  }
  assert.equal(accounts.find(({ account_id }) => account_id === bo.id).exposure.count, 0, "a closed batch is no exposure");
});

test("buckets add up to the accounts; one account can be asked for alone", async () => {
  const whole = await statistics();
  assert.equal(whole.from <= start, true, "whole steps");
  for (const { account_id, created } of whole.accounts) {
    const sum = whole.buckets.filter((bucket) => bucket.account_id === account_id).reduce((count, bucket) => count + bucket.created.count, 0);
    assert.equal(sum, created.count);
  }
  const alone = await statistics(`&account=${bo.id}`);
  assert.deepEqual(alone.accounts.map(({ account_id }) => account_id), [bo.id]);
  assert.ok(alone.buckets.length > 0 && alone.buckets.every(({ account_id }) => account_id === bo.id));
  assert.deepEqual((await statistics("&account=999999")).accounts, []);
  const earlier = (await api.ok("GET", "/api/v1/statistics?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z&step=hour")).body;
  assert.deepEqual(earlier.buckets, []);
  assert.ok(earlier.since > earlier.to, "says that it knows nothing of then");
});

test("a latency is at most a fifth above the truth", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  await new Promise((done) => setTimeout(done, 30));
  const marked = (await api.mark(batch, batch.bets[0], { status: "failed" })).body;
  const truth = 1000 * (Date.parse(marked.updated_at) - Date.parse(batch.created_at));
  const { latency } = (await statistics(`&account=${account.id}`)).accounts[0];
  assert.equal(latency.count, 1);
  for (const told of [latency.p50_us, latency.p95_us, latency.p99_us]) {
    assert.ok(told >= truth - 2000 && told <= (truth + 2000) * 1.19, `${told} of ${truth}`);
  }
});

test("sums have no limit: those of the largest stakes are exact", async () => {
  const account = await api.account();
  const stake = 99999999999.9999;
  for (let i = 0; i < 20; ++i) await api.batch(account, { bets: [a_bet({ stake, cost: 0 })] });
  const text = (await api.ok("GET", `/api/v1/statistics?from=${start}&to=${end()}&account=${account.id}`)).text;
  assert.match(text, /"created":\{"count":20,"stake":1999999999999\.998,"cost":0\.0\}/);
});

test("figures of a deleted account are gone", async () => {
  const account = await api.account();
  await api.batch(account);
  await api.ok("DELETE", `/api/v1/accounts/${account.id}`);
  const { accounts, buckets } = await statistics();
  assert.ok([...accounts, ...buckets].every(({ account_id }) => account_id !== account.id));
});

test("a 304 when nothing changed", async () => {
  const target = `/api/v1/statistics?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&step=hour`;
  const first = await api.ok("GET", target);
  assert.match(first.headers["betstream-cursor"], /-\d+$/);
  assert.equal((await api.get(target, { "If-None-Match": first.headers.etag })).status, 304);
});

test("what is wrong is refused, by name", async () => {
  const range = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
  const cases = [
    ["", "?from"],
    ["from=2026-01-01T00:00:00Z", "?to"],
    ["from=x&to=2026-01-01T00:00:00Z", "?from"],
    ["from=2026-01-01T00:00:00Z&to=x", "?to"],
    ["from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "?to"],
    [`${range}&step=week`, "?step"],
    [`${range}&step=`, "?step"],
    ["from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z&step=minute", "?step"],
    ["from=0001-01-01T00:00:00Z&to=9998-12-31T23:59:59Z&step=day", "?step"],
    ["from=9999-12-31T00:00:00Z&to=9999-12-31T23:59:59Z&step=day", "?to"],
    [`${range}&account=0`, "?account"],
  ];
  for (const [query, pointer] of cases) {
    const { status, body } = await api.get(`/api/v1/statistics?${query}`);
    assert.equal(status, 400, query);
    assert.deepEqual(body.errors.map((error) => error.pointer), [pointer], query);
  }
  assert.equal((await api.get(`/api/v1/statistics?${range}&steps=hour`)).body.code, "unknown_parameter");
});

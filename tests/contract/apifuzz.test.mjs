// Requests that the specification makes up, sent in random order to one server. Whatever is sent: no 5xx, an answer that
// the specification knows, a refusal without a trace, and a repetition under the same key with the same answer.
// BETSTREAM_FUZZ_RUNS and BETSTREAM_FUZZ_SEED make it longer, or the same again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { Api } from "./api.mjs";
import { requests } from "./arbitraries.mjs";
import { is_postgres } from "./database.mjs";
import { Server } from "./server.mjs";
import { operations } from "./spec.mjs";

const runs = Number(process.env.BETSTREAM_FUZZ_RUNS ?? 120);
const seed = Number(process.env.BETSTREAM_FUZZ_SEED ?? Date.now() % 2 ** 31);

let server;
let api;
const known = { accounts: [], batches: [] };
const counts = { sent: 0, accepted: 0, replayed: 0 };
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  for (let i = 0; i < 3; ++i) {
    const account = await api.account();
    known.accounts.push(account);
    for (let j = 0; j < 3; ++j) known.batches.push(await api.batch(account));
  }
});
after(async () => {
  api?.close();
  await server?.stop();
});

const pick = (list, n) => list[n % list.length];

// Mostly a path that exists, now and then one that does not, or that mixes two owners.
function path_of({ picks, stray }, operation) {
  const batch = pick(known.batches, picks[0]);
  const owner = stray === "account" ? pick(known.accounts, picks[1]).id : operation.template.includes("batch_id") ? batch.account_id : pick(known.accounts, picks[1]).id;
  const bet = stray === "bet" ? { pid: picks[2] } : pick(batch.bets, picks[2]);
  const ids = { account_id: stray === "no account" ? picks[1] : owner, batch_id: stray === "no batch" ? picks[0] : batch.id, pid: bet.pid, owner: pick(["ana", "bo", "desk"], picks[1]) };
  return operation.template.replace(/\{(\w+)\}/g, (_, name) => ids[name]);
}

// Bodies name bets by numbers that were made up: turn some of them into bets of this batch.
function body_of({ id, body, picks }) {
  if (id !== "markBets" || typeof body !== "string") return body;
  const batch = pick(known.batches, picks[0]);
  let n = picks[2];
  return body.replace(/"pid":\d+/g, () => `"pid":${pick(batch.bets, n++).pid}`);
}

let keys = 0;
async function send(request) {
  const { id, query, headers, type } = request;
  const operation = operations.find((each) => each.id === id);
  const times = operation.is_ephemeral ? 1 : request.times; // it takes no key
  const body = body_of(request);
  const options = { headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": type }), ...(times > 1 ? { "Idempotency-Key": `fuzz-${++keys}` } : {}) }, body };
  const target = path_of(request, operation) + query;
  const before = await api.head();
  const first = await api.send(operation.method, target, options);
  ++counts.sent;
  const is_full = operation.is_ephemeral && first.body.code === "overloaded";
  const is_elsewhere = is_postgres && first.body.code === "not_supported"; // backups
  assert.ok(first.status < 500 || is_full || is_elsewhere, `${operation.method} ${target} -> ${first.status} ${first.text}`);

  const head = await api.head();
  if (first.status >= 400 || operation.method === "GET") assert.equal(head, before, `${operation.method} ${target} -> ${first.status} left a trace`);
  if (first.status < 400) ++counts.accepted;
  else counts[first.body.code] = (counts[first.body.code] ?? 0) + 1;
  for (let i = 1; i < times; ++i) {
    const again = await api.send(operation.method, target, options);
    assert.deepEqual([again.status, again.status < 300 ? again.text : again.body.code], [first.status, first.status < 300 ? first.text : first.body.code]);
    const is_dry_run = id === "createBatch" && first.status === 200;
    if (first.status < 300 && !is_dry_run) assert.equal(again.headers["idempotency-replayed"], "true");
    ++counts.replayed;
  }
  assert.equal(await api.head(), head, "a repetition has no effect");
  learn(operation, first, target.split("?")[0]);
}

// Whatever was made can be a target; most of what is gone cannot, so that not everything ends in a 404.
function learn({ id }, { status, body }, path) {
  if (id === "deleteAccount" && status === 204) forget(Number(path.split("/").at(-1)));
  if (status !== 201) return;
  if (id === "createAccount") known.accounts.push(body);
  if (id === "createBatch" && body.bets.length > 0) known.batches.push(body);
}

function forget(account_id) {
  if (known.accounts.length > 1) known.accounts = known.accounts.filter(({ id }) => id !== account_id);
  const left = known.batches.filter((batch) => batch.account_id !== account_id);
  if (left.length > 0) known.batches = left;
}

// Making a failure smaller has an end, too: the request that was found is worth more than a short one.
const milliseconds_max = 60_000 + 500 * runs;

test("whatever is sent", { timeout: milliseconds_max + 60_000 }, async (t) => {
  t.diagnostic(`seed ${seed}, ${runs} runs: BETSTREAM_FUZZ_SEED=${seed} BETSTREAM_FUZZ_RUNS=${runs} repeats it`);
  let run = 0;
  const property = fc.asyncProperty(requests, async (list) => {
    const whole = run++ % 20 === 0;
    for (const request of list) {
      const before = whole ? await api.everything() : undefined;
      const head = whole ? await api.head() : undefined;
      await send(request);
      if (whole && (await api.head()) === head) assert.equal(await api.everything(), before, "no event, no change");
    }
  });
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: runs > 1000, interruptAfterTimeLimit: milliseconds_max, markInterruptAsFailure: true });
  t.diagnostic(JSON.stringify(counts));
  assert.ok(counts.accepted > counts.sent / 4, "not everything is refused");
  assert.ok(counts.accepted < counts.sent * 0.9, "not everything is accepted");
});

test("after all that the log still adds up to the state", async () => {
  const batches = new Map();
  const deleted = new Set();
  for (const event of await api.events_since(0)) {
    if (event.type === "account_deleted") deleted.add(event.id);
    if (event.type === "batch_created") batches.set(event.batch.id, structuredClone(event.batch));
    else if (event.batch) fold(batches.get(event.batch.id), event);
  }
  const { body: accounts } = await api.ok("GET", "/api/v1/accounts");
  assert.ok(accounts.every(({ id }) => !deleted.has(id)));
  const live = [...batches.values()].filter(({ account_id }) => !deleted.has(account_id));
  for (const batch of live) {
    const truth = (await api.ok("GET", `/api/v1/accounts/${batch.account_id}/batches/${batch.id}`)).body;
    assert.deepEqual(batch, truth);
  }
  for (const account of accounts) {
    const open = live.filter((batch) => batch.account_id === account.id && ["created", "active"].includes(batch.status));
    assert.equal(account.open_batches, open.length);
  }
});

function fold(batch, event) {
  assert.equal(event.batch.version, batch.version + 1);
  const { bets } = batch;
  if (event.type.startsWith("batch_") && event.type !== "batch_bets_updated") for (const key of Object.keys(batch)) if (key !== "bets") delete batch[key];
  Object.assign(batch, event.batch, { bets });
  for (const bet of event.bets ?? (event.bet ? [event.bet] : [])) batch.bets[batch.bets.findIndex(({ pid }) => pid === bet.pid)] = bet;
}

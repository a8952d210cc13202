// One made-up sequence of calls, sent to a server on SQLite and to one on PostgreSQL: the same answers, and the same state
// at the end. Only numbers, times and random words differ, so each is called by the order in which it appeared.
// BETSTREAM_CALLS says how many calls, BETSTREAM_TEST_SEED which.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { Api } from "../contract/api.mjs";
import { requests } from "../contract/arbitraries.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { operations } from "../contract/spec.mjs";
import { report, seed } from "../oracle/plan.mjs";
import { Postgres } from "./postgres.mjs";

const calls = Number(process.env.BETSTREAM_CALLS ?? 1500);
// An id that neither server ever gives.
const nobody = 10 ** 12;
const owners = ["ana", "bo", "desk"];
let postgres;

before(() => (postgres = Postgres.start()));
after(() => postgres?.stop());

// Calls every value of a kind by the order of its first appearance.
class Names {
  kinds = new Map();

  of(kind, value) {
    if (!this.kinds.has(kind)) this.kinds.set(kind, new Map());
    const known = this.kinds.get(kind);
    if (!known.has(value)) known.set(value, `${kind} ${known.size + 1}`);
    return known.get(value);
  }
}

// The wire's `id` of a bet is its caller's, and stays.
function kind_of_id(object) {
  if ("pid" in object) return undefined;
  if ("hostname" in object || object.type === "account_deleted") return "account";
  if ("meta" in object || "summary" in object || object.type === "batch_completed") return "batch";
  return undefined;
}

const kinds = { account_id: "account", batch_id: "batch", pid: "pid", request_id: "request" };
const foreign = new Set(["meta", "value"]); // what others wrote is the same on both

// One server, and what is known there.
class Side {
  names = new Names();
  accounts = [];
  batches = [];

  constructor(server, epoch) {
    this.server = server;
    this.epoch = epoch;
    this.api = new Api(server.url);
  }

  static async start(options) {
    const server = await Server.start(options);
    const side = new Side(server);
    side.epoch = (await side.api.ok("GET", "/api/v1/events?limit=1")).body.epoch;
    return side;
  }

  stop() {
    this.api.close();
    return this.server.stop();
  }

  // The same for both sides where both say the same.
  neutral(value, owner = {}, key = undefined) {
    if (Array.isArray(value)) return value.map((each) => this.neutral(each, owner, key));
    if (typeof value === "string") return this.#neutral_text(value, key);
    if (typeof value === "number") return this.#neutral_number(value, owner, key);
    if (value === null || typeof value !== "object") return value;
    if ("buckets" in value) return this.neutral(statistics_without_times(value));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, foreign.has(name) ? inner : this.neutral(inner, value, name)]));
  }

  #neutral_number(value, owner, key) {
    const kind = key === "id" ? kind_of_id(owner) : kinds[key];
    return kind ? this.names.of(kind, value) : value;
  }

  #neutral_text(text, key) {
    if (kinds[key]) return this.names.of(kinds[key], text);
    if (key === "detail") return text.replaceAll(this.epoch, "epoch").replace(/\b[1-9]\d*\b/g, "N");
    return text.replaceAll(this.epoch, "epoch").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time");
  }

  // Mostly a path that exists, now and then one that does not, or that mixes two owners.
  path_of({ picks, stray }, { template }) {
    const batch = pick(this.batches, picks[0]);
    const account_id = stray === "account" || !template.includes("batch_id") ? pick(this.accounts, picks[1]).id : batch.account_id;
    const ids = {
      account_id: stray === "no account" ? nobody : account_id,
      batch_id: stray === "no batch" ? nobody : batch.id,
      pid: stray === "bet" ? nobody : pick(batch.bets, picks[2]).pid,
      owner: pick(owners, picks[1]),
    };
    return template.replace(/\{(\w+)\}/g, (_, name) => ids[name]);
  }

  // Numbers that were made up name something that is there.
  query_of({ query }) {
    const ids = { account: this.accounts.map(({ id }) => id), batch: this.batches.map(({ id }) => id), cursor: this.batches.map(({ id }) => id), bet: this.batches.flatMap(({ bets }) => bets.map(({ pid }) => pid)) };
    return query.replace(/([?&])(account|batch|bet|cursor)=(\d+)(?=&|$)/g, (_, mark, name, n) => `${mark}${name}=${pick(ids[name], Number(n))}`);
  }

  body_of({ id, body, picks }) {
    if (id !== "markBets" || typeof body !== "string") return body;
    const { bets } = pick(this.batches, picks[0]);
    let n = picks[2];
    return body.replace(/"pid":\d+/g, () => `"pid":${pick(bets, n++).pid}`);
  }

  // The request with its repetitions, and the pages that follow; the answers in neutral words.
  async answers(request, key) {
    const operation = operations.find(({ id }) => id === request.id);
    const body = this.body_of(request);
    const headers = { ...request.headers, ...(body === undefined ? {} : { "Content-Type": request.type }), ...(request.times > 1 ? { "Idempotency-Key": key } : {}) };
    const target = this.path_of(request, operation) + this.query_of(request);
    const answers = [];
    for (let i = 0; i < request.times; ++i) answers.push(await this.api.send(operation.method, target, { headers, body }));
    for (let next = next_of(answers[0]); next && answers.length < 4; next = next_of(answers.at(-1))) answers.push(await this.api.get(next));
    this.#learn(operation, answers[0], target);
    return answers.map((answer) => this.#words_of(answer, operation));
  }

  #words_of({ status, body, headers }, { id }) {
    const is_foreign = /Preferences$/.test(id) && status < 300;
    return {
      status,
      body: is_foreign ? body : this.neutral(body),
      cursor: headers["betstream-cursor"]?.replace(this.epoch, "epoch"),
      replayed: headers["idempotency-replayed"],
    };
  }

  // Whatever was made can be a target; most of what is gone cannot, so that not everything ends in a 404.
  #learn({ id }, { status, body }, target) {
    if (id === "createAccount" && status === 201) this.accounts.push(body);
    if (id === "createBatch" && status === 201 && body.bets.length > 0) this.batches.push(body);
    if (id !== "deleteAccount" || status !== 204) return;
    const gone = Number(target.split("?")[0].split("/").at(-1));
    const left = this.batches.filter(({ account_id }) => account_id !== gone);
    if (this.accounts.length > 1) this.accounts = this.accounts.filter((account) => account.id !== gone);
    if (left.length > 0) this.batches = left;
  }

  // Everything that can be read, as one number.
  async digest() {
    const { body: accounts } = await this.api.ok("GET", "/api/v1/accounts");
    const batches = [];
    for (const { id } of accounts) {
      for (let next = `/api/v1/accounts/${id}/batches`; next; ) {
        const page = await this.api.ok("GET", next);
        batches.push(...page.body);
        next = next_of(page);
      }
    }
    const preferences = [];
    for (const owner of owners) {
      const { status, body } = await this.api.get(`/api/v1/preferences/${owner}`);
      preferences.push(status === 200 ? body : status);
    }
    const statistics = (await this.api.ok("GET", `/api/v1/statistics?from=${days_from_now(-1)}&to=${days_from_now(1)}&step=hour`)).body;
    const state = this.neutral({ accounts, batches, statistics, events: await this.api.events_since(0) });
    const text = JSON.stringify([state, preferences]);
    return { text, sha256: createHash("sha256").update(text).digest("hex"), events: state.events.length, batches: batches.length };
  }
}

const days_from_now = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

const pick = (list, n) => list[n % list.length];

const next_of = ({ headers }) => /<([^>]+)>; *rel="next"/.exec(headers.link ?? "")?.[1];

// How long something took, and in which minute it was, is never the same twice.
function statistics_without_times({ step, accounts }) {
  return { step, accounts: accounts.map(({ latency, ...rest }) => ({ ...rest, measured: latency.count })) };
}

// Presence is in no store, and backups are only of one.
const is_of_both = ({ id }) => !/Presence$|Backup/.test(id);

function sequence_of(length) {
  const lists = fc.sample(requests, { seed, numRuns: length });
  return lists.flat().filter(is_of_both).slice(0, length);
}

async function prepare(side) {
  for (let i = 0; i < 3; ++i) {
    const account = await side.api.account({ name: `first ${i}` });
    side.accounts.push(account);
    for (let j = 0; j < 3; ++j) side.batches.push(await side.api.batch(account));
  }
}

test("the same calls get the same answers from both stores, and leave the same state", { timeout: 60_000 + 40 * calls }, async (t) => {
  const directory = temporary_directory(t);
  const sides = [
    await Side.start({ directory, database: `sqlite:${directory}/betstream.db` }),
    await Side.start({ database: postgres.create_database(), args: ["--allow-weak-durability"] }),
  ];
  t.after(() => Promise.all(sides.map((side) => side.stop())));
  for (const side of sides) await prepare(side);

  const statuses = {};
  let answered = 0;
  for (const [i, request] of sequence_of(calls).entries()) {
    const [sqlite, pg] = [await sides[0].answers(request, `key ${i}`), await sides[1].answers(request, `key ${i}`)];
    assert.deepEqual(pg, sqlite, `call ${i}, ${request.id}, seed ${seed}: ${JSON.stringify(request).slice(0, 1000)}`);
    for (const { status } of sqlite) statuses[status] = (statuses[status] ?? 0) + 1;
    answered += sqlite.length;
  }
  const [one, other] = [await sides[0].digest(), await sides[1].digest()];
  if (one.sha256 !== other.sha256) assert.deepEqual(JSON.parse(other.text), JSON.parse(one.text), "the state at the end");
  const accepted = (statuses[200] ?? 0) + (statuses[201] ?? 0) + (statuses[204] ?? 0);
  assert.ok(accepted > answered / 4 && accepted < answered * 0.95, "not everything is refused, and not everything accepted");
  report(t, { calls, answers: answered, ...statuses, events: one.events, batches: one.batches, different: 0, state: one.sha256.slice(0, 16) });
});

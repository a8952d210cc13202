// Clients that write at random: accounts, batches, marks, submissions; on bets of their own and on bets that they share.
// Whoever gets no answer asks again under the same key until there is one.
import http from "node:http";
import { sleep } from "./plan.mjs";
import { send } from "./send.mjs";

const marks = ["pending", "successful", "failed"];
const not_applied = new Set(["collided", "overloaded", "draining", "unavailable", "storage_full"]);

// What all clients share: where the server is, the ledger, the batches that they know of, and a gate that holds all of
// them while somebody looks at the server undisturbed.
export class Desk {
  constructor(base, ledger, random) {
    this.base = base;
    this.ledger = ledger;
    this.random = random;
    this.accounts = [];
    this.batches = [];
    this.stopped = false;
    this.agent = new http.Agent({ keepAlive: true });
    this.open_gate();
  }

  close_gate() {
    this.gate = new Promise((resolve) => (this.open_gate = resolve));
  }

  open_gate() {
    this.gate = Promise.resolve();
  }

  // One write, repeated until it is answered with more than "not now".
  async write(request) {
    const write = this.ledger.begin(request);
    for (;;) {
      await this.gate;
      const answer = await this.attempt(write);
      if (answer && write.answer) return answer;
      await sleep(20);
      if (this.stopped) return undefined;
    }
  }

  // One attempt; no answer when the connection broke, no settlement when the server said "later".
  async attempt(write, base = this.base) {
    const { method, target, json } = write;
    try {
      const answer = await send(base, method, target, { json, headers: this.ledger.headers(write), agent: this.agent });
      const is_a_proxy = answer.status >= 502 && answer.body === undefined; // whose server was gone
      if (is_a_proxy || answer.body?.code === "outcome_unknown") write.in_doubt += 1;
      else if (!not_applied.has(answer.body?.code)) this.ledger.settle(write, answer);
      return answer;
    } catch (error) {
      if (error.code !== "ECONNREFUSED") write.in_doubt += 1;
      return undefined;
    }
  }

  async create_account() {
    const name = `account ${this.ledger.prefix} ${this.ledger.writes.size + 1}`;
    const answer = await this.write({ kind: "create_account", method: "POST", target: "/api/v1/accounts", json: { name, hostname: "vendor.example" } });
    if (answer?.status === 201) this.accounts.push(answer.body);
    return answer?.body;
  }

  async create_batch(account, bets) {
    const json = { meta: { name: `card ${this.ledger.writes.size}`, race_id: bets, note: "é ☃ \u2028" }, bets: Array.from({ length: bets }, (_, i) => this.#a_bet(i + 1)) };
    const answer = await this.write({ kind: "create_batch", method: "POST", target: `/api/v1/accounts/${account.id}/batches`, json });
    if (answer?.status === 201) this.batches.push({ account_id: account.id, id: answer.body.id, pids: answer.body.bets.map(({ pid }) => pid) });
    return this.batches.at(-1);
  }

  #a_bet(id) {
    const { random } = this;
    return { id, selection: `${random.between(1, 20)}/${random.between(1, 20)}`, stake: random.between(0, 1_000_000) / 10_000, cost: random.between(-1000, 1_000_000) / 10_000 };
  }

  mark(batch, pid, status) {
    return this.write({ kind: "mark", method: "PATCH", target: `${path_of(batch)}/bets/${pid}`, json: { status } });
  }

  #mark_many(batch, random) {
    const json = batch.pids.filter(() => random.below(2) === 0).map((pid) => ({ pid, status: random.pick(marks) }));
    if (json.length === 0) json.push({ pid: batch.pids[0], status: random.pick(marks) });
    return this.write({ kind: "mark_many", method: "PATCH", target: `${path_of(batch)}/bets`, json });
  }

  #on_batch(kind, batch, method, action, json) {
    return this.write({ kind, method, target: path_of(batch) + action, json });
  }

  // One thing at random, of the mix that a desk sees: mostly marks.
  act(random) {
    const dice = random.below(100);
    const batch = random.pick(this.batches);
    if (dice < 10) return this.create_batch(random.pick(this.accounts), random.between(1, 12));
    if (dice < 12) return this.create_account();
    if (dice < 14) return this.write({ kind: "rename_account", method: "PUT", target: `/api/v1/accounts/${batch.account_id}`, json: { name: `renamed ${this.ledger.writes.size} ${this.ledger.prefix}`, hostname: "vendor.example" } });
    if (dice < 19) return this.#on_batch("submit", batch, "POST", "/submit", { pending: random.pick(["keep", "fail", "refuse"]) });
    if (dice < 27) return this.#on_batch("reopen", batch, "POST", "/reopen", { reason: "again" });
    if (dice < 32) return this.#on_batch("patch_meta", batch, "PATCH", "", { meta: { turn: random.below(3) } });
    if (dice < 34) return this.#on_batch("activate", batch, "POST", "/activate");
    if (dice < 54) return this.#mark_many(batch, random);
    return this.mark(batch, random.pick(batch.pids), random.pick(marks));
  }

  // `count` clients that act until stop().
  start(count) {
    const work = async (random) => {
      while (!this.stopped) await this.act(random);
    };
    this.working = Promise.all(Array.from({ length: count }, () => work(this.random.fork())));
  }

  async stop() {
    this.stopped = true;
    this.open_gate(); // of a test that failed while it was closed
    await this.working;
    this.agent.destroy();
  }

  // Asks again for every write that has no answer yet.
  async settle_all() {
    for (const write of this.ledger.open_writes) {
      const answer = await this.attempt(write);
      if (!write.answer) throw new Error(`${write.method} ${write.target} has no answer after a restart: ${answer?.status} ${answer?.text}`);
    }
  }
}

export const path_of = ({ account_id, id }) => `/api/v1/accounts/${account_id}/batches/${id}`;

// The state that a list of events describes, worked out anew: it shares nothing with the server but the contract.
// Every doubt is an error: a version that is not the next one, totals that do not add up, an unknown batch or bet.
import assert from "node:assert/strict";

const statuses = ["pending", "successful", "failed"];
const units = (amount) => BigInt(Math.round(amount * 10_000)); // exact below 2^53 / 10^4
const amount = (sum) => Number(sum) / 10_000;

export class Fold {
  constructor() {
    this.seq = 0;
    this.account_seqs = new Map();
    this.accounts = new Map();
    this.batches = new Map(); // without bets
    this.bets = new Map();
    this.bets_of = new Map(); // batch id -> pids, in the order of the wire
    this.deleted = new Set();
  }

  apply(event) {
    assert.equal(event.seq, this.seq + 1, `event ${event.seq} follows ${this.seq}`);
    const account_seq = (this.account_seqs.get(event.account_id) ?? 0) + 1;
    assert.equal(event.account_seq, account_seq, `event ${event.seq} is the next of account ${event.account_id}`);
    this.seq = event.seq;
    this.account_seqs.set(event.account_id, account_seq);
    const handler = this[`on_${event.type}`];
    assert.ok(handler, `event ${event.seq} has a known type, not ${event.type}`);
    handler.call(this, event);
    return this;
  }

  // What GET shows.
  batch(id) {
    const batch = this.batches.get(id);
    return batch && { ...batch, bets: this.bets_of.get(id).map((pid) => this.bets.get(pid)) };
  }

  desk() {
    const newest_first = (a, b) => b.id - a.id;
    const accounts = [...this.accounts.values()].filter(({ id }) => !this.deleted.has(id)).sort(newest_first);
    const batches_of = (account_id) => [...this.batches.values()].filter((batch) => batch.account_id === account_id);
    const whole = ({ id }) => this.batch(id);
    return { accounts, batches: new Map(accounts.map(({ id }) => [id, batches_of(id).sort(newest_first).map(whole)])) };
  }

  on_account_created({ seq, account }) {
    assert.ok(!this.accounts.has(account.id), `event ${seq}: account ${account.id} is new`);
    assert.deepEqual([account.version, account.open_batches], [1, 0], `event ${seq}`);
    this.accounts.set(account.id, account);
  }

  on_account_updated({ seq, account_id, account }) {
    const before = this.#account(account_id, seq);
    assert.equal(account.version, before.version + 1, `event ${seq} is the next version of account ${account_id}`);
    assert.equal(account.open_batches, before.open_batches, `event ${seq}: open batches of account ${account_id}`);
    this.accounts.set(account_id, account);
  }

  on_account_deleted({ seq, id, account_id }) {
    assert.equal(id, account_id, `event ${seq}`);
    this.#account(id, seq);
    this.deleted.add(id);
  }

  on_batch_created({ seq, account_id, batch }) {
    const { bets, ...head } = batch;
    assert.ok(!this.batches.has(head.id), `event ${seq}: batch ${head.id} is new`);
    assert.deepEqual([head.account_id, head.version, head.status], [account_id, 1, "created"], `event ${seq}`);
    for (const bet of bets) {
      assert.ok(!this.bets.has(bet.pid), `event ${seq}: bet ${bet.pid} is new`);
      assert.deepEqual([bet.batch_id, bet.version, bet.status], [head.id, 1, "pending"], `event ${seq}`);
      this.bets.set(bet.pid, bet);
    }
    this.bets_of.set(head.id, bets.map(({ pid }) => pid));
    this.#open(account_id, +1, seq);
    this.#set_batch(head, seq);
  }

  on_batch_activated(event) {
    this.#move(event, ["created"], "active");
  }

  on_batch_updated(event) {
    const { status } = this.#batch(event.batch.id, event.seq);
    this.#move(event, ["created", "active"], status);
  }

  on_batch_submitted(event) {
    this.#move(event, ["created", "active"], "submitted");
    this.#open(event.account_id, -1, event.seq);
  }

  on_batch_completed(event) {
    assert.equal(event.id, event.batch.id, `event ${event.seq}`);
    this.#move(event, ["submitted"], "completed");
  }

  on_batch_reopened(event) {
    this.#move(event, ["submitted", "completed"], "active");
    this.#open(event.account_id, +1, event.seq);
  }

  on_bet_status_updated(event) {
    this.#mark(event, [event.bet]);
  }

  on_batch_bets_updated(event) {
    assert.equal(event.batch_id, event.batch.id, `event ${event.seq}`);
    this.#mark(event, event.bets);
  }

  #mark({ seq, batch: after }, bets) {
    const batch = this.#next_version(after, seq);
    assert.ok(["created", "active"].includes(batch.status), `event ${seq} marks bets of an open batch`);
    for (const bet of bets) {
      const before = this.bets.get(bet.pid);
      assert.equal(before?.batch_id, after.id, `event ${seq}: bet ${bet.pid} belongs to batch ${after.id}`);
      assert.equal(bet.version, before.version + 1, `event ${seq} is the next version of bet ${bet.pid}`);
      assert.deepEqual([bet.id, bet.selection, bet.stake], [before.id, before.selection, before.stake], `event ${seq}`);
      this.bets.set(bet.pid, bet);
    }
    this.#set_batch({ ...batch, ...after }, seq);
  }

  #move({ seq, account_id, batch }, from, to) {
    const before = this.#next_version(batch, seq);
    assert.equal(batch.account_id, account_id, `event ${seq}`);
    assert.ok(from.includes(before.status), `event ${seq}: from ${before.status} to ${to}`);
    assert.equal(batch.status, to, `event ${seq}`);
    assert.equal(batch.completed, ["submitted", "completed"].includes(to), `event ${seq}`);
    this.#set_batch(batch, seq);
  }

  #set_batch(batch, seq) {
    const bets = this.bets_of.get(batch.id).map((pid) => this.bets.get(pid));
    assert.deepEqual(batch.summary, summary_of(bets), `event ${seq}: the totals of batch ${batch.id} add up`);
    this.batches.set(batch.id, batch);
  }

  #next_version(after, seq) {
    const before = this.#batch(after.id, seq);
    assert.equal(after.version, before.version + 1, `event ${seq} is the next version of batch ${after.id}`);
    return before;
  }

  #open(account_id, change, seq) {
    const account = this.#account(account_id, seq);
    this.accounts.set(account_id, { ...account, open_batches: account.open_batches + change });
  }

  #account(id, seq) {
    assert.ok(this.accounts.has(id) && !this.deleted.has(id), `event ${seq}: account ${id} exists`);
    return this.accounts.get(id);
  }

  #batch(id, seq) {
    assert.ok(this.batches.has(id), `event ${seq}: batch ${id} exists`);
    return this.batches.get(id);
  }
}

export function summary_of(bets) {
  const totals = (status) => {
    const those = bets.filter((bet) => bet.status === status);
    const sum = (field) => amount(those.reduce((all, bet) => all + units(bet[field]), 0n));
    return { count: those.length, stake: sum("stake"), cost: sum("cost") };
  };
  return { bets: bets.length, ...Object.fromEntries(statuses.map((status) => [status, totals(status)])) };
}

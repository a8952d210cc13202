// What the clients sent and what they were told, kept outside of the server; and the judgement: does the history that
// the server shows agree with every answer that it gave?
import assert from "node:assert/strict";
import { Fold } from "./fold.mjs";
import { seq_of } from "./send.mjs";

// Which events a write may leave, and which part of the state its answer shows.
const kinds = {
  create_account: { events: /^account_created$/, shows: (fold, { body }) => [body, fold.accounts.get(body.id)] },
  rename_account: { events: /^(account_updated)?$/, shows: (fold, { body }) => [body, fold.accounts.get(body.id)] },
  delete_account: { events: /^account_deleted$/, shows: () => [] },
  create_batch: { events: /^batch_created$/, shows: (fold, { body }) => [body, fold.batch(body.id)] },
  patch_meta: { events: /^(batch_updated)?$/, shows: shows_batch },
  activate: { events: /^(batch_activated)?$/, shows: shows_batch },
  mark: { events: /^(batch_activated )?(bet_status_updated)?$/, shows: (fold, { body }) => [body, fold.bets.get(body.pid)] },
  mark_many: { events: /^(batch_activated )?(batch_bets_updated)?$/, shows: (fold, { body }) => [body, body.map(({ pid }) => fold.bets.get(pid))] },
  submit: { events: /^(batch_activated )?(batch_bets_updated )?batch_submitted batch_completed$/, shows: shows_batch },
  reopen: { events: /^batch_reopened$/, shows: shows_batch },
};

function shows_batch(fold, { body }) {
  const { bets, ...head } = fold.batch(body.id);
  return [body, body.bets ? { ...head, bets } : head];
}

let ledgers = 0;

export class Ledger {
  constructor() {
    this.writes = new Map(); // by key, which is also the request id: so every event names the write that it is of
    this.prefix = `w${process.pid.toString(36)}${(++ledgers).toString(36)}`;
  }

  // Before it is sent for the first time.
  begin({ kind, method, target, json }) {
    assert.ok(kinds[kind], kind);
    const key = `${this.prefix}-${this.writes.size + 1}`;
    // in_doubt: how often it was sent without an answer; found: how many events it had after a crash, before a retry.
    const write = { key, kind, method, target, json, in_doubt: 0, found: undefined, answer: undefined };
    this.writes.set(key, write);
    return write;
  }

  headers(write) {
    return { "Idempotency-Key": write.key, "X-Request-Id": write.key };
  }

  settle(write, { status, headers, body }) {
    const replayed = headers["idempotency-replayed"] === "true";
    write.answer = { status, body, replayed, cursor: headers["betstream-cursor"] };
  }

  get open_writes() {
    return [...this.writes.values()].filter(({ answer }) => answer === undefined);
  }

  get acknowledged() {
    return [...this.writes.values()].filter(({ answer }) => answer?.status < 300);
  }

  // After a crash and before anybody retries: what the log holds of the writes that nobody got an answer for.
  note_found(events) {
    const groups = by_request(events);
    for (const write of this.open_writes) write.found = groups.get(write.key)?.length ?? 0;
  }

  // Every event of every write, in one pass over the whole log; returns the state at its end.
  judge(events) {
    const groups = by_request(events);
    for (const request of groups.keys()) assert.ok(this.writes.has(request), `the events of ${request} are of a write that we sent`);
    for (const write of this.writes.values()) judge_events(write, groups.get(write.key) ?? []);
    return this.#judge_answers(events);
  }

  // Each answer shows the state exactly as of its cursor.
  #judge_answers(events) {
    const due = new Map();
    for (const write of this.acknowledged) {
      assert.ok(write.answer.cursor, `${name_of(write)} has a cursor`);
      const seq = seq_of(write.answer.cursor);
      assert.ok(seq <= events.length, `${name_of(write)} was acknowledged as event ${seq}, but the log ends at ${events.length}`);
      due.set(seq, [...(due.get(seq) ?? []), write]);
    }
    const fold = new Fold();
    for (const event of events) {
      fold.apply(event);
      for (const write of due.get(event.seq) ?? []) {
        const [said, is] = kinds[write.kind].shows(fold, write.answer);
        assert.deepEqual(said, is, `${name_of(write)} was answered with the state as of event ${event.seq}`);
      }
    }
    return fold;
  }
}

const name_of = ({ key, kind, answer }) => `${kind} ${key} (${answer ? answer.status : "unanswered"})`;

function by_request(events) {
  const groups = new Map();
  for (const event of events) {
    const group = groups.get(event.request_id);
    if (group) group.push(event);
    else groups.set(event.request_id, [event]);
  }
  return groups;
}

function judge_events(write, events) {
  const { kind, answer, found, in_doubt } = write;
  const seqs = events.map(({ seq }) => seq);
  const name = name_of(write);
  seqs.forEach((seq, i) => assert.equal(seq, seqs[0] + i, `the events of ${name} stand together: ${seqs}`));
  const is_done = answer !== undefined && answer.status < 300;
  if (is_done || events.length > 0) assert.match(events.map(({ type }) => type).join(" "), kinds[kind].events, `all the events of ${name}, once`);
  if (events.length > 0 && kind === "create_batch") judge_content(write, events[0].batch);
  if (answer === undefined) return;
  if (!is_done) assert.deepEqual(seqs, [], `${name} was refused and left no event`);
  if (is_done && events.length > 0) assert.equal(seq_of(answer.cursor), seqs.at(-1), `the cursor of ${name} is its last event`);
  if (in_doubt === 0) assert.equal(answer.replayed, false, `${name} was sent once and is no replay`);
  if (found > 0) {
    assert.equal(answer.replayed, true, `${name} survived the crash, so the retry is a replay`);
    assert.equal(events.length, found, `${name} has the events that survived the crash and no more`);
  }
}

// All the bets that were sent, as they were sent.
function judge_content({ key, json }, batch) {
  const content = ({ id, selection, stake, cost }) => ({ id, selection, stake, cost });
  const by_id = (a, b) => a.id - b.id;
  assert.deepEqual(batch.bets.map(content), json.bets.map(content).sort(by_id), `the bets of ${key} are those that were sent`);
  assert.deepEqual(batch.meta, json.meta, `the meta of ${key} is the one that was sent`);
}

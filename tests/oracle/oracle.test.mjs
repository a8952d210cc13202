// The judges must be able to find somebody guilty: an honest history passes, and each doctored one does not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judge_desk } from "./judge.mjs";
import { Fold, summary_of } from "./fold.mjs";
import { Ledger } from "./ledger.mjs";
import { Random, sample } from "./plan.mjs";
import { Track } from "./track.mjs";

const at = "2026-01-31T12:00:00.000000Z";
const bet = (pid, status = "pending", version = 1) => ({ pid, id: pid, selection: "1/2", stake: 0.1 * pid, cost: 2.5, status, batch_id: 1, version, updated_at: at });
const account = { id: 1, name: "ana", hostname: "h", currency: "USD", version: 1, open_batches: 0, created_at: at, updated_at: at };
const batch_of = (version, status, bets) => ({ id: 1, account_id: 1, meta: { a: 1 }, completed: status === "completed" || status === "submitted", status, version, summary: summary_of(bets), created_at: at, updated_at: at });
const head_of = ({ id, version, status, summary, updated_at }) => ({ id, version, status, summary, updated_at });

// An account, a batch of two bets, one mark, and the batch submitted: four writes, six events, one of them in doubt.
function honest() {
  const created = [bet(1), bet(2)];
  const marked = [bet(1, "successful", 2), bet(2)];
  const after_mark = batch_of(3, "active", marked);
  const contents = [
    { type: "account_created", account },
    { type: "batch_created", batch: { ...batch_of(1, "created", created), bets: created } },
    { type: "batch_activated", batch: batch_of(2, "active", created) },
    { type: "bet_status_updated", bet: marked[0], batch: head_of(after_mark) },
    { type: "batch_submitted", batch: batch_of(4, "submitted", marked) },
    { type: "batch_completed", id: 1, batch: batch_of(5, "completed", marked) },
  ];
  const ledger = new Ledger();
  const [opened, posted, mark, submitted] = [
    { kind: "create_account", json: {} },
    { kind: "create_batch", json: { meta: { a: 1 }, bets: created } },
    { kind: "mark", json: {} },
    { kind: "submit", json: {} },
  ].map((write) => ledger.begin(write));
  const writers = [opened, posted, mark, mark, submitted, submitted];
  const events = contents.map((content, i) => ({ ...content, seq: i + 1, account_seq: i + 1, at, account_id: 1, request_id: writers[i].key }));
  const answer = (write, status, seq, body, replayed = "false") => ledger.settle(write, { status, body, headers: { "betstream-cursor": `abc-${seq}`, "idempotency-replayed": replayed } });
  answer(opened, 201, 1, account);
  answer(posted, 201, 2, contents[1].batch);
  answer(mark, 200, 4, marked[0]);
  submitted.in_doubt = 1;
  ledger.note_found(events);
  answer(submitted, 200, 6, contents[5].batch, "true");
  return { events, ledger, opened, posted, mark, submitted };
}

const judged = ({ ledger, events }) => ledger.judge(events);
const renumbered = (events) => events.map((event, i) => ({ ...event, seq: i + 1, account_seq: i + 1 }));
const changed = (event, change) => ({ ...event, ...change });

test("an honest history passes", () => {
  const history = honest();
  const fold = judged(history);
  const batch = fold.batch(1);
  assert.deepEqual([batch.status, batch.version, batch.bets.length], ["completed", 5, 2]);
  judge_desk(fold, { accounts: [account], batches: new Map([[1, [batch]]]) });
});

// What is done to the history, and what the verdict must say.
const doctored = {
  "a gap in the numbers": [/all the events of mark/, (h) => h.events.splice(3, 1)],
  "a lost write in the middle that nobody was answered for": [
    /event 5 follows 2/,
    (h) => {
      h.mark.answer = h.submitted.answer = h.submitted.found = undefined;
      h.events.splice(2, 2);
    },
  ],
  "a gap in the numbers of an account": [/next of account/, (h) => (h.events[4] = changed(h.events[4], { account_seq: 6 }))],
  "two events in the wrong order": [/stand together/, (h) => ([h.events[4], h.events[5]] = [h.events[5], h.events[4]])],
  "two events in the wrong order, numbered anew": [/all the events of submit/, (h) => h.events.splice(4, 2, ...renumbered([...h.events.slice(0, 4), h.events[5], h.events[4]]).slice(4))],
  "an event that comes twice": [/all the events of submit/, (h) => h.events.splice(0, 6, ...renumbered([...h.events, h.events[5]]))],
  "a mark that was applied twice": [
    /all the events of mark/,
    (h) => {
      const again = changed(h.events[3], { bet: bet(1, "successful", 3), batch: head_of(batch_of(4, "active", [bet(1, "successful", 3), bet(2)])) });
      h.events.splice(4, 2, ...renumbered([...h.events.slice(0, 4), again]).slice(4));
      h.submitted.answer = undefined;
    },
  ],
  "an acknowledged write that is lost": [/all the events of submit/, (h) => h.events.splice(4, 2)],
  "an acknowledged write without events whose cursor is lost": [
    /the log ends at 4/,
    (h) => {
      h.submitted.kind = "patch_meta"; // which may change nothing
      h.submitted.found = undefined;
      h.events.splice(4, 2);
    },
  ],
  "half of a write": [/all the events of submit/, (h) => h.events.splice(5, 1)],
  "half of a write that nobody was answered for": [
    /all the events of submit/,
    (h) => {
      h.submitted.answer = undefined;
      h.events.splice(5, 1);
    },
  ],
  "a batch that lost a bet": [
    /those that were sent/,
    (h) => {
      const { batch } = h.events[1];
      h.events[1] = changed(h.events[1], { batch: { ...batch, bets: [bet(1)], summary: summary_of([bet(1)]) } });
    },
  ],
  "an event of nobody": [/a write that we sent/, (h) => (h.events[2] = changed(h.events[2], { request_id: "somebody" }))],
  "a refusal that left an event": [/left no event/, (h) => (h.mark.answer = { status: 409, replayed: false })],
  "an answer that shows something else": [/state as of event 4/, (h) => (h.mark.answer.body = bet(1, "failed", 2))],
  "a cursor that is not that of the write": [/its last event/, (h) => (h.mark.answer.cursor = "abc-3")],
  "a replay of something that was sent once": [/no replay/, (h) => (h.mark.answer.replayed = true)],
  "a retry that was done again although it had survived": [/the retry is a replay/, (h) => (h.submitted.answer.replayed = false)],
  "a retry that added events to those that survived": [/survived the crash and no more/, (h) => (h.submitted.found = 1)],
  "totals that do not add up": [/add up/, (h) => (h.events[3].batch.summary.successful.stake += 0.0001)],
  "a version that is not the next": [/next version of batch/, (h) => (h.events[3].batch.version = 4)],
  "an illegal step": [/event 5/, (h) => (h.events[4].batch = batch_of(4, "active", [bet(1, "successful", 2), bet(2)]))],
};
for (const [what, [verdict, doctor]] of Object.entries(doctored)) {
  test(`the ledger finds ${what}`, () => {
    const history = honest();
    doctor(history);
    assert.throws(() => judged(history), { code: "ERR_ASSERTION", message: verdict });
  });
}

test("state that is not the fold of the events is found", () => {
  const fold = judged(honest());
  const { accounts, batches } = fold.desk();
  const [batch] = batches.get(1);
  const wrong = {
    "a lost account": { accounts: [], batches: new Map() },
    "a lost batch": { accounts, batches: new Map([[1, []]]) },
    "another status": { accounts, batches: new Map([[1, [{ ...batch, status: "active" }]]]) },
    "another mark": { accounts, batches: new Map([[1, [{ ...batch, bets: [bet(1, "failed", 2), bet(2)] }]]]) },
    "a bet too many": { accounts, batches: new Map([[1, [{ ...batch, bets: [...batch.bets, bet(3)] }]]]) },
  };
  for (const [what, desk] of Object.entries(wrong)) assert.throws(() => judge_desk(fold, desk), { code: "ERR_ASSERTION" }, what);
});

const message = (event) => ({ id: `abc-${event.seq}`, event: event.type, data: event });
function heard(messages, log, options) {
  const track = new Track(options);
  messages.forEach((each) => track.take(each));
  track.judge(log);
}

test("a subscriber that heard everything once passes, in pieces and with pings in between", () => {
  const { events } = honest();
  heard(events.map(message), events);
  heard([message(events[0]), { id: "abc-1", event: "ping", data: {} }, { event: "bye", data: {} }, { event: "hello", data: {} }, ...events.slice(1).map(message)], events);
  const wants = ({ type }) => type === "bet_status_updated";
  heard([{ id: "abc-3", event: "ping", data: {} }, message(events[3])], events, { after: 1, wants });
});

test("a subscriber that missed, repeated, swapped or misheard something is found", () => {
  const { events } = honest();
  const all = events.map(message);
  const wrong = {
    "one missed": all.filter((_, i) => i !== 2),
    "the last missed": all.slice(0, -1),
    "one repeated": [...all.slice(0, 3), all[2], ...all.slice(3)],
    "two swapped": [all[1], all[0], ...all.slice(2)],
    "a reset": [...all, { id: "abc-6", event: "reset", data: {} }],
    "other content": [...all.slice(0, 5), message({ ...events[5], at: "2026-01-31T12:00:01.000000Z" })],
    "another name": [...all.slice(0, 5), { ...all[5], event: "batch_submitted" }],
    "another id": [...all.slice(0, 5), { ...all[5], id: "abc-7" }],
    "a bookmark that goes back": [...all, { id: "abc-2", event: "ping", data: {} }],
  };
  for (const [what, messages] of Object.entries(wrong)) assert.throws(() => heard(messages, events), { code: "ERR_ASSERTION" }, what);
  const unwanted = { after: 0, wants: ({ type }) => type === "batch_created" };
  assert.throws(() => heard(all, events, unwanted), { code: "ERR_ASSERTION" }, "an event that was not asked for");
});

test("the fold refuses an event of a kind that it does not know", () => {
  assert.throws(() => new Fold().apply({ type: "bets_moved", seq: 1, account_seq: 1, account_id: 1 }), { code: "ERR_ASSERTION" });
});

test("samples are spread, distinct, and whole when there are enough of them", () => {
  const random = new Random(7);
  for (const [last, count] of [[10, 10], [10, 20], [100, 7], [101, 100], [1, 1]]) {
    const values = sample(random, last, count);
    assert.equal(values.length, Math.min(last, count));
    assert.equal(new Set(values).size, values.length);
    assert.ok(values.every((value, i) => value >= 1 && value <= last && (i === 0 || value > values[i - 1])));
  }
});

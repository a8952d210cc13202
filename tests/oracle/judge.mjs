// The whole verdict: the log is dense and agrees with the ledger, its fold equals what GETs show, and every subscriber
// heard all of it.
import assert from "node:assert/strict";
import { read_desk, read_log } from "./send.mjs";

export async function judge(base, ledger, subscribers = []) {
  const { events, head, epoch } = await read_log(base);
  assert.equal(events.length, head, "the log reaches from 1 to its head");
  const fold = ledger.judge(events);
  judge_desk(fold, await read_desk(base));
  for (const subscriber of subscribers) {
    await subscriber.reached(Math.min(head, last_for(subscriber, events)));
    subscriber.track.judge(events);
  }
  return { events, epoch, fold };
}

export function judge_desk(fold, desk) {
  const folded = fold.desk();
  assert.deepEqual(desk.accounts, folded.accounts, "the accounts are the fold of the events");
  assert.deepEqual(desk.batches, folded.batches, "the batches are the fold of the events");
}

const last_for = ({ track }, events) => events.filter(track.wants).at(-1)?.seq ?? 0;

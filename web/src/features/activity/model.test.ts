import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventEntry } from "@/live/event-entry";
import {
  activityView,
  followTail,
  isPaused,
  matches,
  noPause,
  pauseWords,
  searchOf,
  shownOf,
  startTail,
  tailMax,
} from "./model";

function anEntry(seq: number, fields: Partial<EventEntry> = {}): EventEntry {
  return {
    seq,
    type: "bet_status_updated",
    at: "2026-01-31T12:00:00.000000Z",
    actor: "Ana",
    accountId: 1,
    accountName: undefined,
    batchId: 9,
    batch: undefined,
    batchNow: undefined,
    bets: 1,
    bet: undefined,
    statuses: { pending: 0, successful: 1, failed: 0 },
    reason: undefined,
    requestId: undefined,
    ...fields,
  };
}

/** As the live session keeps them: the last `kept` up to `head`, newest first. */
const ring = (head: number, kept: number): readonly EventEntry[] =>
  Array.from({ length: Math.min(head, kept) }, (_, i) => anEntry(head - i));

describe("the live part of the list", () => {
  it("has every event after its anchor once, newest first, or says that it lost some", () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.array(fc.nat(30), { maxLength: 20 }),
        fc.integer({ min: 1, max: 25 }),
        (anchor, steps, kept) => {
          let tail = startTail(anchor);
          let head = anchor;
          let missed = false;
          for (const step of steps) {
            missed ||= step > kept;
            head += step;
            tail = followTail(tail, ring(head, kept));
          }
          expect(tail.lost).toBe(missed);
          if (!missed)
            expect(tail.events.map(({ seq }) => head - seq)).toEqual(
              Array.from({ length: head - anchor }, (_, i) => i),
            );
        },
      ),
    );
  });

  it("stays the same object while nothing happens", () => {
    const tail = followTail(startTail(5), ring(8, 500));
    expect(followTail(tail, ring(8, 500))).toBe(tail);
  });

  it("gives up rather than grow without end", () => {
    let tail = startTail(0);
    for (let head = 400; head <= tailMax + 400; head += 400) tail = followTail(tail, ring(head, 500));
    expect(tail.lost).toBe(true);
    expect(tail.events.length).toBeLessThanOrEqual(tailMax);
  });
});

describe("a pause", () => {
  it("shows what was there when it began and counts what came since", () => {
    const tail = followTail(startTail(10), ring(14, 500));
    const { shown, waiting } = shownOf(tail, 12, activityView.defaults);
    expect(shown.map(({ seq }) => seq)).toEqual([12, 11]);
    expect(waiting).toBe(2);
  });

  it("counts only what the filters let through", () => {
    const recent = [anEntry(13), anEntry(12, { actor: "Mark" }), anEntry(11)];
    const tail = followTail(startTail(10), recent);
    expect(shownOf(tail, 11, { ...activityView.defaults, actor: "Mark" })).toEqual({ shown: [], waiting: 1 });
  });

  it("lasts as long as one of its reasons", () => {
    expect(isPaused(noPause)).toBe(false);
    for (const reason of ["asked", "hovered", "focused", "scrolled"])
      expect(isPaused({ ...noPause, [reason]: true })).toBe(true);
  });

  it("says what it keeps back", () => {
    expect(pauseWords(0, false)).toBe("Paused, nothing new");
    expect(pauseWords(41, false)).toBe("Paused, 41 new");
    expect(pauseWords(12, true)).toBe("Paused, many new");
  });
});

describe("the filters", () => {
  const view = { account: 1, actor: "Ana", type: "marks" as const };

  it("let through what the server would", () => {
    expect(matches(anEntry(1), view)).toBe(true);
    expect(matches(anEntry(1, { accountId: 2 }), view)).toBe(false);
    expect(matches(anEntry(1, { actor: "ana" }), view)).toBe(false);
    expect(matches(anEntry(1, { type: "batch_created" }), view)).toBe(false);
  });

  it("are asked of the server", () => {
    expect(searchOf(view, "k-9", 100)).toEqual({
      order: "desc",
      until: "k-9",
      limit: 100,
      account: 1,
      actor: "Ana",
      types: ["bet_status_updated", "batch_bets_updated"],
    });
    expect(searchOf(activityView.defaults, "k-9", 100)).toEqual({ order: "desc", until: "k-9", limit: 100 });
  });

  it("survive the address, and a word that is none is no filter", () => {
    expect(activityView.parse(activityView.format(view))).toEqual(view);
    expect(activityView.parse("?type=nonsense&account=x")).toEqual(activityView.defaults);
  });
});

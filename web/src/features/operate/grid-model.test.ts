import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bet, BetStatus } from "@/contract/types";
import {
  type Criteria,
  driftOf,
  freeze,
  gridView,
  matches,
  nextPending,
  nextSort,
  type Shown,
  sortOf,
} from "./grid-model";

function aBet(pid: number, patch: Partial<Bet> = {}): Bet {
  return {
    pid,
    id: pid,
    selection: `${pid}/2/3`,
    stake: 10,
    cost: 2.5,
    status: "pending",
    batch_id: 1,
    version: 1,
    updated_at: "2026-03-01T12:00:00Z",
    ...patch,
  };
}

const every: Criteria = { filter: "all", words: "", sort: { key: "number", direction: "ascending" } };
const aDesk = (bets: readonly Bet[], unknown: readonly number[] = []) => {
  const shown = new Map(bets.map((bet): [number, Shown] => [bet.pid, { bet, unknown: unknown.includes(bet.pid) }]));
  return { pids: bets.map(({ pid }) => pid), look: (pid: number) => shown.get(pid), shown };
};

describe("the frozen order", () => {
  it("sorts by the column, ties by the caller's number in both directions", () => {
    const { pids, look } = aDesk([aBet(1, { stake: 5 }), aBet(2, { stake: 7 }), aBet(3, { stake: 5 })]);

    expect(freeze(pids, look, { ...every, sort: { key: "stake", direction: "ascending" } }).pids).toEqual([1, 3, 2]);
    expect(freeze(pids, look, { ...every, sort: { key: "stake", direction: "descending" } }).pids).toEqual([2, 1, 3]);
  });

  it("sorts selections as people count", () => {
    const { pids, look } = aDesk([aBet(1, { selection: "10/1" }), aBet(2, { selection: "9/1" })]);

    expect(freeze(pids, look, { ...every, sort: { key: "selection", direction: "ascending" } }).pids).toEqual([2, 1]);
  });

  it("counts what has moved and what is new, and nothing right after it was made", () => {
    const criteria: Criteria = { ...every, filter: "pending" };
    const { pids, look, shown } = aDesk([aBet(1), aBet(2), aBet(3, { status: "failed" })]);
    const frozen = freeze(pids, look, criteria);
    expect(driftOf(frozen, pids, look, criteria)).toEqual({ moved: 0, fresh: 0 });

    shown.set(1, { bet: aBet(1, { status: "successful", version: 2 }), unknown: false });
    shown.set(3, { bet: aBet(3, { status: "pending", version: 3 }), unknown: false });

    expect(driftOf(frozen, pids, look, criteria)).toEqual({ moved: 1, fresh: 1 });
    expect(frozen.pids).toEqual([1, 2]);
  });

  it("holds each matching row once, wherever it is asked for, whatever the sort", () => {
    const statuses = fc.constantFrom<BetStatus>("pending", "successful", "failed");
    const bets = fc.array(fc.record({ status: statuses, stake: fc.integer({ min: 0, max: 5 }) }), { maxLength: 40 });
    const sorts = fc.constantFrom("number", "-number", "stake", "-stake", "status", "-status", "by", "-selection");
    fc.assert(
      fc.property(bets, sorts, statuses, (some, written, filter) => {
        const { pids, look } = aDesk(some.map((patch, index) => aBet(index + 1, patch)));
        const criteria: Criteria = { filter, words: "", sort: sortOf(gridView.parse(`?sort=${written}`).sort) };
        const frozen = freeze(pids, look, criteria);

        expect([...frozen.pids].sort((a, b) => a - b)).toEqual(pids.filter((pid) => look(pid)?.bet.status === filter));
        frozen.pids.forEach((pid, index) => {
          expect(frozen.indexOf.get(pid)).toBe(index);
        });
        expect(driftOf(frozen, pids, look, criteria)).toEqual({ moved: 0, fresh: 0 });
      }),
    );
  });
});

describe("the filter", () => {
  it("finds words in the selection, the note, the reference and the number", () => {
    const bet = aBet(31, { selection: "4/5/6 ** Lay off", note: "price gone", reference: "B-4473" });
    const found = (query: string) => matches({ bet, unknown: false }, "all", query.toLowerCase().split(" "));

    expect(["4/5", "lay off", "gone b-44", "#31"].map(found)).toEqual([true, true, true, true]);
    expect(found("gone 7/8")).toBe(false);
  });

  it("shows as unknown only what is not confirmed", () => {
    const bet = aBet(1, { status: "successful" });

    expect(matches({ bet, unknown: true }, "unknown", [])).toBe(true);
    expect(matches({ bet, unknown: false }, "unknown", [])).toBe(false);
  });
});

describe("the next pending row", () => {
  const { pids, look } = aDesk([1, 2, 3, 4].map((pid) => aBet(pid)));
  const order = freeze(pids, look, every);

  it("is below, else from the top, never the same", () => {
    expect(nextPending(order, 2, () => true)).toBe(3);
    expect(nextPending(order, 4, (pid) => pid === 2)).toBe(2);
    expect(nextPending(order, 2, (pid) => pid === 2)).toBeUndefined();
    expect(nextPending(order, undefined, () => true)).toBe(1);
  });
});

it("a heading asks for up, then down, then up", () => {
  expect(nextSort(sortOf("number"), "stake")).toBe("stake");
  expect(nextSort(sortOf("stake"), "stake")).toBe("-stake");
  expect(nextSort(sortOf("-stake"), "stake")).toBe("stake");
});

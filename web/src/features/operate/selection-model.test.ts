import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bet } from "@/contract/types";
import { formatMoney } from "@/lib/money";
import {
  between,
  extended,
  frictionOf,
  isAsChosen,
  nothing,
  recaptured,
  split,
  toggled,
  totalsOf,
} from "./selection-model";

const aBet = (pid: number, version = 1, patch: Partial<Bet> = {}): Bet => ({
  pid,
  id: pid,
  selection: "1/2/3",
  stake: 10.1,
  cost: 2.5,
  status: "pending",
  batch_id: 1,
  version,
  updated_at: "2026-03-01T12:00:00Z",
  ...patch,
});
const capture = (pid: number) => ({ version: pid * 10 });

describe("a selection", () => {
  it("remembers the version of the moment when a row was chosen", () => {
    const chosen = extended(toggled(nothing, 1, capture), [1, 2], (pid) => ({ version: pid * 10 + 5 }));

    expect([...chosen]).toEqual([
      [1, { version: 10 }],
      [2, { version: 25 }],
    ]);
    expect([...recaptured(chosen, capture).values()]).toEqual([{ version: 10 }, { version: 20 }]);
    expect(toggled(chosen, 1, capture).has(1)).toBe(false);
  });

  it("leaves out of a bulk what others changed since, and never adds a row", () => {
    const version = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(version, version), { maxLength: 30 }), (rows) => {
        const chosen = new Map(rows.map(([captured], pid) => [pid, { version: captured }]));
        const { fresh, changed } = split(chosen, (pid) => {
          const now = rows[pid]?.[1];
          return now === undefined ? undefined : aBet(pid, now);
        });

        expect([...fresh.map(({ pid }) => pid), ...changed].sort((a, b) => a - b)).toEqual([...chosen.keys()]);
        for (const { pid, version: sent } of fresh) expect(sent).toBe(chosen.get(pid)?.version);
      }),
    );
  });

  it("is not surprised by the confirmation of an own change that was under way", () => {
    const captured = { version: 1, expects: { status: "failed" as const } };

    expect(isAsChosen(captured, aBet(1, 2, { status: "failed" }))).toBe(true);
    expect(isAsChosen(captured, aBet(1, 2, { status: "successful" }))).toBe(false);
    expect(isAsChosen(captured, aBet(1, 3, { status: "failed" }))).toBe(false);
    expect(isAsChosen(captured, undefined)).toBe(false);
  });

  it("holds the rows between two, in the order of the grid", () => {
    const pids = [5, 3, 9, 1];
    const indexOf = new Map(pids.map((pid, index) => [pid, index]));

    expect(between(pids, indexOf, 9, 5)).toEqual([5, 3, 9]);
    expect(between(pids, indexOf, 77, 3)).toEqual([3]);
  });

  it("adds money exactly", () => {
    const { count, stake } = totalsOf([1, 2, 3], (pid) => aBet(pid));

    expect([count, formatMoney(stake)]).toEqual([3, "30.30"]);
  });
});

it("asks for more the more rows there are", () => {
  expect([1, 10, 11, 100, 101].map((count) => frictionOf(count, 11, 101))).toEqual([
    "instant",
    "instant",
    "confirm",
    "confirm",
    "type",
  ]);
});

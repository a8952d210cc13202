import { describe, expect, it } from "vitest";
import type { BatchHead, Bet, ServerEvent } from "@/contract/types";
import { changeWords } from "@/live/bet-changes";
import { stepsOf } from "./inspector-model";

const none = { count: 0, stake: 0, cost: 0 };
const head: BatchHead = {
  id: 9,
  account_id: 1,
  meta: {},
  completed: false,
  status: "active",
  version: 3,
  summary: { bets: 1, pending: none, successful: none, failed: none },
  created_at: "2026-03-01T12:00:00Z",
  updated_at: "2026-03-01T12:00:00Z",
  created_by: "model-7",
};
const aBet = (version: number, patch: Partial<Bet> = {}): Bet => ({
  pid: 7,
  id: 31,
  selection: "1/2/3",
  stake: 10,
  cost: 2.5,
  status: "pending",
  batch_id: 9,
  version,
  updated_at: "2026-03-01T12:00:00Z",
  ...patch,
});
const marked = (seq: number, bet: Bet, actor: string): ServerEvent => ({
  type: "bet_status_updated",
  seq,
  account_seq: seq,
  at: `2026-03-01T12:00:0${seq}.120Z`,
  actor,
  account_id: 1,
  bet,
  batch: { id: 9, status: "active", version: seq, summary: head.summary, updated_at: head.updated_at },
});

describe("the history of a bet", () => {
  it("tells each change against the one before, the creation from the batch", () => {
    const events = [
      marked(3, aBet(3, { status: "failed", note: "price gone" }), "MK"),
      marked(2, aBet(2, { status: "successful" }), "Ana"),
    ];

    const steps = stepsOf(events, 7, head, "EUR");

    expect(steps.map(({ version, actor, words }) => [version, actor, ...words])).toEqual([
      [3, "MK", "Successful \u2192 Failed", "note: price gone"],
      [2, "Ana", "Successful"],
      [1, "model-7", "created in batch #9"],
    ]);
  });

  it("does not claim to know the creation when older changes are missing", () => {
    expect(stepsOf([marked(5, aBet(5), "MK")], 7, head, "EUR")).toHaveLength(1);
  });

  it("leaves out events that did not change it", () => {
    expect(stepsOf([marked(2, { ...aBet(2), pid: 8 }, "MK")], 7, head, "EUR").map(({ key }) => key)).toEqual([
      "created",
    ]);
  });

  it("says what was cleared, and money exactly", () => {
    const words = changeWords(aBet(1, { note: "x", cost: 0.1 }), aBet(2, { cost: 0.2999 }), "EUR");

    expect(words).toEqual(["cost 0.10 \u2192 0.2999", "note removed"]);
  });
});

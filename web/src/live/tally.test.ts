import { describe, expect, it } from "vitest";
import type { Bet, BetStatus, LiveEvent } from "@/contract/types";
import { Tally } from "./tally";
import { Topics } from "./topics";

function marking(pid: number, status: BetStatus, actor: string): LiveEvent {
  const bet: Bet = { pid, id: pid, batch_id: 1, selection: "1", stake: 1, cost: 1, status, version: 2, updated_at: "" };
  const totals = { count: 0, stake: 0, cost: 0 };
  const summary = { bets: 1, pending: totals, successful: totals, failed: totals };
  const batch = { id: 1, status: "active" as const, version: 2, updated_at: "", summary };
  const common = { seq: pid, account_seq: pid, at: "", account_id: 1, actor };
  return { ...common, type: "bet_status_updated", bet, batch };
}

describe("the tally of a shift", () => {
  const tally = () => new Tally(new Topics((run) => run()));

  it("counts each bet once, however often it is marked", () => {
    const mine = tally();
    for (const status of ["successful", "failed"] as const) mine.take(marking(7, status, "Ana"), "Ana");
    expect(mine.count()).toBe(1);
  });

  it("takes back what is pending again", () => {
    const mine = tally();
    mine.take(marking(7, "failed", "Ana"), "Ana");
    mine.take(marking(7, "pending", "Ana"), "Ana");
    expect(mine.count()).toBe(0);
  });

  it("does not count what others did, nor anybody who has no name", () => {
    const mine = tally();
    mine.take(marking(7, "failed", "Mark"), "Ana");
    mine.take(marking(8, "failed", ""), "");
    expect(mine.count()).toBe(0);
  });
});

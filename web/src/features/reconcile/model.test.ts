import { describe, expect, it } from "vitest";
import type { Account, BatchHead, BatchStatus } from "@/contract/types";
import { type OwnChange, reconcile, reconcileCsv, verdictOf, verdictWords } from "./model";

const at = "2026-01-31T12:00:00.000000Z";
const totals = (count: number, stake = count * 10) => ({ count, stake, cost: 0 });

function anAccount(id: number, name: string, currency = "EUR"): Account {
  return { id, name, hostname: "h", currency, version: 1, open_batches: 0, created_at: at, updated_at: at };
}

function aHead(id: number, account: number, status: BatchStatus, pending: number, stake?: number): BatchHead {
  return {
    id,
    account_id: account,
    meta: {},
    completed: status === "submitted" || status === "completed",
    status,
    version: 1,
    created_at: at,
    updated_at: at,
    summary: { bets: pending, pending: totals(pending, stake), successful: totals(0), failed: totals(0) },
  };
}

const ana = anAccount(1, "Ana");
const kim = anAccount(2, "Kim", "JPY");
const lost: OwnChange = {
  pid: 5,
  batchId: 10,
  accountId: 1,
  kind: "unconfirmed",
  words: "Mark failed: sent, not confirmed",
};

describe("what is open", () => {
  it("is every batch that is not completed, and every closed one with pending bets", () => {
    const unfinished = [
      { account: kim, batches: [aHead(20, 2, "created", 4)] },
      { account: ana, batches: [aHead(11, 1, "submitted", 0), aHead(10, 1, "active", 2)] },
    ];
    const { groups, items } = reconcile(unfinished, [aHead(12, 1, "completed", 1)], []);
    expect(items).toBe(4);
    expect(groups.map(({ account }) => account?.name)).toEqual(["Ana", "Kim"]);
    expect(groups[0]?.batches.map(({ batch, why }) => [batch.id, why])).toEqual([
      [10, "open"],
      [11, "submitted"],
      [12, "pending"],
    ]);
  });

  it("counts a batch once, as the live session knows it", () => {
    const reopened = aHead(10, 1, "active", 3);
    const { groups, items } = reconcile([{ account: ana, batches: [reopened] }], [aHead(10, 1, "completed", 1)], []);
    expect(items).toBe(1);
    expect(groups[0]?.batches[0]?.batch).toBe(reopened);
  });

  it("leaves out what belongs to a deleted account", () => {
    expect(reconcile([], [aHead(10, 1, "completed", 1)], []).items).toBe(0);
  });

  it("counts own changes without an end, and shows them at their batch", () => {
    const { items, groups } = reconcile([{ account: ana, batches: [aHead(10, 1, "active", 2)] }], [], [lost]);
    expect(items).toBe(2);
    expect(groups[0]?.batches[0]?.unconfirmed).toBe(1);
  });

  it("adds amounts of one currency only, exactly", () => {
    const unfinished = [
      { account: ana, batches: [aHead(10, 1, "active", 1, 0.1), aHead(11, 1, "active", 1, 0.2)] },
      { account: kim, batches: [aHead(20, 2, "active", 3, 500)] },
    ];
    expect(reconcile(unfinished, [], []).totals).toEqual([
      { currency: "EUR", batches: 2, pending: 2, stake: 3000 },
      { currency: "JPY", batches: 1, pending: 3, stake: 5_000_000 },
    ]);
  });

  it("is written as a file", () => {
    const result = reconcile([{ account: ana, batches: [aHead(10, 1, "active", 2)] }], [], [lost]);
    expect(reconcileCsv(result).split("\r\n")).toEqual([
      "account,batch,title,pid,why,pending,unconfirmed,pending_stake,currency",
      'Ana,10,Batch #10,,"Active, not submitted",2,1,20.00,EUR',
      'Ana,10,,5,"Mark failed: sent, not confirmed",,,,EUR',
      "",
    ]);
  });
});

describe("the verdict", () => {
  const known = { ready: true, isLive: true, closedKnown: true };

  it("is clean only when everything is known, now", () => {
    expect(verdictOf(0, known)).toBe("clean");
    expect(verdictOf(0, { ...known, ready: false })).toBe("unknown");
    expect(verdictOf(0, { ...known, isLive: false })).toBe("stale");
    expect(verdictOf(0, { ...known, closedKnown: false })).toBe("unknown");
  });

  it("does not claim an exact number that it does not know", () => {
    expect(verdictWords("open", 7, known)).toBe("7 items open");
    expect(verdictWords("open", 1, known)).toBe("1 item open");
    expect(verdictWords("open", 7, { ...known, isLive: false })).toBe("At least 7 items open");
  });
});

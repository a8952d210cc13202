import { describe, expect, it } from "vitest";
import type { BatchHead } from "@/contract/types";
import { type EventEntry, toEntry } from "@/live/event-entry";
import { historyCsv } from "./history-export";
import {
  historyView,
  isFiltered,
  newsSince,
  newsWords,
  searchOf,
  stakeOf,
  statusChoices,
  statusesOf,
  successOf,
  withOwnChange,
  workedFor,
} from "./model";

const totals = (count: number, stake: number) => ({ count, stake, cost: 0 });

function aHead(id: number, fields: Partial<BatchHead> = {}): BatchHead {
  return {
    id,
    account_id: 1,
    meta: { name: "=EXACTA R6" },
    completed: false,
    status: "active",
    version: 3,
    created_at: "2026-01-31T12:00:00.000000Z",
    updated_at: "2026-01-31T12:00:00.000000Z",
    summary: { bets: 4, pending: totals(1, 0.1), successful: totals(2, 0.2), failed: totals(1, 10) },
    ...fields,
  };
}

const closed = aHead(2, { status: "completed", completed: true, submitted_at: "2026-01-31T12:02:05.500000Z" });

describe("what the history asks for", () => {
  it("is nothing but what was chosen", () => {
    expect(searchOf(historyView.defaults, "utc")).toEqual({});
    expect(isFiltered(historyView.defaults)).toBe(false);
  });

  it("counts the last day whole", () => {
    const view = { ...historyView.defaults, from: "2026-01-30", to: "2026-01-31" };
    expect(searchOf(view, "utc")).toEqual({ from: "2026-01-30T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" });
  });

  it("keeps every filter in the address", () => {
    const view = {
      account: 4,
      status: statusesOf("submitted,completed"),
      from: "2026-01-30",
      to: "2026-01-31",
      q: "R5 & #8",
      page: "c1",
    };
    expect(historyView.parse(historyView.format(view))).toEqual(view);
  });

  it("offers the statuses of a link that are no usual choice", () => {
    expect(statusChoices(["created", "completed"]).at(-1)).toEqual({
      value: "created,completed",
      label: "Created, Completed",
    });
    expect(statusChoices(["created", "active"])).toHaveLength(7);
  });
});

describe("what it says of a batch", () => {
  it("adds stakes without floating point", () => {
    expect(stakeOf(aHead(1))).toBe(103_000);
  });

  it("has a share of success only when bets were marked", () => {
    expect(successOf(aHead(1))).toBe(67);
    expect(
      successOf(
        aHead(1, { summary: { bets: 1, pending: totals(1, 1), successful: totals(0, 0), failed: totals(0, 0) } }),
      ),
    ).toBeUndefined();
  });

  it("has a duration only when it is closed", () => {
    expect(workedFor(closed)).toBe(125_500);
    expect(workedFor({ ...closed, status: "active" })).toBeUndefined(); // reopened
  });

  it("writes a file whose text cannot become a formula", () => {
    const account = {
      id: 1,
      name: "Bet365",
      hostname: "h",
      currency: "EUR",
      version: 1,
      open_batches: 0,
      created_at: "",
      updated_at: "",
    };
    const [head, line] = historyCsv([closed], () => account).split("\r\n");
    expect(head).toContain("batch,title,account,status");
    expect(line).toContain("2,'=EXACTA R6,Bet365,completed,");
    expect(line).toContain(",4,2,1,1,10.30,EUR,67,125500");
  });
});

describe("what was changed from here", () => {
  const [read, other, own] = [aHead(1), aHead(2), aHead(1, { version: 4 })];

  it("is shown before the page is read again, and not after", () => {
    expect(withOwnChange([read, other], own)).toEqual([own, other]);
    const newer = aHead(1, { version: 5 });
    expect(withOwnChange([newer, other], own)).toEqual([newer, other]);
    expect(withOwnChange([read], undefined)).toEqual([read]);
  });
});

describe("news since the page was read", () => {
  const event = (seq: number, batch: BatchHead, type: "batch_created" | "batch_submitted"): EventEntry =>
    toEntry({
      seq,
      account_seq: seq,
      at: "2026-01-31T12:00:00.000000Z",
      account_id: batch.account_id,
      ...(type === "batch_created" ? { type, batch: { ...batch, bets: [] } } : { type, batch }),
    });

  it("counts new batches of the account, and rows that changed", () => {
    const recent = [
      event(13, aHead(1, { version: 4 }), "batch_submitted"),
      event(12, aHead(9, { account_id: 2 }), "batch_created"),
      event(11, aHead(8), "batch_created"),
      event(10, aHead(7), "batch_created"),
    ];
    expect(newsSince(recent, 10, 1, [aHead(1)])).toEqual({ newer: 1, changed: 1, atLeast: false });
    expect(newsSince(recent, 10, undefined, [aHead(1)]).newer).toBe(2);
    expect(newsSince(recent, 13, undefined, [aHead(1)])).toEqual({ newer: 0, changed: 0, atLeast: false });
  });

  it("is told in words, or not at all", () => {
    expect(newsWords({ newer: 0, changed: 0, atLeast: false })).toBeUndefined();
    expect(newsWords({ newer: 1, changed: 0, atLeast: false })).toBe("1 newer batch");
    expect(newsWords({ newer: 3, changed: 2, atLeast: true })).toBe("At least 3 newer batches, 2 of these changed");
  });
});

import { describe, expect, it } from "vitest";
import type { Bet, BetStatus, ServerEvent } from "@/contract/types";
import { auditView, isFiltered, rawJson, searchOf, searchProblem, stepsOf } from "./model";

const at = "2026-01-31T12:00:00.000000Z";
const totals = { count: 0, stake: 0, cost: 0 };
const summary = { bets: 0, pending: totals, successful: totals, failed: totals };
const common = (seq: number) => ({ seq, account_seq: seq, at, actor: "Ana", account_id: 1 });

function aBet(pid: number, version: number, status: BetStatus, fields: Partial<Bet> = {}): Bet {
  return {
    pid,
    id: pid,
    selection: "1/2",
    stake: 1,
    cost: 2.5,
    status,
    batch_id: 9,
    version,
    updated_at: at,
    ...fields,
  };
}

function mark(seq: number, bet: Bet): ServerEvent {
  return {
    ...common(seq),
    type: "bet_status_updated",
    bet,
    batch: { id: 9, version: seq, status: "active", summary, updated_at: at },
  };
}

function created(seq: number, bets: readonly Bet[]): ServerEvent {
  const batch = {
    id: 9,
    account_id: 1,
    meta: {},
    completed: false,
    status: "created" as const,
    version: 1,
    created_at: at,
    updated_at: at,
    summary,
  };
  return { ...common(seq), type: "batch_created", batch: { ...batch, bets } };
}

const euro = () => "EUR";

describe("the steps of a bet", () => {
  it("say what it was before, as far as the list knows", () => {
    const events = [
      mark(4, aBet(1, 3, "failed", { cost: 3 })),
      mark(3, aBet(1, 2, "successful")),
      created(1, [aBet(1, 1, "pending")]),
    ];
    const words = stepsOf(events, 1, euro).map(({ lines }) => lines.flatMap((line) => line.words));
    expect(words).toEqual([["Successful \u2192 Failed", "cost 2.50 \u2192 3.00"], ["Pending \u2192 Successful"], []]);
  });

  it("say only what it is where the step before is missing", () => {
    const events = [mark(8, aBet(1, 5, "failed")), mark(3, aBet(1, 2, "successful"))];
    expect(stepsOf(events, 1, euro)[0]?.lines[0]?.words).toEqual(["Failed"]);
  });

  it("leave the other bets of an event out, and name its version", () => {
    const bulk: ServerEvent = {
      ...common(5),
      type: "batch_bets_updated",
      batch_id: 9,
      bets: [aBet(1, 2, "failed"), aBet(2, 7, "failed")],
      batch: { id: 9, version: 5, status: "active", summary, updated_at: at },
    };
    const [step] = stepsOf([bulk], 2, euro);
    expect(step?.lines.map(({ bet }) => bet.pid)).toEqual([2]);
    expect(step?.version).toBe(7);
    expect(stepsOf([bulk], undefined, euro)[0]?.lines).toHaveLength(2);
    expect(stepsOf([bulk], undefined, euro)[0]?.version).toBe(5);
  });
});

describe("the search", () => {
  it("counts the last minute whole", () => {
    const view = { ...auditView.defaults, from: "2026-01-31T12:00", to: "2026-01-31T12:05", bet: 4 };
    expect(searchOf(view, "utc", undefined, 50)).toEqual({
      order: "desc",
      limit: 50,
      bet: 4,
      from: "2026-01-31T12:00:00.000Z",
      to: "2026-01-31T12:06:00.000Z",
    });
  });

  it("goes on where the page before ended", () => {
    expect(searchOf(auditView.defaults, "utc", "k-7", 50)).toEqual({ order: "desc", limit: 50, until: "k-7" });
  });

  it("says when it cannot find anything", () => {
    expect(searchProblem({ ...auditView.defaults, from: "2026-01-31T12:05", to: "2026-01-31T12:00" })).toBeDefined();
    expect(searchProblem(auditView.defaults)).toBeUndefined();
  });

  it("is in the address", () => {
    const view = {
      bet: 4,
      batch: 9,
      actor: "Ana Lu",
      account: 1,
      from: "2026-01-31T12:00",
      to: "",
      type: "reopened" as const,
    };
    expect(auditView.parse(auditView.format(view))).toEqual(view);
    expect(isFiltered(view)).toBe(true);
    expect(isFiltered(auditView.defaults)).toBe(false);
  });
});

it("cuts what is too long to be shown, never what is copied", () => {
  const event = created(
    1,
    Array.from({ length: 500 }, (_, i) => aBet(i + 1, 1, "pending")),
  );
  const { shown, whole } = rawJson(event);
  expect(shown.length).toBeLessThan(20_010);
  expect(JSON.parse(whole)).toEqual(event);
});

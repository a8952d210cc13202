import { describe, expect, it } from "vitest";
import type { BatchHead, Bet, BetStatus, EventType, ServerEvent } from "@/contract/types";
import { toEntry } from "./event-entry";
import { eventGroups, eventSentence, eventWords, logBegin, type Names, statesBefore, typesOf } from "./event-words";

type Counts = { readonly pending?: number; readonly successful?: number; readonly failed?: number };

const at = "2026-01-31T12:00:00.000000Z";
const totals = (count = 0) => ({ count, stake: count * 10, cost: count });
const summary = ({ pending = 0, successful = 0, failed = 0 }: Counts) => ({
  bets: pending + successful + failed,
  pending: totals(pending),
  successful: totals(successful),
  failed: totals(failed),
});

function aBet(pid: number, version: number, status: BetStatus, fields: Partial<Bet> = {}): Bet {
  return {
    pid,
    id: pid + 100,
    selection: "1/2/3",
    stake: 10,
    cost: 2.5,
    status,
    batch_id: 812,
    version,
    updated_at: at,
    ...fields,
  };
}

function aHead(version: number, counts: Counts = {}): BatchHead {
  const meta = { bet_type: "TRIFECTA", race_id: 5 };
  const times = { created_at: at, updated_at: at };
  return {
    id: 812,
    account_id: 3,
    meta,
    completed: false,
    status: "active",
    version,
    ...times,
    summary: summary(counts),
  };
}

const common = (seq: number) => ({ seq, account_seq: seq, at, actor: "Ana", account_id: 3 });
const now = (version: number, counts: Counts) => ({
  id: 812,
  version,
  status: "active" as const,
  summary: summary(counts),
  updated_at: at,
});
const account = {
  id: 3,
  name: "Bet365",
  hostname: "h",
  currency: "EUR",
  version: 1,
  open_batches: 0,
  created_at: at,
  updated_at: at,
};

const names: Names = {
  title: () => "TRIFECTA R5",
  account: () => "Bet365",
  currency: () => "EUR",
};

function mark(seq: number, bet: Bet, version: number, counts: Counts): ServerEvent {
  return { ...common(seq), type: "bet_status_updated", bet, batch: now(version, counts) };
}

function marks(seq: number, bets: readonly Bet[], version: number, counts: Counts): ServerEvent {
  return { ...common(seq), type: "batch_bets_updated", batch_id: 812, bets, batch: now(version, counts) };
}

/** The sentence of the last of these events, which come oldest first. */
function say(...events: readonly ServerEvent[]): string {
  const entries = events.map((event) => toEntry(event)).toReversed();
  const entry = entries[0];
  if (entry === undefined) throw new Error("no event");
  return eventSentence(entry, eventWords(entry, statesBefore(entries).get(entry.seq), names));
}

describe("an event in words", () => {
  const head = aHead(1, { pending: 3 });
  const closed = aHead(9, { pending: 1, successful: 2 });
  const every: Readonly<Record<EventType, readonly [ServerEvent, string]>> = {
    account_created: [{ ...common(1), type: "account_created", account }, "Ana created the account Bet365"],
    account_updated: [{ ...common(1), type: "account_updated", account }, "Ana changed the account Bet365"],
    account_deleted: [{ ...common(1), type: "account_deleted", id: 3 }, "Ana deleted the account Bet365"],
    batch_created: [
      { ...common(1), type: "batch_created", batch: { ...head, bets: [] } },
      "Ana created TRIFECTA R5 #812 with 3 bets",
    ],
    batch_activated: [{ ...common(1), type: "batch_activated", batch: head }, "Ana activated TRIFECTA R5 #812"],
    batch_updated: [{ ...common(1), type: "batch_updated", batch: head }, "Ana changed the meta of TRIFECTA R5 #812"],
    batch_submitted: [
      { ...common(1), type: "batch_submitted", batch: closed },
      "Ana submitted TRIFECTA R5 #812 with 1 pending, 2 successful",
    ],
    batch_reopened: [
      { ...common(1), type: "batch_reopened", batch: head, reason: "late scratch" },
      "Ana reopened TRIFECTA R5 #812 because: late scratch",
    ],
    batch_completed: [
      { ...common(1), type: "batch_completed", id: 812, batch: closed },
      "Ana completed TRIFECTA R5 #812",
    ],
    bet_status_updated: [
      mark(1, aBet(1, 2, "successful"), 2, { pending: 2, successful: 1 }),
      "Ana marked bet 101 successful in TRIFECTA R5 #812",
    ],
    batch_bets_updated: [
      marks(1, [aBet(1, 2, "successful"), aBet(2, 2, "failed")], 2, { pending: 1, successful: 1, failed: 1 }),
      "Ana changed 2 bets in TRIFECTA R5 #812 (now 1 successful, 1 failed)",
    ],
  };

  it.each(Object.entries(every))("is a sentence: %s", (_, [event, sentence]) => {
    expect(say(event)).toBe(sentence);
  });

  it("names somebody where no actor is known", () => {
    const { actor: _, ...nobody } = common(1);
    expect(say({ ...nobody, type: "account_deleted", id: 3 })).toBe("Somebody deleted the account Bet365");
  });

  it("says that several were marked when the totals prove it", () => {
    const created: ServerEvent = { ...common(1), type: "batch_created", batch: { ...head, bets: [] } };
    const three = [1, 2, 3].map((pid) => aBet(pid, 2, "successful"));
    expect(say(created, marks(2, three, 2, { successful: 3 }))).toBe(
      "Ana marked 3 bets successful in TRIFECTA R5 #812",
    );
  });

  it("does not call an edit a mark", () => {
    const first = mark(1, aBet(1, 2, "successful"), 2, { pending: 2, successful: 1 });
    const edit = mark(2, aBet(1, 3, "successful", { cost: 3 }), 3, { pending: 2, successful: 1 });
    expect(say(first, edit)).toBe("Ana edited bet 101 in TRIFECTA R5 #812 (cost 2.50 \u2192 3.00)");
    const bulk = marks(3, [aBet(1, 4, "successful")], 4, { pending: 2, successful: 1 });
    expect(say(first, edit, bulk)).toBe("Ana edited 1 bet in TRIFECTA R5 #812");
  });

  it("tells corrections and steps back apart from first marks", () => {
    const first = mark(1, aBet(1, 2, "successful"), 2, { pending: 2, successful: 1 });
    expect(say(first, mark(2, aBet(1, 3, "failed"), 3, { pending: 2, failed: 1 }))).toBe(
      "Ana marked bet 101 failed in TRIFECTA R5 #812 (was successful)",
    );
    expect(say(first, mark(2, aBet(1, 3, "pending"), 3, { pending: 3 }))).toBe(
      "Ana set bet 101 back to pending in TRIFECTA R5 #812",
    );
  });

  it("claims no change that the events at hand do not prove", () => {
    expect(say(mark(7, aBet(1, 5, "failed"), 9, { failed: 1 }))).toBe(
      "Ana changed bet 101 in TRIFECTA R5 #812 (now failed)",
    );
    // Two versions earlier is not before.
    const early = mark(1, aBet(1, 2, "successful"), 2, { successful: 1 });
    expect(say(early, mark(7, aBet(1, 5, "failed"), 9, { failed: 1 }))).toContain("changed bet 101");
  });

  it("knows a bet's status before from what the totals of its batch did", () => {
    const other = mark(1, aBet(2, 2, "failed"), 8, { successful: 1, failed: 1 });
    expect(say(other, mark(2, aBet(1, 5, "failed"), 9, { failed: 2 }))).toBe(
      "Ana marked bet 101 failed in TRIFECTA R5 #812 (was successful)",
    );
  });
});

describe("the groups of event types", () => {
  it("hold every type once", () => {
    const types = eventGroups.flatMap((group): readonly EventType[] => group.types);
    expect(new Set(types).size).toBe(types.length);
    expect(types.length).toBe(11);
  });

  it("mean all where none is chosen", () => {
    expect(typesOf("")).toBeUndefined();
    expect(typesOf("reopened")).toEqual(["batch_reopened"]);
  });
});

it("says where the log begins, and that older events are gone", () => {
  expect(logBegin(1)).toBe("The log begins at event 1: nothing is missing.");
  expect(logBegin(81_000)).toBe("The log begins at event 81,000; older events are no longer kept.");
});

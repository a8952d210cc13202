import { describe, expect, it } from "vitest";
import { plainMoney } from "@/lib/money";
import {
  heldOrder,
  initialsOf,
  isUrgent,
  nextInOrder,
  peopleOf,
  progressWords,
  resyncWords,
  totalOf,
  urgentCount,
  waitingInOrder,
} from "./desk-model";
import { aHead, aSummary } from "./testing/heads";

const now = 1_000_000_000;
const minute = 60_000;

describe("urgency", () => {
  it("begins five minutes before the start", () => {
    expect(isUrgent(aHead(1, { pending: 1, start: now + 5 * minute }), now)).toBe(false);
    expect(isUrgent(aHead(1, { pending: 1, start: now + 5 * minute - 1 }), now)).toBe(true);
  });

  it("does not end with the start while bets are pending", () => {
    expect(isUrgent(aHead(1, { pending: 1, start: now - minute }), now)).toBe(true);
  });

  it("is not of batches that are all marked, closed, or have no start", () => {
    const others = [
      aHead(1, { pending: 0, start: now }),
      aHead(2, { pending: 1, start: now, status: "submitted" }),
      aHead(3, { pending: 1 }),
    ];
    expect(urgentCount(others, now)).toBe(0);
  });
});

it("shows what waits over all accounts by start, without what is marked or closed", () => {
  const batches = [
    aHead(1, { pending: 1, start: now + minute }),
    aHead(2, { pending: 0, start: now }),
    aHead(3, { pending: 2, start: now }),
    aHead(4, { pending: 2, start: now, status: "completed" }),
  ];
  expect(waitingInOrder(batches).map(({ id }) => id)).toEqual([3, 1]);
});

describe("the list of batches", () => {
  const [a, b, c] = [aHead(1, { start: now }), aHead(2, { start: now + 1 }), aHead(3, { start: now + 2 })];

  it("keeps its rows in place under a pointer; what is new comes last", () => {
    expect(heldOrder([3, 1], [a, b, c]).map(({ id }) => id)).toEqual([3, 1, 2]);
  });

  it("goes on from a batch that is no longer listed", () => {
    expect(nextInOrder([a, c], b, 1)?.id).toBe(3);
    expect(nextInOrder([a, c], b, -1)?.id).toBe(1);
    expect(nextInOrder([a, b], b, 1)).toBeUndefined();
    expect(nextInOrder([a, b], undefined, 1)?.id).toBe(1);
  });
});

describe("the totals of a batch", () => {
  it("are the sum over all statuses, exactly", () => {
    const summary = aSummary({ pending: 1, successful: 2, failed: 3 });
    const odd = { ...summary, pending: { count: 1, stake: 0.1, cost: 0.2 } };
    expect(plainMoney(totalOf(odd, "stake"))).toBe("50.10");
    expect(progressWords(summary)).toBe("2 successful, 3 failed, 1 pending");
  });
});

describe("initials", () => {
  it.each([
    ["Ana", "AN"],
    ["mk", "MK"],
    ["Mark King", "MK"],
    ["\u00e9lodie", "\u00c9L"],
    ["", "?"],
  ])("of %j are %s", (name, initials) => expect(initialsOf(name)).toBe(initials));
});

describe("who else is here", () => {
  const at = (name: string, state: "active" | "idle", batch_id?: number) => ({
    session: `${name}-${state}-${batch_id}`,
    name,
    state,
    since: "",
    seen_at: "",
    ...(batch_id === undefined ? {} : { batch_id }),
  });

  it("is each person once in a batch, active where one of their pages is, without myself", () => {
    const sessions = [at("MK", "idle", 1), at("MK", "active", 1), at("Ana", "active", 1), at("", "active", 1)];
    expect(peopleOf(sessions, "Ana").map(({ session }) => session)).toEqual(["MK-active-1"]);
  });

  it("names the active before the idle", () => {
    expect(peopleOf([at("A", "idle"), at("Z", "active")], "").map(({ name }) => name)).toEqual(["Z", "A"]);
  });
});

describe("after a lost connection", () => {
  it("says how much has changed, and how much of it here", () => {
    expect(resyncWords(0, 0)).toBeUndefined();
    expect(resyncWords(1, 0)).toBe("Back. 1 change while the connection was lost.");
    expect(resyncWords(37, 2)).toBe("Back. 37 changes while the connection was lost, 2 bets in this batch.");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BatchHead } from "@/contract/types";
import { isOpen } from "@/live/batch-order";
import { nextAfterSubmit, nextInQueue } from "./advance";
import { aHead } from "./testing/heads";

function looking(...heads: readonly BatchHead[]) {
  const byId = new Map(heads.map((head) => [head.id, head]));
  return (id: number) => byId.get(id);
}

describe("after my submit", () => {
  it("goes to the next batch with pending bets, over one that is all marked", () => {
    const look = looking(aHead(1, { pending: 5 }), aHead(3, { pending: 0 }), aHead(4, { pending: 2 }));
    expect(nextAfterSubmit([1, 2, 3, 4], 2, look)).toBe(4);
  });

  it("goes to the next open batch when none after it has pending bets", () => {
    const look = looking(aHead(1, { pending: 5 }), aHead(3, { pending: 0 }));
    expect(nextAfterSubmit([1, 2, 3], 2, look)).toBe(3);
  });

  it("goes back to the nearest open batch before when none comes after", () => {
    const look = looking(aHead(1, { pending: 1 }), aHead(2, { pending: 0 }), aHead(4, { status: "completed" }));
    expect(nextAfterSubmit([1, 2, 3, 4], 3, look)).toBe(2);
  });

  it("skips batches that somebody closed or deleted meanwhile", () => {
    const look = looking(aHead(2, { status: "submitted", pending: 9 }), aHead(4, { pending: 1 }));
    expect(nextAfterSubmit([1, 2, 3, 4], 1, look)).toBe(4);
  });

  it("goes nowhere when the account has nothing open", () => {
    expect(nextAfterSubmit([1], 1, looking(aHead(1, { pending: 3 })))).toBeUndefined();
  });

  it("never goes to a batch that came after the press on submit", () => {
    const look = looking(aHead(9, { pending: 3 }));
    expect(nextAfterSubmit([1], 1, look)).toBeUndefined();
  });

  it("only ever goes to another open batch of the frozen order", () => {
    const status = fc.constantFrom("created", "active", "submitted", "completed" as const);
    const heads = fc.array(fc.record({ status, pending: fc.nat(3) }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(heads, fc.nat(7), (fields, at) => {
        const all = fields.map((each, id) => aHead(id, each));
        const submitted = at % all.length;
        const order = all.map(({ id }) => id);
        const look = looking(...all);
        const next = nextAfterSubmit(order, submitted, look);
        const others = all.filter(({ id, status: is }) => id !== submitted && isOpen(is));
        expect(next === undefined).toBe(others.length === 0);
        if (next !== undefined) expect(others.map(({ id }) => id)).toContain(next);
      }),
    );
  });
});

describe("the queue over all accounts", () => {
  it("offers the earliest start of another account with pending bets", () => {
    const batches = [
      aHead(1, { account: 1, pending: 1, start: 1_000 }),
      aHead(2, { account: 2, pending: 1, start: 9_000 }),
      aHead(3, { account: 3, pending: 1, start: 5_000 }),
      aHead(4, { account: 3, pending: 0, start: 2_000 }),
    ];
    expect(nextInQueue(batches, 1)?.id).toBe(3);
  });
});

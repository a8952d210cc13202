import { describe, expect, it } from "vitest";
import { closingBatches } from "./alerts-model";
import { aHead } from "./testing/heads";

const start = 1_000_000_000;
const batch = aHead(1, { pending: 3, start });

describe("the last minute", () => {
  it("is told once, when it begins", () => {
    expect(closingBatches([batch], start - 61_000, start - 59_900)).toEqual([batch]);
    expect(closingBatches([batch], start - 59_900, start - 58_900)).toEqual([]);
  });

  it("is not told of a start that passed while the page slept", () => {
    expect(closingBatches([batch], start - 120_000, start + 5_000)).toEqual([]);
  });

  it("is told only of open batches with pending bets", () => {
    const others = [aHead(2, { pending: 0, start }), aHead(3, { pending: 1, start, status: "submitted" })];
    expect(closingBatches(others, start - 61_000, start - 59_000)).toEqual([]);
  });
});

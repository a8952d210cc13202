import { describe, expect, it } from "vitest";
import { disarmMs, openReview, submissionOf, submitReason, withNumbers } from "./submit-model";
import { aHead, aSummary } from "./testing/heads";

const calm = { blocked: undefined, now: 1_000_000 };
const batch = aHead(1, { successful: 88, failed: 9, pending: 23 });

describe("the submit review", () => {
  it("needs nothing typed when nothing is pending", () => {
    expect(submitReason(openReview(aHead(1, { successful: 5 })), calm)).toBeUndefined();
  });

  it("wants the count of pending bets typed, and not another one", () => {
    const review = { ...openReview(batch), choice: "keep" as const };
    expect(submitReason(review, calm)).toBe("Type 23 to confirm.");
    expect(submitReason({ ...review, typed: "22" }, calm)).toBe("Type 23 to confirm.");
    expect(submitReason({ ...review, typed: " 23 " }, calm)).toBeUndefined();
  });

  it("is off while the batch must not be submitted, whatever was typed", () => {
    const review = { ...openReview(batch), choice: "keep" as const, typed: "23" };
    expect(submitReason(review, { ...calm, blocked: "The data is stale." })).toBe("The data is stale.");
  });

  it("rests for a moment when the numbers change, and says what changed", () => {
    const review = withNumbers(openReview(aHead(1, { successful: 5 })), aSummary({ successful: 4, failed: 1 }), 1000);
    expect(review.changed).toBe("successful 5 \u2192 4, failed 0 \u2192 1");
    expect(submitReason(review, { blocked: undefined, now: 1000 + disarmMs - 1 })).toBeDefined();
    expect(submitReason(review, { blocked: undefined, now: 1000 + disarmMs })).toBeUndefined();
  });

  it("does not take a count that was typed for other numbers", () => {
    const typed = { ...openReview(batch), choice: "fail" as const, typed: "23" };
    const moved = withNumbers(typed, aSummary({ successful: 89, failed: 9, pending: 22 }), 0);
    expect(submitReason(moved, calm)).toBe("Type 22 to confirm.");
  });

  it("sees amounts that move while the counts stay", () => {
    const before = aSummary({ successful: 2 });
    const after = { ...before, successful: { ...before.successful, cost: 99 } };
    expect(withNumbers({ ...openReview(batch), shown: before }, after, 5).changed).toBe("amounts");
  });

  it("stays as it is when an event changes no number", () => {
    const review = openReview(batch);
    expect(withNumbers(review, { ...batch.summary }, 5)).toBe(review);
  });

  it("sends the counts that were shown, and what becomes of pending bets", () => {
    const expected = { pending: 23, successful: 88, failed: 9 };
    expect(submissionOf({ ...openReview(batch), choice: "fail" })).toEqual({ pending: "fail", expect: expected });
    expect(submissionOf({ ...openReview(batch), choice: "keep" })).toEqual({ pending: "keep", expect: expected });
  });

  it("asks the server to refuse if anything is pending after all", () => {
    expect(submissionOf(openReview(aHead(1, { successful: 5 }))).pending).toBe("refuse");
  });
});

// The submit review, pure: what the operator was shown, what they chose, and whether the button may act.
import type { BatchHead, Submission, Summary } from "@/contract/types";

export type PendingChoice = "back" | "keep" | "fail";

/** After the numbers changed under the operator, the button rests so long. */
export const disarmMs = 800;

export type Review = {
  /** The numbers on the screen. */
  readonly shown: Summary;
  /** What changed last, in words; undefined while nothing did. */
  readonly changed: string | undefined;
  /** Until then the button rests. */
  readonly armedAt: number;
  readonly choice: PendingChoice;
  readonly typed: string;
};

export function openReview(batch: BatchHead): Review {
  return { shown: batch.summary, changed: undefined, armedAt: 0, choice: "back", typed: "" };
}

/** New numbers from the server. What was typed stays: it no longer fits, and the button says so. */
export function withNumbers(review: Review, summary: Summary, now: number): Review {
  const changed = changeWords(review.shown, summary);
  if (changed === undefined) return review;
  return { ...review, shown: summary, changed, armedAt: now + disarmMs };
}

/** `pending 23 -> 22, failed 9 -> 10`; undefined when the numbers are the same. */
export function changeWords(before: Summary, after: Summary): string | undefined {
  const counts = (["successful", "failed", "pending"] as const).flatMap((status) =>
    before[status].count === after[status].count
      ? []
      : [`${status} ${before[status].count} \u2192 ${after[status].count}`],
  );
  if (counts.length > 0) return counts.join(", ");
  const moved = (["successful", "failed", "pending"] as const).some(
    (status) => before[status].stake !== after[status].stake || before[status].cost !== after[status].cost,
  );
  return moved ? "amounts" : undefined;
}

export type Surroundings = {
  /** Why the batch cannot be submitted at all: the connection, changes that are not confirmed, closed by somebody. */
  readonly blocked: string | undefined;
  readonly now: number;
};

/** Why the button does not act now; undefined when it does. */
export function submitReason(review: Review, { blocked, now }: Surroundings): string | undefined {
  if (blocked !== undefined) return blocked;
  if (now < review.armedAt) return "The numbers changed. Look again.";
  const pending = review.shown.pending.count;
  if (pending === 0) return undefined;
  if (review.choice === "back") return undefined;
  if (review.typed.trim() !== String(pending)) return `Type ${pending} to confirm.`;
  return undefined;
}

/** What is sent. With nothing pending the server refuses, should something be pending after all. */
export function submissionOf({ shown, choice }: Review): Submission {
  const { pending, successful, failed } = shown;
  return {
    pending: pending.count === 0 ? "refuse" : choice === "fail" ? "fail" : "keep",
    expect: { pending: pending.count, successful: successful.count, failed: failed.count },
  };
}

import { useEffect, useState } from "react";
import type { BatchHead } from "@/contract/types";
import { announcer } from "@/lib/announce";
import { openReview, type PendingChoice, type Review, withNumbers } from "./submit-model";

export type ReviewControl = {
  readonly review: Review;
  /** A clock that ticks when the button is armed again. */
  readonly now: number;
  readonly choose: (choice: PendingChoice) => void;
  readonly type: (typed: string) => void;
};

/** Follows the server's numbers while the operator reads them. `frozen`: something was sent, our own change is no news. */
export function useReview(batch: BatchHead, frozen: boolean): ReviewControl {
  const [review, setReview] = useState(() => openReview(batch));
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!frozen) setReview((had) => withNumbers(had, batch.summary, Date.now()));
  }, [batch.summary, frozen]);
  useEffect(() => {
    if (review.armedAt === 0) return;
    setNow(Date.now());
    const timer = setTimeout(() => setNow(Date.now()), review.armedAt - Date.now());
    return () => clearTimeout(timer);
  }, [review.armedAt]);
  useEffect(() => {
    if (review.changed !== undefined) announcer.urgent(`The numbers changed: ${review.changed}.`);
  }, [review.changed]);
  return {
    review,
    now,
    choose: (choice) => setReview((had) => ({ ...had, choice })),
    type: (typed) => setReview((had) => ({ ...had, typed })),
  };
}

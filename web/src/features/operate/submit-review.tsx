// The one informed review before a batch is closed. Loaded when it is about to be needed.
import { type KeyboardEvent, useRef } from "react";
import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { formatAge } from "@/lib/time";
import { useAccountLooks } from "@/live/account-looks";
import { startTime } from "@/live/batch-order";
import { useAccount, useDataAge, useServerClock, useSubmitBlock } from "@/live/hooks";
import { AccountTag } from "@/ui/account-tag";
import { Button } from "@/ui/button";
import { Countdown } from "@/ui/countdown";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";
import { submissionOf, submitReason } from "./submit-model";
import { SubmitNews } from "./submit-news";
import { SubmitPending } from "./submit-pending";
import { SubmitTotals } from "./submit-totals";
import { useReview } from "./use-review";
import { useSubmission } from "./use-submission";

export interface SubmitReviewProps {
  /** As it is now. */
  batch: BatchHead;
  /** Somebody closed or deleted it while this was open. */
  readOnly: string | null;
  onClose: () => void;
  onSubmitted: (head: BatchHead) => void;
}

export function SubmitReview({ batch, readOnly, onClose, onSubmitted }: SubmitReviewProps) {
  const account = useAccount(batch.account_id);
  const { sending, underway, send } = useSubmission(batch, onSubmitted);
  const { review, now, choose, type } = useReview(batch, underway);
  const block = useSubmitBlock(batch.id);
  const confirm = useRef<HTMLButtonElement>(null);
  const typed = useRef<HTMLInputElement>(null);
  const { pending } = review.shown;
  const goesBack = pending.count > 0 && review.choice === "back";
  const blocked = underway ? "Submitting." : (readOnly ?? block);
  const reason = goesBack ? undefined : submitReason(review, { blocked, now });

  const act = (): void => {
    if (goesBack) onClose();
    else if (reason === undefined) send(submissionOf(review));
  };
  return (
    <Dialog
      open
      dismissible={false}
      onClose={() => {
        if (!underway) onClose();
      }}
      title={`Submit ${batchTitle(batch)}`}
      description={<About batch={batch} accountName={account?.name} />}
      aside={<Age />}
      initialFocus={confirm}
      actions={
        <>
          <Button size="large" reason={underway ? "Wait for the answer." : undefined} onClick={onClose}>
            Cancel <Kbd keys="Escape" />
          </Button>
          <Button ref={confirm} kind="primary" size="large" reason={reason} onKeyDown={onlyFresh} onClick={act}>
            {goesBack ? "Go back" : `Submit to ${account?.name ?? "the account"}`}
            {reason === undefined && <Kbd keys="Enter" onAccent />}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
        onKeyDown={onlyFresh}
      >
        <SubmitTotals summary={review.shown} currency={account?.currency ?? ""} flash={now < review.armedAt} />
        {pending.count > 0 && (
          <SubmitPending
            count={pending.count}
            choice={review.choice}
            typed={review.typed}
            onChoice={choose}
            onTyped={type}
            typedRef={typed}
          />
        )}
      </form>
      {blocked !== undefined && !underway && <p className="mt-3 font-medium text-failed">{blocked}</p>}
      <SubmitNews review={review} sending={sending} />
    </Dialog>
  );
}

/** A held Enter, such as the one of Ctrl+Enter that opened this, confirms nothing. */
function onlyFresh(event: KeyboardEvent): void {
  if (event.key === "Enter" && event.repeat) event.preventDefault();
}

function About({ batch, accountName }: { batch: BatchHead; accountName: string | undefined }) {
  const { offsetMs } = useServerClock();
  const look = useAccountLooks().get(batch.account_id);
  const start = startTime(batch);
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <AccountTag letters={look?.letters ?? "??"} hue={look?.hue ?? 1} name={accountName} />
      <span>#{batch.id}</span>
      {start !== undefined && <Countdown target={start} clockOffset={offsetMs()} />}
    </span>
  );
}

function Age() {
  const age = useDataAge();
  return <span data-review-age>numbers as of {Number.isFinite(age) ? formatAge(age) : "–"} ago</span>;
}

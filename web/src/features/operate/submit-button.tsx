import { lazy, Suspense, useEffect } from "react";
import type { BatchHead } from "@/contract/types";
import { useKeys } from "@/lib/use-keys";
import { Button } from "@/ui/button";
import { useSubmitFlow } from "./use-submit-flow";

const loadReview = () => import("./submit-review");
const SubmitReview = lazy(async () => ({ default: (await loadReview()).SubmitReview }));

export interface SubmitButtonProps {
  batch: BatchHead;
  readOnly: string | null;
  className?: string;
}

/** Opens the review of the batch. */
export function SubmitButton({ batch, readOnly, className }: SubmitButtonProps) {
  const flow = useSubmitFlow(batch, readOnly);
  useEffect(() => {
    // The review must be there when it is asked for, also when the network is not. Else it is loaded then.
    loadReview().catch(() => {});
  }, []);
  useKeys([
    {
      id: "batch.submit",
      keys: ["Ctrl+Enter"],
      label: "Submit the batch: review",
      group: "Batch",
      scope: "global",
      mutates: true,
      run: flow.open,
    },
  ]);
  return (
    <>
      <Button
        kind="primary"
        size="large"
        binding="batch.submit"
        reason={flow.reason}
        onClick={flow.open}
        className={className}
      >
        Submit batch
      </Button>
      {flow.reviewing && (
        <Suspense>
          <SubmitReview batch={batch} readOnly={readOnly} onClose={flow.close} onSubmitted={flow.submitted} />
        </Suspense>
      )}
    </>
  );
}

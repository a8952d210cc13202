import type { ReactNode } from "react";
import { StatusGlyph } from "@/ui/status-glyph";
import type { Review } from "./submit-model";
import type { Sending } from "./use-submission";

/** What happened meanwhile: numbers that changed, an answer that did not come, a refusal. */
export function SubmitNews({ review, sending }: { review: Review; sending: Sending }) {
  switch (sending.state) {
    case "sent":
      return <News glyph="saving" title="Submitting." />;
    case "unknown":
      return (
        <News glyph="question" title="Sent, not confirmed.">
          No answer yet: it may have happened. Asking again with the same key, attempt {sending.attempts + 1}. It is
          done once, however often it is asked.
        </News>
      );
    case "refused":
      if (sending.problem.code === "totals_moved") {
        return (
          <News glyph="question" title="Not submitted: the numbers moved.">
            Above is what the server holds now. Look again.
          </News>
        );
      }
      return (
        <News glyph="cross" title="Not submitted.">
          {sending.problem.detail} <span className="text-dim">Request {sending.problem.request_id}</span>
        </News>
      );
    case "blocked":
      return <News glyph="cross" title={`Not sent. ${sending.why}`} />;
    case "idle":
      if (review.changed === undefined) return null;
      return <News glyph="question" title={`The numbers changed: ${review.changed}.`} />;
  }
}

function News({
  glyph,
  title,
  children,
}: {
  glyph: "saving" | "question" | "cross";
  title: string;
  children?: ReactNode;
}) {
  return (
    <div role="status" className="mt-3 flex gap-2">
      <span className="pt-0.5">
        <StatusGlyph glyph={glyph} word="" bare />
      </span>
      <p className="min-w-0">
        <span className="font-semibold">{title}</span> {children}
      </p>
    </div>
  );
}

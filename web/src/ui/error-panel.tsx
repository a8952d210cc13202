import { Button } from "./button";
import { StatusGlyph } from "./status-glyph";

export interface ErrorPanelProps {
  /** What did not work, as a sentence. */
  what: string;
  detail?: string | undefined;
  /** For whoever looks into the server's log. */
  requestId?: string | undefined;
  onRetry?: (() => void) | undefined;
}

/** A part of the page that could not be loaded; the rest lives on. */
export function ErrorPanel({ what, detail, requestId, onRetry }: ErrorPanelProps) {
  return (
    <div
      role="alert"
      className="m-4 flex flex-wrap items-start gap-x-4 gap-y-2 rounded border border-failed bg-failed-tint p-4"
    >
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-semibold text-text">
          <StatusGlyph glyph="cross" word="Error" bare />
          {what}
        </p>
        {detail !== undefined && <p className="mt-1 break-words text-text">{detail}</p>}
        {requestId !== undefined && (
          <p className="mt-1 text-xs text-dim">
            Request <code className="font-mono select-all">{requestId}</code>
          </p>
        )}
      </div>
      {onRetry !== undefined && <Button onClick={onRetry}>Retry</Button>}
    </div>
  );
}

import { formatClock, formatIsoTitle, parseInstant } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import type { Conflict, PendingOp, RowError } from "@/live/operations";
import type { BetRow } from "@/live/rows";
import { useNow } from "@/ui/now";
import { conflictText } from "./bet-words";

/** What the row has to say that is not ordinary; undefined when there is nothing. */
export function rowNews(row: BetRow, changedSince: boolean) {
  if (row.conflict !== undefined) return <ConflictNews conflict={row.conflict} />;
  if (row.error !== undefined) return <ErrorNews error={row.error} />;
  if (row.op?.state === "unknown") return <UnknownNews op={row.op} />;
  if (changedSince) return <span className="text-unknown">changed since you chose it</span>;
  return undefined;
}

function ConflictNews({ conflict }: { conflict: Conflict }) {
  const { zone } = useSettings();
  const { you, them } = conflictText(conflict);
  const at = parseInstant(conflict.theirs.updated_at);
  return (
    <span className="text-unknown" title={at === undefined ? undefined : formatIsoTitle(at)}>
      {you} · {them} {at !== undefined && formatClock(at, zone)}
    </span>
  );
}

function ErrorNews({ error }: { error: RowError }) {
  const { detail, title, request_id } = error.problem;
  return (
    <span className="text-failed" title={`${detail}\nRequest ${request_id}`}>
      not saved: {detail || title}
    </span>
  );
}

function UnknownNews({ op }: { op: PendingOp }) {
  const now = useNow();
  const seconds = Math.max(0, Math.round((now - op.since) / 1000));
  return <span className="text-dim">sent {seconds} s ago, no answer yet</span>;
}

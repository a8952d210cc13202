// What this session has not brought to an end: unconfirmed, refused and conflicting changes.
import { useMemo } from "react";
import type { BetChange, Problem } from "@/contract/types";
import { useFailedPids, useOperations } from "@/live/hooks";
import type { Live } from "@/live/live";
import { useLive } from "@/live/live-context";
import type { OwnChange } from "./model";

export function useOwnChanges(): readonly OwnChange[] {
  const live = useLive();
  const counts = useOperations();
  const failed = useFailedPids();
  return useMemo(() => {
    void counts; // a new object with every change of an operation
    return [...unconfirmed(live), ...failed.flatMap((pid) => failedChange(live, pid))];
  }, [live, counts, failed]);
}

function unconfirmed({ overlay }: Live): readonly OwnChange[] {
  return overlay.all().flatMap(({ at, open, body, state }) =>
    [...open].map(
      (pid): OwnChange => ({
        ...at,
        pid,
        kind: "unconfirmed",
        words: `${wanted(body.get(pid)?.change)}: ${state === "unknown" ? "sent, not confirmed" : "on its way"}`,
      }),
    ),
  );
}

function failedChange({ overlay, store }: Live, pid: number): readonly OwnChange[] {
  const conflict = overlay.conflict(pid);
  const error = overlay.error(pid);
  const batchId = conflict?.theirs.batch_id ?? store.bet(pid)?.batch_id;
  const accountId = batchId === undefined ? undefined : store.head(batchId)?.account_id;
  const at = { pid, batchId: batchId ?? 0, accountId: accountId ?? 0 };
  if (conflict !== undefined) {
    const { status, updated_by: by } = conflict.theirs;
    return [{ ...at, kind: "conflict", words: `${wanted(conflict.mine)}: ${by ?? "somebody"} made it ${status}` }];
  }
  return error === undefined ? [] : [{ ...at, kind: "refused", words: refusal(error.change, error.problem) }];
}

function refusal(change: BetChange, { detail }: Problem): string {
  return `${wanted(change)}: refused, ${detail}`;
}

function wanted(change: BetChange | undefined): string {
  if (change?.status === undefined) return "An edit";
  return change.status === "pending" ? "Back to pending" : `Mark ${change.status}`;
}

import type { BatchHead } from "@/contract/types";
import { betGlyph, betWord } from "@/lib/bet-status";
import { legsText } from "@/lib/selection-legs";
import { useBatchBets, useBetRow } from "@/live/hooks";
import { Skeleton } from "@/ui/skeleton";
import { StatusGlyph } from "@/ui/status-glyph";

/** The bets of a batch. */
export function BetWork({ batch }: { batch: BatchHead; readOnly: string | null }) {
  const { state, pids } = useBatchBets(batch.account_id, batch.id);
  if (state !== "loaded") return <Skeleton label="Loading the bets" />;
  return (
    <ul className="min-h-0 flex-1 overflow-y-auto">
      {pids.slice(0, 200).map((pid) => (
        <Row key={pid} pid={pid} />
      ))}
    </ul>
  );
}

function Row({ pid }: { pid: number }) {
  const row = useBetRow(pid);
  if (row === undefined) return null;
  const { id, selection, status } = row.bet;
  return (
    <li className="row-height flex items-center gap-4 border-b border-line px-4">
      <span className="w-12 text-right text-dim">{id}</span>
      <span className="flex-1 font-mono">{legsText(selection)}</span>
      <StatusGlyph glyph={betGlyph[status]} word={betWord[status]} />
    </li>
  );
}

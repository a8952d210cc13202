import { useEffect, useState } from "react";
import { betGlyph, betWord } from "@/lib/bet-status";
import type { PendingOp } from "@/live/operations";
import type { BetRow } from "@/live/rows";
import { StatusGlyph } from "@/ui/status-glyph";
import { shownStatus } from "./bet-words";

const savingAfterMs = 150;
const slowAfterMs = 3000;

/** The status that is shown, and how sure it is: a dotted ring is only ours, a triangle is not known. */
export function StatusCell({ row }: { row: BetRow }) {
  const status = shownStatus(row);
  if (row.op === undefined) return <StatusGlyph glyph={betGlyph[status]} word={betWord[status]} />;
  if (row.op.state === "unknown") return <StatusGlyph glyph="question" word="Unknown" />;
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusGlyph glyph="saving" word={betWord[status]} />
      <SavingWord key={row.op.since} op={row.op} />
    </span>
  );
}

/** Nothing at first: most answers are here before a word could be read. */
function SavingWord({ op }: { op: PendingOp }) {
  const [word, setWord] = useState(() => wordAt(Date.now() - op.since));
  useEffect(() => {
    const timers = [savingAfterMs, slowAfterMs].map((at) => {
      const left = op.since + at - Date.now();
      return setTimeout(() => setWord(wordAt(at)), Math.max(0, left));
    });
    return () => timers.forEach(clearTimeout);
  }, [op.since]);
  return <span className="text-xs text-dim">{word}</span>;
}

function wordAt(ms: number): string {
  if (ms >= slowAfterMs) return "slow";
  return ms >= savingAfterMs ? "saving" : "";
}

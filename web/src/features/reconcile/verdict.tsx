import { formatAge, formatClock } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { useDataAge, useServerClock } from "@/live/hooks";
import { cx } from "@/ui/cx";
import { StatusGlyph } from "@/ui/status-glyph";
import { type CurrencyTotal, type Knowledge, type Verdict, verdictOf, verdictWords } from "./model";
import { Totals } from "./totals";

const glyphs = { clean: "check", open: "half", stale: "question", unknown: "saving" } as const;

export interface VerdictPanelProps {
  items: number;
  knowledge: Knowledge;
  totals: readonly CurrencyTotal[];
}

/** The one number of the shift, and how far it can be trusted. */
export function VerdictPanel({ items, knowledge, totals }: VerdictPanelProps) {
  const verdict = verdictOf(items, knowledge);
  return (
    <section
      aria-label="Result"
      data-verdict={verdict}
      className={cx(
        "flex flex-wrap items-center gap-x-8 gap-y-3 border-b px-4 py-4",
        verdict === "stale" ? "border-unknown bg-unknown-tint" : "border-line bg-panel",
      )}
    >
      <div>
        <p role="status" className="flex items-center gap-2.5 text-2xl font-semibold tracking-tight">
          <StatusGlyph glyph={glyphs[verdict]} word="" bare />
          {verdictWords(verdict, items, knowledge)}
        </p>
        <AsOf verdict={verdict} />
      </div>
      <Totals totals={totals} />
    </section>
  );
}

function AsOf({ verdict }: { verdict: Verdict }) {
  const age = useDataAge(1000);
  const { zone } = useSettings();
  const { now } = useServerClock();
  if (!Number.isFinite(age)) return <p className="text-dim">No data yet.</p>;
  const at = formatClock(now() - age, zone);
  return (
    <p className="text-dim">
      {verdict === "clean" ? "No batch is open, no bet of a closed one is pending. " : ""}
      Data of {at}, {formatAge(age)} old.
    </p>
  );
}

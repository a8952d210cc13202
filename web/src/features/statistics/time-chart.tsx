import { lazy, Suspense, useState } from "react";
import { formatMoment } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import type { Look } from "./look";

const Chart = lazy(() => import("./chart"));

export interface TimeLine {
  readonly label: string;
  readonly look: Look;
  readonly values: readonly (number | null)[];
  /** What the readout says of a point. */
  readonly words: (index: number) => string;
}

export interface TimeChartProps {
  /** For those who do not see it. The table has the figures. */
  summary: string;
  at: readonly number[];
  lines: readonly TimeLine[];
  stacked?: boolean;
  formatValue: (value: number) => string;
}

/** The picture of a panel: a legend that also reads out the point under the pointer, and the chart. */
export function TimeChart({ summary, at, lines, stacked = false, formatValue }: TimeChartProps) {
  const [index, setIndex] = useState<number>();
  const { zone } = useSettings();
  const instant = index === undefined ? undefined : at[index];
  return (
    <div className="px-2 pb-2">
      <div className="flex min-h-5 flex-wrap gap-x-4 px-2 text-xs text-dim" aria-hidden="true">
        {lines.map(({ label, look, words }) => (
          <span key={label} className="inline-flex items-center gap-1.5">
            <Swatch look={look} area={stacked} />
            {label}
            {index !== undefined && <strong className="font-semibold text-text">{words(index)}</strong>}
          </span>
        ))}
        <span className="ml-auto">{instant === undefined ? "" : formatMoment(instant, Date.now(), zone)}</span>
      </div>
      <div role="img" aria-label={summary} className="min-h-[190px]">
        <Suspense fallback={null}>
          <Chart
            times={(stacked ? [...at, ...endOf(at)] : at).map((each) => each / 1000)}
            lines={stacked ? piled(lines) : lines}
            stacked={stacked}
            onIndex={(next) => setIndex(next === undefined ? undefined : Math.min(next, at.length - 1))}
            formatValue={formatValue}
          />
        </Suspense>
      </div>
    </div>
  );
}

/** An area is as wide as its step: the last one needs an end. */
function endOf(at: readonly number[]): readonly number[] {
  const [last, before] = [at.at(-1), at.at(-2)];
  return last === undefined || before === undefined ? [] : [last + (last - before)];
}

/** Each area begins where the one below it ends. */
function piled(lines: readonly TimeLine[]): readonly TimeLine[] {
  let below: readonly (number | null)[] = [];
  return lines.map((line) => {
    below = line.values.map((value, index) => (value === null ? null : value + (below[index] ?? 0)));
    return { ...line, values: [...below, ...(below.length > 1 ? below.slice(-1) : [])] };
  });
}

const swatchColours: Readonly<Record<Look["colour"], string>> = {
  successful: "text-successful",
  failed: "text-failed",
  pending: "text-pending",
  accent: "text-accent",
  unknown: "text-unknown",
  dim: "text-dim",
  line: "text-line",
};

function Swatch({ look, area }: { look: Look; area: boolean }) {
  const dash = { solid: undefined, hatched: "2 1.5", dotted: "1.5 3" }[look.pattern];
  return (
    <svg viewBox="0 0 18 8" className={`h-2 w-4.5 ${swatchColours[look.colour]}`} aria-hidden="true">
      <path
        d="M0 4h18"
        stroke="currentColor"
        strokeWidth={area ? 8 : 2}
        strokeDasharray={area ? dash : look.dash.join(" ") || undefined}
      />
    </svg>
  );
}

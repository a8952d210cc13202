import { cx } from "./cx";

export interface Segment {
  value: number;
  tone: "successful" | "failed" | "unknown" | "placing";
}

const tones = {
  successful: "bg-successful",
  failed: "bg-failed",
  unknown: "bg-unknown",
  placing: "bg-placing",
} as const;

export interface ProgressBarProps {
  segments: readonly Segment[];
  total: number;
  /** The same in words: `88 successful, 9 failed, 23 pending`. */
  label: string;
  thick?: boolean;
}

/** How much of a whole is done, and how it went; what is left stays empty. */
export function ProgressBar({ segments, total, label, thick = false }: ProgressBarProps) {
  const done = segments.reduce((sum, segment) => sum + segment.value, 0);
  return (
    <span
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={label}
      className={cx("flex w-full min-w-0 gap-px overflow-hidden bg-edge", thick ? "h-2 rounded" : "h-1 rounded-sm")}
    >
      {segments.map(({ value, tone }) =>
        value === 0 ? null : (
          <span
            key={tone}
            className={cx("bar-segment h-full min-w-0.5", tones[tone])}
            style={{ width: `${(100 * value) / Math.max(total, 1)}%` }}
          />
        ),
      )}
    </span>
  );
}

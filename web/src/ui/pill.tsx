import type { ReactNode } from "react";
import { cx } from "./cx";

export type Tone = "plain" | "good" | "warn" | "bad" | "off";

const tones: Readonly<Record<Tone, string>> = {
  plain: "border-edge text-dim",
  good: "border-edge text-text",
  warn: "border-unknown text-unknown",
  bad: "border-failed text-failed",
  off: "border-dashed border-control text-dim",
};

/** A small fact in a rounded frame: a connection, a state. The word carries it, the colour only helps. */
export function Pill({
  tone = "plain",
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        "inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-xs whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** A square frame around one word: ACTIVE, SUBMITTED. */
export function Badge({ children }: { children: ReactNode }) {
  return (
    <span className="shrink-0 rounded border border-edge px-1.5 text-[11px]/4.5 font-semibold tracking-wider text-dim uppercase">
      {children}
    </span>
  );
}

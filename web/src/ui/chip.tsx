import type { ReactNode } from "react";
import { ariaKeys } from "@/lib/keyboard";
import { useKeyOf } from "@/lib/use-keys";
import { cx } from "./cx";

/** A name and its value: `bet_type TRIFECTA`. */
export function Chip({ name, value }: { name: string; value: string }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-baseline gap-1 rounded border border-line px-1.5 text-xs/5 text-dim">
      <span className="shrink-0">{name}</span>
      <span className="truncate text-text" title={value}>
        {value}
      </span>
    </span>
  );
}

export interface FilterChipProps {
  pressed: boolean;
  onPress: () => void;
  /** Undefined while it is not known; an untrue 0 is never shown. */
  count?: number | undefined;
  binding?: string;
  children: ReactNode;
}

/** One of a row of filters, with how many there are. */
export function FilterChip({ pressed, onPress, count, binding, children }: FilterChipProps) {
  const keys = useKeyOf(binding);
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-keyshortcuts={ariaKeys(keys)}
      data-tip={keys === undefined ? undefined : `Key ${keys}`}
      onClick={onPress}
      className={cx(
        "touchable inline-flex h-6.5 shrink-0 items-center gap-1.5 rounded border px-2.5 text-xs",
        pressed ? "border-accent bg-selected text-text" : "border-edge text-dim hover:bg-hover hover:text-text",
      )}
    >
      {children}
      <span className="font-semibold text-text">{count === undefined ? "–" : count.toLocaleString("en")}</span>
    </button>
  );
}

import { formatAge } from "@/lib/time";
import { cx } from "./cx";
import { useNow } from "./now";

/** How old what you see is. `at`: when the last byte came, on this machine's clock; undefined: nothing came yet. */
export function DataAge({ at, className }: { at: number | undefined; className?: string }) {
  const now = useNow("quarter");
  return (
    <span className={cx("tabular-nums", className)}>{at === undefined ? "no data yet" : formatAge(now - at)}</span>
  );
}

import { useKeyOf } from "@/lib/use-keys";
import { cx } from "./cx";

const symbols: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
};

/** A key cap. Screen readers hear of keys through `aria-keyshortcuts` and the cheat sheet, not between the words. */
export function Kbd({
  keys,
  onAccent = false,
  spoken = false,
}: {
  keys: string;
  onAccent?: boolean;
  spoken?: boolean;
}) {
  const shown = keys
    .split("+")
    .map((part) => symbols[part] ?? part)
    .join(" ");
  return (
    <kbd
      aria-hidden={!spoken}
      className={cx(
        "inline-block rounded-sm border border-b-2 px-1 font-mono text-[11px]/4 whitespace-nowrap",
        !spoken && "max-md:hidden pointer-coarse:hidden",
        onAccent ? "border-accent-ink/35 text-accent-ink" : "border-edge bg-bg text-dim",
      )}
    >
      {shown}
    </kbd>
  );
}

/** The key of a binding, as the operator has mapped it; nothing when it has none. */
export function KeyHint({ binding, onAccent = false }: { binding: string; onAccent?: boolean }) {
  const keys = useKeyOf(binding);
  return keys === undefined ? null : <Kbd keys={keys} onAccent={onAccent} />;
}

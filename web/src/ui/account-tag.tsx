import { cx } from "./cx";

// Written out, since Tailwind finds class names by reading.
const hues = [
  "bg-account-1 text-account-1-ink",
  "bg-account-2 text-account-2-ink",
  "bg-account-3 text-account-3-ink",
  "bg-account-4 text-account-4-ink",
  "bg-account-5 text-account-5-ink",
  "bg-account-6 text-account-6-ink",
  "bg-account-7 text-account-7-ink",
  "bg-account-8 text-account-8-ink",
] as const;

export interface AccountTagProps {
  letters: string;
  /** 1..8 */
  hue: number;
  /** Shown beside the letters. Without it the letters need the name nearby. */
  name?: string | undefined;
  size?: "small" | "normal";
}

/** Two letters on the account's hue, and its name. */
export function AccountTag({ letters, hue, name, size = "normal" }: AccountTagProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <span
        aria-hidden={name === undefined ? undefined : "true"}
        className={cx(
          "inline-grid shrink-0 place-items-center rounded font-bold tracking-wide forced-colors:border",
          size === "small" ? "h-4 w-5.5 text-[10px]" : "h-5 w-6.5 text-[11px]",
          hues[(hue - 1) % hues.length],
        )}
      >
        {letters}
      </span>
      {name !== undefined && <span className="truncate">{name}</span>}
    </span>
  );
}

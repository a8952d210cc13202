import type { ReactNode } from "react";
import { batchTitle } from "@/lib/batch-title";
import { legsText } from "@/lib/selection-legs";
import { useAccountLooks } from "@/live/account-looks";
import { AccountTag } from "@/ui/account-tag";
import { cx } from "@/ui/cx";
import type { Found } from "./find-model";

export interface FoundOptionProps {
  id: string;
  found: Found;
  active: boolean;
  onChoose: () => void;
}

/** One thing that was found; the account is on each, so that nobody opens the wrong one. */
export function FoundOption({ id, found, active, onChoose }: FoundOptionProps) {
  const look = useAccountLooks().get(found.account.id);
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      // The input keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      onKeyDown={() => undefined}
      className={cx(
        "flex min-h-8 cursor-pointer items-center gap-2.5 px-3 py-1 pointer-coarse:min-h-11",
        active ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <AccountTag size="small" letters={look?.letters ?? "??"} hue={look?.hue ?? 1} />
      <span className="min-w-0 flex-1 truncate">{mainWords(found)}</span>
      <span className="shrink-0 text-xs text-dim">{sideWords(found)}</span>
    </div>
  );
}

function mainWords(found: Found): ReactNode {
  if (found.kind === "account") return found.account.name;
  if (found.kind === "batch") return batchTitle(found.batch);
  return <span className="font-mono">{legsText(found.bet.selection)}</span>;
}

function sideWords(found: Found): string {
  if (found.kind === "account") return `${found.account.open_batches} open`;
  if (found.kind === "batch") return `${found.account.name} \u00b7 #${found.batch.id}`;
  return `bet ${found.bet.id} \u00b7 ${batchTitle(found.batch)}`;
}

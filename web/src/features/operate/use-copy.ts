import { useRef, useState } from "react";
import type { BatchHead } from "@/contract/types";
import { copyText } from "@/lib/clipboard";
import { useSettings } from "@/lib/use-settings";
import { useAccount, useAccounts } from "@/live/hooks";
import { betsText } from "./bet-words";
import { copiedLegs, copiedRows } from "./copy-model";
import type { Notices } from "./use-notices";
import { useLook } from "./use-order";

/** How long a copied row shows it. */
const flashMs = 1200;

/** Copies bets, and says whether it could. */
export function useCopy(batch: BatchHead, { say, warn }: Pick<Notices, "say" | "warn">) {
  const look = useLook();
  const { copyTemplate } = useSettings();
  const account = useAccount(batch.account_id);
  const accounts = useAccounts();
  const [copied, setCopied] = useState<ReadonlySet<number>>(new Set());
  const flash = useRef<ReturnType<typeof setTimeout>>(undefined);
  async function copyBets(what: "legs" | "rows", pids: readonly number[]): Promise<void> {
    const bets = pids.flatMap((pid) => look(pid)?.bet ?? []);
    if (bets.length === 0) return;
    const legs = what === "legs";
    const text = legs
      ? copiedLegs(bets, copyTemplate, account?.currency ?? "")
      : copiedRows(bets, batch, account, accounts);
    if ((await copyText(text)) !== "copied") return warn("The browser did not copy: the text is in a box.");
    say(`Copied ${betsText(bets.length)}.`);
    setCopied(new Set(pids));
    clearTimeout(flash.current);
    flash.current = setTimeout(() => setCopied(new Set()), flashMs);
  }
  return { copied, copyBets };
}

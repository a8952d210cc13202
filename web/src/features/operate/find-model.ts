// What the find box finds: accounts, batches, and selections of the batches whose bets are here. Pure.
import type { Account, BatchHead, Bet } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { legsText, parseSelection } from "@/lib/selection-legs";

export type Found =
  | { readonly kind: "account"; readonly id: string; readonly account: Account }
  | { readonly kind: "batch"; readonly id: string; readonly account: Account; readonly batch: BatchHead }
  | {
      readonly kind: "bet";
      readonly id: string;
      readonly account: Account;
      readonly batch: BatchHead;
      readonly bet: Bet;
    };

export type Findable = {
  readonly accounts: readonly Account[];
  readonly batches: (accountId: number) => readonly BatchHead[];
  /** The bets of a batch, where they are here. */
  readonly bets: (batchId: number) => readonly Bet[];
};

const foundMax = { account: 5, batch: 8, bet: 8 } as const;

/** The best first: accounts, then batches, then bets; each kind bounded. */
export function find(words: string, { accounts, batches, bets }: Findable): readonly Found[] {
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (asked.length === 0) return [];
  const has = (text: string): boolean => asked.every((word) => text.includes(word));
  const found: Found[] = [];
  const room = { ...foundMax };
  const take = (each: Found): void => {
    if (room[each.kind]-- > 0) found.push(each);
  };
  for (const account of accounts) {
    const name = `${account.name} ${account.hostname}`.toLowerCase();
    if (has(name)) take({ kind: "account", id: `account-${account.id}`, account });
    for (const batch of batches(account.id)) {
      const title = `${batchTitle(batch)} #${batch.id} ${name}`.toLowerCase();
      if (has(title)) take({ kind: "batch", id: `batch-${batch.id}`, account, batch });
      for (const bet of room.bet > 0 ? bets(batch.id) : []) {
        if (has(betText(bet))) take({ kind: "bet", id: `bet-${bet.pid}`, account, batch, bet });
      }
    }
  }
  const rank = { account: 0, batch: 1, bet: 2 };
  return found.sort((a, b) => rank[a.kind] - rank[b.kind]);
}

function betText(bet: Bet): string {
  const { note } = parseSelection(bet.selection);
  return `${legsText(bet.selection)} ${note} ${bet.note ?? ""} ${bet.reference ?? ""} #${bet.id}`.toLowerCase();
}

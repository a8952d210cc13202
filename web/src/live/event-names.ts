import { batchTitle } from "@/lib/batch-title";
import type { EventEntry } from "./event-entry";
import type { Names } from "./event-words";
import { useAccounts } from "./hooks";
import { useLive } from "./live-context";

/** Names for events that carry none: from the other events of the list, and from the live session. */
export function useEventNames(entries: readonly EventEntry[]): Names {
  const { store } = useLive();
  useAccounts(); // so that a name that is changed is shown
  const titles = new Map<number, string>();
  const accounts = new Map<number, string>();
  for (const { batch, accountId, accountName } of entries) {
    if (batch !== undefined && !titles.has(batch.id)) titles.set(batch.id, batchTitle(batch));
    if (accountName !== undefined && !accounts.has(accountId)) accounts.set(accountId, accountName);
  }
  return {
    title: (id) => {
      const head = store.head(id);
      return head === undefined ? titles.get(id) : batchTitle(head);
    },
    account: (id) => store.account(id)?.name ?? store.tombstone(id)?.name ?? accounts.get(id),
    currency: (id) => store.account(id)?.currency ?? "",
  };
}

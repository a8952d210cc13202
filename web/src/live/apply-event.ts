// The only way in for news of the stream.
import type { LiveEvent } from "@/contract/types";
import type { LiveStore } from "./store";

export function applyEvent(store: LiveStore, event: LiveEvent): void {
  switch (event.type) {
    case "account_created":
    case "account_updated":
      store.putAccount(event.account);
      return;
    case "account_deleted":
      store.dropAccount(event.id, event.actor, event.at);
      return;
    case "batch_created":
    case "batch_activated":
    case "batch_updated":
    case "batch_submitted":
    case "batch_reopened":
    case "batch_completed":
      store.putHead(event.batch);
      return;
    case "bet_status_updated":
      store.putBet(event.bet);
      store.putBatchNow(event.batch);
      return;
    case "batch_bets_updated":
      for (const bet of event.bets) store.putBet(bet);
      store.putBatchNow(event.batch);
      return;
    default:
      event satisfies never; // a forgotten type fails the build; a newer server's event is ignored at run time
  }
}

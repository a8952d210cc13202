// Where the thing is that an event is about.
import { routes } from "@/lib/routes";
import type { EventEntry } from "./event-entry";

export function eventHref({ accountId, batchId, bet, bets }: EventEntry): string {
  if (batchId === undefined) return routes.account(accountId);
  // Several bets have one place: their batch.
  if (bet === undefined || bets !== 1) return routes.batch(accountId, batchId);
  return routes.bet(accountId, batchId, bet.pid);
}

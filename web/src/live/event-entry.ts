// One event as lists of events keep it: what it was about and what there was after it, without the weight of all its bets.
import type { BatchHead, BatchNow, Bet, BetStatus, EventType, LiveEvent, ServerEvent } from "@/contract/types";

export type EventEntry = {
  readonly seq: number;
  readonly type: EventType;
  /** When the server committed it. */
  readonly at: string;
  readonly actor: string | undefined;
  readonly accountId: number;
  readonly accountName: string | undefined;
  readonly batchId: number | undefined;
  readonly batch: BatchHead | undefined;
  /** What every event of a batch says about it. */
  readonly batchNow: BatchNow | undefined;
  /** The bets that it changed; the first of them whole. */
  readonly bets: number;
  readonly bet: Bet | undefined;
  /** The same bets by the status that they have after it. */
  readonly statuses: Readonly<Record<BetStatus, number>>;
  readonly reason: string | undefined;
  readonly requestId: string | undefined;
};

const none: EventEntry["statuses"] = { pending: 0, successful: 0, failed: 0 };

/** `accountName` is for events that do not carry it. */
export function toEntry(event: LiveEvent | ServerEvent, accountName?: string): EventEntry {
  const batch = headIn(event);
  const bets = changedBets(event);
  return {
    seq: event.seq,
    type: event.type,
    at: event.at,
    actor: event.actor,
    accountId: event.account_id,
    accountName: "account" in event ? event.account.name : accountName,
    batchId: batch?.id ?? bets[0]?.batch_id,
    batch,
    batchNow: "batch" in event ? event.batch : undefined,
    bets: bets.length,
    bet: bets[0],
    statuses: bets.length === 0 ? none : countByStatus(bets),
    reason: "reason" in event ? event.reason : undefined,
    requestId: event.request_id,
  };
}

function headIn(event: LiveEvent | ServerEvent): BatchHead | undefined {
  if (!("batch" in event && "meta" in event.batch)) return undefined;
  if (!("bets" in event.batch)) return event.batch;
  const { bets: _, ...head } = event.batch;
  return head;
}

/** Not those that a new batch came with: of these there may be ten thousand, and none changed. */
function changedBets(event: LiveEvent | ServerEvent): readonly Bet[] {
  if (event.type === "bet_status_updated") return [event.bet];
  return event.type === "batch_bets_updated" ? event.bets : [];
}

function countByStatus(bets: readonly Bet[]): EventEntry["statuses"] {
  const counts = { ...none };
  for (const { status } of bets) ++counts[status];
  return counts;
}

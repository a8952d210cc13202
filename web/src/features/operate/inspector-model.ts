// The history of one bet, from the events that changed it. Pure.
import type { BatchHead, Bet, ServerEvent } from "@/contract/types";
import { betIn, changeWords } from "@/live/bet-changes";

export type Step = {
  readonly key: string;
  readonly at: string;
  readonly actor: string | undefined;
  readonly version: number;
  readonly seq: number | undefined;
  readonly requestId: string | undefined;
  /** The status after it. */
  readonly status: Bet["status"];
  /** What changed, as words; `created` for the first. */
  readonly words: readonly string[];
};

/** Newest first. `events` come newest first, and may miss the creation: the batch knows of it. */
export function stepsOf(
  events: readonly ServerEvent[],
  pid: number,
  batch: BatchHead,
  currency: string,
): readonly Step[] {
  const found = events.flatMap((event) => {
    const bet = betIn(event, pid);
    return bet === undefined ? [] : [{ event, bet }];
  });
  const steps = found.map(({ event, bet }, index): Step => {
    const before = found[index + 1]?.bet;
    const created = event.type === "batch_created";
    return {
      key: String(event.seq),
      at: event.at,
      actor: event.actor,
      version: bet.version,
      seq: event.seq,
      requestId: event.request_id,
      status: bet.status,
      words: created ? [`created in batch #${bet.batch_id}`] : changeWords(before, bet, currency),
    };
  });
  const oldest = found.at(-1);
  if (oldest?.event.type === "batch_created" || (oldest !== undefined && oldest.bet.version > 2)) return steps;
  return [...steps, creation(batch)];
}

function creation(batch: BatchHead): Step {
  return {
    key: "created",
    at: batch.created_at,
    actor: batch.created_by,
    version: 1,
    seq: undefined,
    requestId: undefined,
    status: "pending",
    words: [`created in batch #${batch.id}`],
  };
}

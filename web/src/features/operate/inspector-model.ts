// The history of one bet, from the events that changed it. Pure.
import type { BatchHead, Bet, ServerEvent } from "@/contract/types";
import { betWord } from "@/lib/bet-status";
import { currencyScale, formatMoney, moneyFromWire } from "@/lib/money";

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

/** The bet as an event left it; undefined for events of other bets. */
export function betIn(event: ServerEvent, pid: number): Bet | undefined {
  if (event.type === "bet_status_updated") return event.bet.pid === pid ? event.bet : undefined;
  if (event.type === "batch_bets_updated") return event.bets.find((bet) => bet.pid === pid);
  return event.type === "batch_created" ? event.batch.bets.find((bet) => bet.pid === pid) : undefined;
}

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

/** Without the state before it only what is there can be said. */
export function changeWords(before: Bet | undefined, after: Bet, currency: string): readonly string[] {
  const scale = currencyScale(currency);
  const cost = (bet: Bet): string => formatMoney(moneyFromWire(bet.cost), scale);
  const words: string[] = [];
  if (before === undefined) words.push(betWord[after.status]);
  else if (before.status !== after.status) words.push(`${betWord[before.status]} \u2192 ${betWord[after.status]}`);
  if (before !== undefined && before.cost !== after.cost) words.push(`cost ${cost(before)} \u2192 ${cost(after)}`);
  const text = (name: "note" | "reference"): void => {
    const [had, has] = [before?.[name] ?? "", after[name] ?? ""];
    if (had === has) return;
    words.push(has === "" ? `${name} removed` : `${name}: ${has}`);
  };
  text("reference");
  text("note");
  return words.length === 0 ? ["no visible change"] : words;
}

// What an event did to one bet, in words. Pure.
import type { Bet, ServerEvent } from "@/contract/types";
import { betWord } from "@/lib/bet-status";
import { currencyScale, formatMoney, moneyFromWire } from "@/lib/money";

/** The bet as an event left it; undefined for events of other bets. */
export function betIn(event: ServerEvent, pid: number): Bet | undefined {
  if (event.type === "bet_status_updated") return event.bet.pid === pid ? event.bet : undefined;
  if (event.type === "batch_bets_updated") return event.bets.find((bet) => bet.pid === pid);
  return event.type === "batch_created" ? event.batch.bets.find((bet) => bet.pid === pid) : undefined;
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

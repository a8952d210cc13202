// What the audit asks for, and what the log says about each bet of an event. Pure.
import type { Bet, EventSearch, ServerEvent } from "@/contract/types";
import { betWord } from "@/lib/bet-status";
import { instantOf, type Zone } from "@/lib/time";
import { defineView, minute, oneOf, optionalId, type ParamCodec, text, type ViewOf } from "@/lib/view-codec";
import { changeWords } from "@/live/bet-changes";
import { type EventEntry, toEntry } from "@/live/event-entry";
import { type Before, type EventGroup, groupWords, statesBefore, typesOf } from "@/live/event-words";

const group: ParamCodec<EventGroup | ""> = oneOf(["", ...groupWords], "");
const shape = {
  bet: optionalId,
  batch: optionalId,
  actor: text,
  account: optionalId,
  from: minute,
  to: minute,
  type: group,
};
export type AuditView = ViewOf<typeof shape>;
export const auditView = defineView(shape);

export function isFiltered(view: AuditView): boolean {
  return auditView.format(view) !== "";
}

/** Newest first. Times are those of the operator's clock, and `to` is a minute that counts whole. */
export function searchOf(view: AuditView, zone: Zone, until: string | undefined, limit: number): EventSearch {
  const { bet, batch, actor, account, type } = view;
  const [from, to] = [instantOf(view.from, zone), instantOf(view.to, zone)];
  const types = typesOf(type);
  return {
    order: "desc",
    limit,
    ...(until === undefined ? {} : { until }),
    ...(bet === undefined ? {} : { bet }),
    ...(batch === undefined ? {} : { batch }),
    ...(actor === "" ? {} : { actor: actor.slice(0, 64) }),
    ...(account === undefined ? {} : { account }),
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to + 60_000).toISOString() }),
    ...(types === undefined ? {} : { types }),
  };
}

/** Why the search cannot find anything, or undefined. */
export function searchProblem({ from, to }: AuditView): string | undefined {
  return from !== "" && to !== "" && from > to ? "The end is before the beginning." : undefined;
}

export type BetLine = {
  readonly bet: Bet;
  /** `Pending → Successful`, `cost 2.50 → 3.00`. */
  readonly words: readonly string[];
};

export type Step = {
  readonly event: ServerEvent;
  readonly entry: EventEntry;
  readonly before: Before | undefined;
  /** The bets that it changed; with what they were before where the list knows it. */
  readonly lines: readonly BetLine[];
  /** The version that it made of the bet, the batch or the account. */
  readonly version: number | undefined;
};

/** `events` are newest first; of a bet only, where one is asked for. */
export function stepsOf(
  events: readonly ServerEvent[],
  only: number | undefined,
  currencyOf: (accountId: number) => string,
): readonly Step[] {
  const entries = events.map((event) => toEntry(event));
  const before = statesBefore(entries);
  const known = new Map<number, Bet>();
  const steps: Step[] = [];
  for (const event of events.toReversed()) {
    const changed = betsOf(event).filter(({ pid }) => only === undefined || pid === only);
    const lines =
      event.type === "batch_created" ? [] : changed.map((bet) => lineOf(bet, known, currencyOf(event.account_id)));
    for (const bet of changed) known.set(bet.pid, bet);
    steps.push({ event, entry: toEntry(event), before: before.get(event.seq), lines, version: versionOf(event, only) });
  }
  return steps.reverse();
}

function lineOf(bet: Bet, known: ReadonlyMap<number, Bet>, currency: string): BetLine {
  const had = known.get(bet.pid);
  if (had?.version === bet.version - 1) return { bet, words: changeWords(had, bet, currency) };
  const words = changeWords(undefined, bet, currency);
  // Every bet comes pending, so of a second version this much is known.
  if (bet.version !== 2 || bet.status === "pending") return { bet, words };
  return { bet, words: [`${betWord.pending} \u2192 ${betWord[bet.status]}`, ...words.slice(1)] };
}

function betsOf(event: ServerEvent): readonly Bet[] {
  switch (event.type) {
    case "bet_status_updated":
      return [event.bet];
    case "batch_bets_updated":
      return event.bets;
    case "batch_created":
      return event.batch.bets;
    default:
      return [];
  }
}

function versionOf(event: ServerEvent, only: number | undefined): number | undefined {
  if (event.type === "bet_status_updated") return event.bet.version;
  if (only !== undefined) return betsOf(event).find(({ pid }) => pid === only)?.version;
  if ("batch" in event) return event.batch.version;
  return "account" in event ? event.account.version : undefined;
}

const rawMax = 20_000;

/** The event as the server wrote it, cut where it would be too long for a page. */
export function rawJson(event: ServerEvent): { readonly shown: string; readonly whole: string } {
  const whole = JSON.stringify(event, null, 2);
  return { whole, shown: whole.length > rawMax ? `${whole.slice(0, rawMax)}\n…` : whole };
}

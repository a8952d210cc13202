// An event in words: who did what where. Nothing is said that the events at hand do not prove: what a bet was before is
// known from the event before it, or from what the totals of its batch did.
import type { Bet, BetStatus, EventType, Summary } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { betStatuses, betWord } from "@/lib/bet-status";
import { changeWords } from "./bet-changes";
import type { EventEntry } from "./event-entry";

/** The types that a list can be limited to, by the word that the URL holds. */
export const eventGroups = [
  { word: "marks", label: "Marks and edits", types: ["bet_status_updated", "batch_bets_updated"] },
  { word: "created", label: "New batches", types: ["batch_created"] },
  { word: "activated", label: "Activated", types: ["batch_activated"] },
  { word: "meta", label: "Meta changed", types: ["batch_updated"] },
  { word: "submitted", label: "Submitted, completed", types: ["batch_submitted", "batch_completed"] },
  { word: "reopened", label: "Reopened", types: ["batch_reopened"] },
  { word: "accounts", label: "Accounts", types: ["account_created", "account_updated", "account_deleted"] },
] as const satisfies readonly { word: string; label: string; types: readonly EventType[] }[];

export type EventGroup = (typeof eventGroups)[number]["word"];
/** For the select of a filter. */
export const groupChoices: readonly { readonly value: EventGroup | ""; readonly label: string }[] = [
  { value: "", label: "All" },
  ...eventGroups.map(({ word, label }) => ({ value: word, label })),
];
export const groupWords: readonly EventGroup[] = eventGroups.map(({ word }) => word);

/** Undefined: all of them. */
export function typesOf(group: EventGroup | ""): readonly EventType[] | undefined {
  return eventGroups.find(({ word }) => word === group)?.types;
}

/** What is known of the state before an event. */
export type Before = { readonly bet?: Bet | undefined; readonly summary?: Summary | undefined };

/** What was before each event, as far as the others tell; `entries` are newest first. */
export function statesBefore(entries: readonly EventEntry[]): ReadonlyMap<number, Before> {
  const bets = new Map<number, Bet>();
  const batches = new Map<number, { version: number; summary: Summary }>();
  const before = new Map<number, Before>();
  for (const { seq, bet, batchNow } of entries.toReversed()) {
    const hadBet = bet === undefined ? undefined : bets.get(bet.pid);
    const hadBatch = batchNow === undefined ? undefined : batches.get(batchNow.id);
    before.set(seq, {
      bet: hadBet?.version === (bet?.version ?? 0) - 1 ? hadBet : undefined,
      summary: hadBatch?.version === (batchNow?.version ?? 0) - 1 ? hadBatch?.summary : undefined,
    });
    if (bet !== undefined) bets.set(bet.pid, bet);
    if (batchNow !== undefined) batches.set(batchNow.id, batchNow);
  }
  return before;
}

export type EventWords = {
  /** After the actor: `marked 3 bets successful in`. */
  readonly did: string;
  /** `TRIFECTA R5 #812`, or the name of an account. */
  readonly what: string;
  /** After it: a reason, totals; may be empty. */
  readonly more: string;
  /** The status that the bets of it have now, where all have the same. */
  readonly status: BetStatus | undefined;
};

export type Names = {
  /** The title of a batch that the event does not carry. */
  readonly title: (batchId: number) => string | undefined;
  readonly account: (accountId: number) => string | undefined;
  readonly currency: (accountId: number) => string;
};

export function eventWords(entry: EventEntry, before: Before | undefined, names: Names): EventWords {
  const account = entry.accountName ?? names.account(entry.accountId) ?? `#${entry.accountId}`;
  const batch = batchName(entry, names);
  const plain = (did: string, what: string, more = ""): EventWords => ({ did, what, more, status: undefined });
  switch (entry.type) {
    case "account_created":
      return plain("created the account", account);
    case "account_updated":
      return plain("changed the account", account);
    case "account_deleted":
      return plain("deleted the account", account);
    case "batch_created":
      return plain("created", batch, `with ${counted(entry.batch?.summary.bets ?? 0)}`);
    case "batch_activated":
      return plain("activated", batch);
    case "batch_updated":
      return plain("changed the meta of", batch);
    case "batch_submitted":
      return plain("submitted", batch, entry.batch === undefined ? "" : `with ${totalsWords(entry.batch.summary)}`);
    case "batch_reopened":
      return plain("reopened", batch, entry.reason === undefined ? "" : `because: ${entry.reason}`);
    case "batch_completed":
      return plain("completed", batch);
    case "bet_status_updated":
      return { ...oneBet(entry, before, names), what: batch };
    case "batch_bets_updated":
      return { ...severalBets(entry, before), what: batch };
    default:
      return plain(entry.type satisfies never, batch); // a newer server's word is better than none
  }
}

/** As one sentence, for screen readers and files. */
export function eventSentence(entry: EventEntry, { did, what, more }: EventWords): string {
  return [entry.actor ?? "Somebody", did, what, more].filter((part) => part !== "").join(" ");
}

/** `TRIFECTA R5 #812` */
function batchName({ batch, batchId }: EventEntry, names: Names): string {
  if (batchId === undefined) return "";
  const title = batch === undefined ? names.title(batchId) : batchTitle(batch);
  const number = `#${batchId}`;
  return title === undefined || title.includes(number) ? `batch ${number}` : `${title} ${number}`;
}

type BetWords = Omit<EventWords, "what">;

function oneBet({ bet, batchNow, accountId }: EventEntry, before: Before | undefined, names: Names): BetWords {
  if (bet === undefined) return { did: "changed a bet in", more: "", status: undefined };
  const { status } = bet;
  const was = statusBefore(bet, before, batchNow?.summary);
  const name = `bet ${bet.id}`;
  if (was === undefined) return { did: `changed ${name} in`, more: `(now ${betWord[status].toLowerCase()})`, status };
  if (was === status) {
    const edits = before?.bet === undefined ? [] : changeWords(before.bet, bet, names.currency(accountId));
    return { did: `edited ${name} in`, more: edits.length === 0 ? "" : `(${edits.join(", ")})`, status };
  }
  const correction = was === "pending" || status === "pending" ? "" : `(was ${betWord[was].toLowerCase()})`;
  return { did: `${markWords(name, status)} in`, more: correction, status };
}

function statusBefore(bet: Bet, before: Before | undefined, after: Summary | undefined): BetStatus | undefined {
  if (before?.bet !== undefined) return before.bet.status;
  const { summary } = before ?? {};
  if (summary !== undefined && after !== undefined) {
    return betStatuses.find((status) => after[status].count < summary[status].count) ?? bet.status;
  }
  return bet.version === 2 ? "pending" : undefined; // every bet comes pending
}

function severalBets({ bets, statuses, batchNow }: EventEntry, before: Before | undefined): BetWords {
  const all = counted(bets);
  const only = betStatuses.find((status) => statuses[status] === bets);
  if (only === undefined)
    return { did: `changed ${all} in`, more: `(now ${statusWords(statuses)})`, status: undefined };
  if (before?.summary === undefined || batchNow === undefined) {
    return { did: `changed ${all} in`, more: `(now ${betWord[only].toLowerCase()})`, status: only };
  }
  // All of them have this status now, so it gained as many as were marked, and the others were edited.
  const marked = batchNow.summary[only].count - before.summary[only].count;
  if (marked <= 0) return { did: `edited ${all} in`, more: "", status: only };
  const more = marked < bets ? `and edited ${bets - marked} more` : "";
  return { did: `${markWords(counted(marked), only)} in`, more, status: only };
}

function markWords(what: string, status: BetStatus): string {
  return status === "pending" ? `set ${what} back to pending` : `marked ${what} ${status}`;
}

function statusWords(counts: Readonly<Record<BetStatus, number>>): string {
  const some = betStatuses.filter((status) => counts[status] > 0);
  return some.map((status) => `${counts[status]} ${status}`).join(", ");
}

function totalsWords({ bets, pending, successful, failed }: Summary): string {
  if (bets === 0) return "no bets";
  return statusWords({ pending: pending.count, successful: successful.count, failed: failed.count });
}

export function counted(bets: number): string {
  return bets === 1 ? "1 bet" : `${bets.toLocaleString("en")} bets`;
}

/** What the end of a list means; `floor` is the oldest event that is kept. */
export function logBegin(floor: number): string {
  const begin = `The log begins at event ${floor.toLocaleString("en")}`;
  return floor > 1 ? `${begin}; older events are no longer kept.` : `${begin}: nothing is missing.`;
}

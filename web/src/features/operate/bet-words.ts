// What the grid says of bets, in words. Pure.
import type { Bet, BetChange, BetStatus } from "@/contract/types";
import { betWord } from "@/lib/bet-status";
import type { Conflict } from "@/live/operations";
import type { BetRow } from "@/live/rows";

export const verbs: Readonly<Record<BetStatus, string>> = {
  successful: "mark successful",
  failed: "mark failed",
  pending: "back to pending",
};

/** `37 bets`, `1 bet` */
export function betsText(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "bet" : "bets"}`;
}

/** `Mark 37 bets failed`, `37 bets back to pending` */
export function bulkVerb(count: number, status: BetStatus): string {
  return status === "pending" ? `${betsText(count)} back to pending` : `Mark ${betsText(count)} ${status}`;
}

/** What a change wants, for the bars and the screen reader: `successful`, `cost 2.75`, `note`. */
export function changeText(change: BetChange): string {
  const parts = [
    change.status,
    change.cost === undefined ? undefined : `cost ${change.cost}`,
    change.reference === undefined ? undefined : change.reference === null ? "no reference" : "reference",
    change.note === undefined ? undefined : change.note === null ? "no note" : "note",
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

export const somebody = "somebody";

/** Whose value it is, as a name that fits a button. */
export function whose(bet: Bet): string {
  return bet.updated_by ?? somebody;
}

/** `you: Successful · Ana: Failed` without the time, which is shown beside it. */
export function conflictText({ mine, theirs }: Conflict): { you: string; them: string } {
  const you = mine.status === undefined ? changeText(mine) : betWord[mine.status];
  return { you: `you: ${you}`, them: `${whose(theirs)}: ${betWord[theirs.status]}` };
}

/** What a row shows: the server's status with the operator's over it. */
export function shownStatus({ bet, op }: BetRow): BetStatus {
  return op?.change.status ?? bet.status;
}

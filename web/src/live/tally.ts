// The bets that the operator of this page has marked since it was opened, as the log tells it.
import type { Bet, LiveEvent } from "@/contract/types";
import type { Topics } from "./topics";

export class Tally {
  private readonly marked = new Set<number>();

  constructor(private readonly topics: Topics) {}

  count = (): number => this.marked.size;

  /** A bet that they set back to pending is no longer done. */
  take(event: LiveEvent, operator: string): void {
    if (operator === "" || event.actor !== operator) return;
    if (event.type === "bet_status_updated") this.mark(event.bet);
    if (event.type === "batch_bets_updated") for (const bet of event.bets) this.mark(bet);
    this.topics.touch("marked");
  }

  private mark({ pid, status }: Bet): void {
    if (status === "pending") this.marked.delete(pid);
    else this.marked.add(pid);
  }
}

// Sends what the overlay has due, and again with the same key as long as the outcome is not known.
import type { Api } from "@/contract/client";
import { currentBet, type Outcome } from "@/contract/problem";
import type { Bet, MarkResult } from "@/contract/types";
import type { Operation } from "./operations";
import type { Overlay } from "./overlay";

export type SenderPorts = {
  readonly api: Pick<Api, "changeBet" | "changeBets">;
  readonly overlay: Overlay;
  /** A bet as the answer with this cursor told it. */
  readonly learned: (bet: Bet, cursor: string) => void;
  readonly now: () => number;
};

export class Sender {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: SenderPorts) {}

  pump(): void {
    for (const operation of this.ports.overlay.takeDue()) void this.send(operation);
    clearTimeout(this.timer);
    const dueAt = this.ports.overlay.nextDueAt();
    if (dueAt !== undefined) this.timer = setTimeout(() => this.pump(), Math.max(0, dueAt - this.ports.now()));
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async send(operation: Operation): Promise<void> {
    const outcome = await this.request(operation);
    if (outcome.kind !== "unknown") for (const bet of betsIn(outcome)) this.ports.learned(bet, outcome.cursor);
    this.ports.overlay.settle(operation.key, outcome);
    this.pump();
  }

  /** One bet has its own route; both ways answer in the form of the list. */
  private async request(operation: Operation): Promise<Outcome<readonly MarkResult[]>> {
    const { api } = this.ports;
    const items = [...operation.body.values()];
    const [only] = items;
    if (only !== undefined && items.length === 1) {
      const outcome = await api.changeBet(operation, operation.at, only.pid, only.change, { version: only.from });
      if (outcome.kind !== "ok") return outcome;
      return { ...outcome, data: [{ pid: only.pid, status: 200, bet: outcome.data }] };
    }
    const marks = items.map(({ pid, from, change, seen }) => ({ status: seen, ...change, pid, version: from }));
    return api.changeBets(operation, operation.at, marks);
  }
}

/** The bets that an answer tells: those that were changed, and what the server holds where it was too late. */
function betsIn(outcome: Exclude<Outcome<readonly MarkResult[]>, { kind: "unknown" }>): readonly Bet[] {
  const told = outcome.kind === "ok" ? outcome.data : [{ bet: undefined, error: outcome.problem }];
  return told.flatMap(({ bet, error }) => bet ?? (error && currentBet(error)) ?? []);
}

// "Back. 37 changes": what happened while the data was late, for whoever looked at it then.
import type { LiveEvent } from "@/contract/types";
import type { Freshness } from "./freshness";
import type { Topics } from "./topics";

/** What was missed arrives within this time after the first byte. */
const settleMs = 1_000;
const pidsMax = 10_000;

export type Recovery = {
  /** When the data was live again, in milliseconds since 1970. */
  readonly at: number;
  readonly events: number;
  /** The bets that changed, bounded. */
  readonly pids: ReadonlySet<number>;
};

export class RecoveryWatch {
  private current: Recovery | undefined;
  private wasLate = false;
  private events = 0;
  private pids = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly topics: Topics,
    private readonly state: () => Freshness,
    private readonly now: () => number,
  ) {
    this.unsubscribe = topics.subscribe("connection", () => this.look());
  }

  last = (): Recovery | undefined => this.current;

  take(event: LiveEvent): void {
    if (!this.wasLate && !this.isLate()) return;
    this.wasLate = true;
    ++this.events;
    const bets = "bet" in event ? [event.bet] : "bets" in event ? event.bets : [];
    for (const { pid } of bets) if (this.pids.size < pidsMax) this.pids.add(pid);
  }

  stop(): void {
    this.unsubscribe();
    clearTimeout(this.timer);
  }

  private isLate(): boolean {
    const state = this.state();
    return state === "reconnecting" || state === "stale" || state === "offline";
  }

  private look(): void {
    clearTimeout(this.timer);
    if (this.isLate()) this.wasLate = true;
    else if (this.wasLate) this.timer = setTimeout(() => this.tell(), settleMs);
  }

  private tell(): void {
    this.current = { at: this.now(), events: this.events, pids: this.pids };
    this.wasLate = false;
    this.events = 0;
    this.pids = new Set();
    this.topics.touch("recovery");
  }
}

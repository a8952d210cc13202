// The last events as the activity feed shows them, and how long each took to come here. Both bounded.
import type { LiveEvent } from "@/contract/types";
import { type EventEntry, toEntry } from "./event-entry";
import type { Topics } from "./topics";

export const recentMax = 500;
const lagSamplesMax = 1_000;

export type RecentEvent = EventEntry & {
  /** Milliseconds from the commit to here, by the server's clock. */
  readonly lagMs: number;
};

export type Lag = { readonly samples: number; readonly p50: number; readonly p95: number; readonly p99: number };

export class Activity {
  private events: readonly RecentEvent[] = [];
  private fresh: RecentEvent[] = [];
  private readonly lags: number[] = [];
  private lagAt = 0;

  constructor(private readonly topics: Topics) {}

  /** Newest first. The same array until something happens. */
  recent = (): readonly RecentEvent[] => {
    if (this.fresh.length > 0) {
      this.events = [...this.fresh.reverse(), ...this.events].slice(0, recentMax);
      this.fresh = [];
    }
    return this.events;
  };

  take(event: LiveEvent, accountName: string | undefined, serverNow: number): void {
    const lagMs = Math.max(0, Math.round(serverNow - Date.parse(event.at)));
    this.lags[this.lagAt++ % lagSamplesMax] = lagMs;
    this.fresh.push({ ...toEntry(event, accountName), lagMs });
    if (this.fresh.length > recentMax) this.fresh = this.fresh.slice(-recentMax);
    this.topics.touch("recent");
  }

  /** Milliseconds from the commit on the server to here, over the last events. */
  lag(): Lag {
    const sorted = [...this.lags].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return { samples: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}

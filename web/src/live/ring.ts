// The last events, without gaps, bounded in number and in weight: an event of ten thousand bets weighs as much as they do.
import type { LiveEvent } from "@/contract/types";

export const ringEventsMax = 10_000;
export const ringWeightMax = 100_000;

export class EventRing {
  private events: LiveEvent[] = [];
  /** Where the oldest is in `events`; what lies before it is gone. */
  private start = 0;
  private weight = 0;

  /** The oldest event that is kept; one more than the newest when there is none. */
  floor: number;

  constructor(after: number) {
    this.floor = after + 1;
  }

  /** `event` must be the next one. */
  push(event: LiveEvent): void {
    this.events.push(event);
    this.weight += weightOf(event);
    while (this.events.length - this.start > ringEventsMax || this.weight > ringWeightMax) this.dropOldest();
    if (this.start > ringEventsMax) {
      this.events = this.events.slice(this.start);
      this.start = 0;
    }
  }

  /** Whether the events after `seq` are all here. */
  covers(seq: number): boolean {
    return seq + 1 >= this.floor;
  }

  after(seq: number, max: number): readonly LiveEvent[] {
    const from = this.start + (seq + 1 - this.floor);
    return this.events.slice(from, from + max);
  }

  private dropOldest(): void {
    const oldest = this.events[this.start];
    if (oldest !== undefined) this.weight -= weightOf(oldest);
    ++this.start;
    ++this.floor;
  }
}

function weightOf(event: LiveEvent): number {
  return "bets" in event && event.bets !== undefined ? 1 + event.bets.length : 1;
}

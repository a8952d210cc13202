// Applies news in slices: a burst must not hold a key back.
import type { LiveEvent } from "@/contract/types";

/** Half a frame; the rest of it belongs to rendering. */
export const sliceMaxMs = 6;

export class Inbox {
  private queue: { readonly events: readonly LiveEvent[]; readonly seq: number }[] = [];
  private at = 0;
  private scheduled = false;

  constructor(
    private readonly apply: (event: LiveEvent) => void,
    /** Everything up to here is applied. */
    private readonly applied: (seq: number) => void,
  ) {}

  take(events: readonly LiveEvent[], seq: number): void {
    this.queue.push({ events, seq });
    if (!this.scheduled) this.run();
  }

  clear(): void {
    this.queue = [];
    this.at = 0;
  }

  private run(): void {
    this.scheduled = false;
    const end = performance.now() + sliceMaxMs;
    for (let first = this.queue[0]; first !== undefined; first = this.queue[0]) {
      for (; this.at < first.events.length; ++this.at) {
        if (this.at % 16 === 15 && performance.now() >= end) {
          this.later();
          return;
        }
        const event = first.events[this.at];
        if (event !== undefined) this.apply(event);
      }
      this.queue.shift();
      this.at = 0;
      this.applied(first.seq);
      if (performance.now() >= end && this.queue.length > 0) {
        this.later();
        return;
      }
    }
  }

  private later(): void {
    this.scheduled = true;
    setTimeout(() => this.run(), 0);
  }
}

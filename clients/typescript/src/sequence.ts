// Whether an event is the next one. Pure: no clock, no network.
import { type Place, toCursor } from "./cursor.js";
import type { StoredEvent } from "./types.js";

/**
 * What makes a loss visible: without a filter every `seq` comes, with a filter on one account every `account_seq` of it.
 * With other filters nothing does: there the order of TCP and the promise of the server are all.
 */
export type Watch = "every_event" | "one_account" | "nothing";

type Numbers = Pick<StoredEvent, "seq" | "account_seq">;

export class Sequence {
  readonly epoch: string;
  /** The last event that was handed on, or where everything began: a gap is read from here. */
  private handed: number;
  /** A stream goes on from here: beyond `handed` by events that were not asked for. */
  private bookmark: number;
  /** At first nobody knows how many events the account had before: the log is asked when its first one comes. */
  private accountSeq = 0;

  constructor(
    start: Place,
    readonly watch: Watch,
  ) {
    this.epoch = start.epoch;
    this.handed = start.seq;
    this.bookmark = start.seq;
  }

  /** Where a stream goes on. */
  get cursor(): string {
    return toCursor({ epoch: this.epoch, seq: this.bookmark });
  }

  /** Where the log is read when events are missing. */
  get gapCursor(): string {
    return toCursor({ epoch: this.epoch, seq: this.handed });
  }

  judge(event: Numbers): "next" | "known" | "gap" {
    if (this.watch === "one_account") {
      if (event.account_seq <= this.accountSeq) return "known";
      return event.account_seq === this.accountSeq + 1 ? "next" : "gap";
    }
    if (!this.isAhead(event)) return "known";
    return this.watch === "every_event" && event.seq > this.handed + 1 ? "gap" : "next";
  }

  /** In the log, which has no gaps, what is ahead is the next one. */
  isAhead({ seq }: Numbers): boolean {
    return seq > this.handed;
  }

  /** An event that is the next one is handed on. */
  accept(event: Numbers): void {
    this.handed = event.seq;
    this.bookmark = Math.max(this.bookmark, event.seq);
    this.accountSeq = event.account_seq;
  }

  /** All events up to here are said to have been sent; false when one of them did not come. */
  pass(seq: number): boolean {
    if (this.watch === "every_event") return seq <= this.handed;
    this.bookmark = Math.max(this.bookmark, seq);
    return true;
  }
}

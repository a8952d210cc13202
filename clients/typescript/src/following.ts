// Read the state, then follow it from the cursor of that read; after a reset, again.
import { Reset } from "./errors.js";
import { type EventFilter, EventStream, type StreamLine, untilAnswered } from "./event-stream.js";
import { backoffMs, sleep, unlessAborted } from "./pause.js";
import { PullStream } from "./pull-stream.js";
import type { StoredEvent } from "./types.js";

/** What is needed of a read; every answer has it. Of several reads the oldest cursor counts. */
export type Read<T> = { readonly data: T; readonly cursor: string };
/** The state, read anew: all that was known before it is void. */
export type State<T> = Read<T> & { readonly type: "state" };

export class Following<T, Event extends StoredEvent = StoredEvent> extends PullStream<State<T> | Event> {
  private readAt: number | undefined;
  private stream: EventStream<Event> | undefined;

  constructor(
    private readonly line: StreamLine,
    private readonly read: (signal: AbortSignal) => Promise<Read<T>>,
    private readonly filter: EventFilter,
  ) {
    super(filter.signal);
  }

  /** When the server was last heard, in milliseconds since 1970. */
  get heardAt(): number | undefined {
    return this.stream?.heardAt ?? this.readAt;
  }

  protected async *items(): AsyncGenerator<State<T> | Event, never> {
    const { signal } = this.ending;
    for (let resets = 0; ; ++resets) {
      const { data, cursor } = await untilAnswered(this.line, signal, () => unlessAborted(this.read(signal), signal));
      this.readAt = Date.now();
      this.stream = new EventStream<Event>(this.line, { ...this.filter, signal, since: cursor });
      yield { type: "state", data, cursor };
      try {
        for await (const event of this.stream) {
          resets = 0;
          yield event;
        }
      } catch (error) {
        if (!(error instanceof Reset)) throw error;
      }
      await sleep(backoffMs(resets, this.line.reconnectMaxMs), signal);
    }
  }
}

// The events after a place: each once, in order, none left out, over as many connections as it takes. It ends only when
// the caller ends it, or throws: Reset when the events cannot be had, a problem when the server refuses the filter.
import { call, isPassing, type Line } from "./call.js";
import { Connection, Lost, type StreamQuery } from "./connection.js";
import { type Place, parseCursor } from "./cursor.js";
import { BetStreamProblem, Reset } from "./errors.js";
import { backoffMs, sleep } from "./pause.js";
import { PullStream } from "./pull-stream.js";
import { Sequence, type Watch } from "./sequence.js";
import type { Frame } from "./sse.js";
import type { EventPage, EventType, Hello, Ping, ResetReason, StoredEvent } from "./types.js";

export type EventFilter<Type extends EventType = EventType> = {
  /** Only events of these accounts. */
  readonly accounts?: readonly number[] | undefined;
  /** Only events of these types. With them a lost event cannot be noticed, see the README. */
  readonly types?: readonly Type[] | undefined;
  readonly signal?: AbortSignal | undefined;
};
export type EventOptions<Type extends EventType = EventType> = EventFilter<Type> & {
  /** Events after this cursor; without it those that happen from now on. */
  readonly since?: string | undefined;
};

export type StreamLine = Line & {
  /** No wait before a new connection is longer, unless the server is full. */
  readonly reconnectMaxMs: number;
};

const gapPageMax = 500;
const pingMinMs = 100;
const retryDefaultMs = 1_000;
/** However long a full server sends us away. */
const busyMaxMs = 60_000;

export class EventStream<Event extends StoredEvent = StoredEvent> extends PullStream<Event> {
  /** When the server was last heard, in milliseconds since 1970: what is older than a few seconds may be untrue by now. */
  heardAt: number | undefined;
  private sequence: Sequence | undefined;
  private retryMs = retryDefaultMs;
  /** Connections in a row that did not get as far as `hello`. */
  private failures = 0;
  private readonly query: StreamQuery;
  private readonly watch: Watch;

  constructor(
    private readonly line: StreamLine,
    { since, accounts, types, signal }: EventOptions,
  ) {
    super(signal);
    this.query = { ...(accounts && { accounts }), ...(types && { types }) };
    this.watch = types ? "nothing" : !accounts ? "every_event" : accounts.length === 1 ? "one_account" : "nothing";
    const start = parseCursor(since);
    if (start !== undefined) this.sequence = new Sequence(start, this.watch);
    else if (since !== undefined)
      throw new TypeError(`since is ${JSON.stringify(since)}, and no cursor such as k3f9-57`);
  }

  /** The place after the last event that came out: keep it when you are done with that event, and go on from it later. */
  get cursor(): string | undefined {
    return this.sequence?.cursor;
  }

  protected async *items(): AsyncGenerator<Event, never> {
    this.sequence ??= new Sequence(await this.findHead(), this.watch);
    for (;;) {
      let pauseMs: number;
      try {
        pauseMs = yield* this.connect(this.sequence);
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
        pauseMs = Math.max(error.afterMs, this.pauseMs());
      }
      await sleep(pauseMs, this.ending.signal);
    }
  }

  /** One connection to its end; what comes back is how long to stay away. */
  private async *connect(sequence: Sequence): AsyncGenerator<Event, number> {
    ++this.failures;
    let silenceMs = this.line.attemptMs;
    const connection = await Connection.open(this.line, this.query, sequence.cursor, this.ending.signal);
    try {
      for (;;) {
        const frames = await connection.read(silenceMs);
        this.retryMs = connection.retryMs ?? this.retryMs;
        if (frames === undefined) return this.pauseMs();
        this.heardAt = Date.now();
        for (const frame of frames) {
          this.ending.signal.throwIfAborted();
          if (frame.event === "hello") {
            silenceMs = 2 * Math.max(pingMinMs, parse<Hello>(frame).ping_ms);
            this.failures = 0;
          } else if (frame.event === "bye") return this.pauseMs();
          else if (frame.event === "busy") return Math.min(busyMaxMs, this.retryMs);
          else yield* this.hear(frame, sequence);
        }
      }
    } finally {
      connection.close();
    }
  }

  private async *hear(frame: Frame, sequence: Sequence): AsyncGenerator<Event, void> {
    if (frame.event === "reset") throw new Reset(parse<{ reason: ResetReason }>(frame).reason);
    if (frame.event === "ping") {
      const { seq } = parse<Ping>(frame);
      checkEpoch(frame, sequence);
      return yield* this.fill(sequence, () => sequence.pass(seq));
    }
    const event = parse<Event>(frame);
    // Control messages that a newer server may send have no type of their own.
    if (event.type !== frame.event || !Number.isSafeInteger(event.seq)) return;
    checkEpoch(frame, sequence);
    yield* this.fill(sequence, () => sequence.judge(event) !== "gap");
    if (sequence.judge(event) === "known") return;
    sequence.accept(event);
    yield event;
  }

  /** Reads from the log what the stream lost, until nothing is missing any more. */
  private async *fill(sequence: Sequence, isFilled: () => boolean): AsyncGenerator<Event, void> {
    let since: string | undefined;
    for (let failures = 0; !isFilled(); ) {
      const page = await this.readPage(since ?? sequence.gapCursor);
      for (const event of page.events) {
        if (isFilled()) return;
        if (!sequence.isAhead(event)) continue;
        sequence.accept(event);
        failures = 0;
        yield event as Event;
      }
      const isMore = page.more ?? page.next !== page.head;
      since = isMore ? page.next : undefined;
      // Behind a balancer the log may be read from a node that has not heard of the newest events yet.
      if (!isMore && !isFilled()) await sleep(backoffMs(failures++, this.line.reconnectMaxMs), this.ending.signal);
    }
  }

  private async readPage(since: string): Promise<EventPage> {
    try {
      return await this.askLog({ since, limit: gapPageMax, account: this.query.accounts?.[0] });
    } catch (error) {
      throw error instanceof BetStreamProblem && error.code === "cursor_expired" ? new Reset("expired") : error;
    }
  }

  /** Without a cursor a stream begins somewhere; this says exactly where. */
  private async findHead(): Promise<Place> {
    const { head } = await this.askLog({ limit: 1, order: "desc" });
    const place = parseCursor(head);
    if (place === undefined) throw new TypeError(`the server names no cursor: ${JSON.stringify(head)}`);
    return place;
  }

  private askLog(query: {
    since?: string;
    limit: number;
    account?: number | undefined;
    order?: "desc";
  }): Promise<EventPage> {
    const request = { method: "GET", path: "/api/v1/events", query } as const;
    return untilAnswered(this.line, this.ending.signal, async (signal) => {
      return (await call<EventPage>(this.line, request, { signal })).data;
    });
  }

  // The server's time is random, so that those who were cut off together do not come back together.
  private pauseMs(): number {
    const { reconnectMaxMs } = this.line;
    if (this.failures === 0) return Math.min(reconnectMaxMs, this.retryMs);
    return Math.min(reconnectMaxMs, this.retryMs * 2 ** Math.min(this.failures - 1, 10)) * (0.5 + Math.random() / 2);
  }
}

/** Asks until there is an answer or a refusal; being out of reach is neither. */
export async function untilAnswered<T>(
  line: StreamLine,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let failures = 0; ; ++failures) {
    try {
      return await ask(signal);
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await sleep(backoffMs(failures, line.reconnectMaxMs), signal);
  }
}

function checkEpoch({ id }: Frame, { epoch }: Sequence): void {
  const place = parseCursor(id);
  if (place === undefined) throw new Lost("a frame without its cursor");
  if (place.epoch !== epoch) throw new Reset("other_epoch");
}

function parse<T>({ event, data }: Frame): T {
  try {
    return JSON.parse(data) as T;
  } catch (error) {
    throw new Lost(`a broken ${event}`, 0, { cause: error });
  }
}

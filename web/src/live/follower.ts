// Follows the log: one stream, checked number by number. What a stream lost is read from the log over plain HTTP. What
// comes out is every event once, in order, without gaps; or the news that this cannot be had any more.
import { lineTo } from "@/contract/client";
import { type Place, parseCursor, toCursor } from "@/contract/cursor";
import { type Fetch, parseMessage, parsePage, toLiveEvent } from "@/contract/stream";
import type { LiveEvent } from "@/contract/types";
import { type ConnectionEvent, type ConnectionState, initialConnection, nextTickAt, step } from "./connection";
import { followStream } from "./event-stream";
import type { ConnectionNews, ServerTime, SnapshotReason } from "./hub-messages";
import { retryDelayMs } from "./operations";
import { EventRing } from "./ring";

export type FollowerPorts = {
  /** "" is where the page came from. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly random: () => number;
  /** There are new events. */
  readonly advanced: () => void;
  readonly news: (news: ConnectionNews) => void;
  readonly serverTime: (time: ServerTime) => void;
  /** The events after the place we were at cannot be had: the state must be read anew. */
  readonly lost: (reason: SnapshotReason) => void;
};

export const pageMax = 1_000;
/** Events that came ahead of a gap; more are dropped and read again. */
const aheadMax = 10_000;

export class Follower {
  private connection: ConnectionState = initialConnection;
  private place: Place = { epoch: "", seq: 0 };
  private ring = new EventRing(0);
  private readonly ahead = new Map<number, LiveEvent>();
  /** The newest event that is known to exist. */
  private seen = 0;
  private gapSince: number | undefined;
  private filling = false;
  private isLost = false;
  private stream: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private serverRetryMs: number | undefined;

  constructor(private readonly ports: FollowerPorts) {}

  isRunning = (): boolean => this.connection.phase !== "idle";
  epoch = (): string => this.place.epoch;
  seq = (): number => this.place.seq;
  /** No events can come before the state was read anew. */
  needsPlace = (): boolean => this.isLost;
  covers = (seq: number): boolean => this.ring.covers(seq);
  after = (seq: number, max: number): readonly LiveEvent[] => this.ring.after(seq, max);

  /** Starts, or starts over, after this place. */
  start(place: Place): void {
    this.moveTo(place);
    this.happen({ type: "start" });
  }

  stop(): void {
    this.happen({ type: "stop" });
  }

  check(): void {
    this.happen({ type: "check" });
  }

  online(online: boolean): void {
    this.happen({ type: "online", online });
  }

  /** How fresh the data is. While events are missing it is as old as the gap, however much comes in. */
  lastByteAt = (): number | null => this.gapSince ?? this.connection.lastByteAt;

  news(): ConnectionNews {
    const { attempts, retryAt, reason } = this.connection;
    return { lastByteAt: this.lastByteAt(), attempts, retryAt, stopped: reason };
  }

  /** One page of the log after this place; undefined when it cannot be had now, "expired" when it never can. */
  async readPage(place: Place): Promise<{ events: readonly LiveEvent[]; next: Place } | "expired" | undefined> {
    try {
      const url = `${this.ports.baseUrl}/api/v1/events?since=${toCursor(place)}&limit=${pageMax}`;
      const response = await this.ports.fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (response.status === 410) return "expired";
      if (!response.ok) return undefined;
      const page = parsePage(await response.json());
      const next = parseCursor(page?.next);
      return page && next && { events: page.events.map(toLiveEvent), next };
    } catch {
      return undefined;
    }
  }

  private moveTo(place: Place): void {
    this.place = place;
    this.ring = new EventRing(place.seq);
    this.ahead.clear();
    this.seen = place.seq;
    this.gapSince = undefined;
    this.isLost = false;
  }

  private happen(event: ConnectionEvent): void {
    const before = this.connection;
    const { state, effects } = step(before, event, Date.now(), this.ports.random());
    this.connection = state;
    this.run(effects);
    clearTimeout(this.timer);
    const tickAt = nextTickAt(this.connection);
    if (tickAt !== undefined)
      this.timer = setTimeout(() => this.happen({ type: "tick" }), Math.max(0, tickAt - Date.now()));
    if (before.phase !== state.phase || before.attempts !== state.attempts) this.ports.news(this.news());
  }

  private run(effects: readonly ("open" | "close" | "catch_up")[]): void {
    for (const effect of effects) {
      if (effect === "catch_up") void this.fill(true);
      else this.stream?.abort();
      if (effect === "open") void this.open();
    }
  }

  private async open(): Promise<void> {
    const stream = new AbortController();
    this.stream = stream;
    this.serverRetryMs = undefined;
    const isOurs = () => this.stream === stream && !stream.signal.aborted;
    const askedAt = Date.now();
    const line = lineTo(this.ports.baseUrl, this.ports.fetch);
    const end = await followStream(line, toCursor(this.place), stream.signal, {
      opened: () => isOurs() && this.happen({ type: "opened" }),
      byte: () => isOurs() && this.happen({ type: "byte" }),
      frame: ({ event, data, id }, retryMs) => {
        if (isOurs() && this.hear(event, data, id, askedAt) === "end") this.serverRetryMs = retryMs;
      },
    });
    if (!isOurs()) return;
    if (end.kind === "forbidden") this.happen({ type: "forbidden", reason: end.reason });
    else if (end.kind === "failed") this.happen({ ...end, type: "failed" });
    else this.happen({ type: "ended", ...(this.serverRetryMs === undefined ? {} : { retryMs: this.serverRetryMs }) });
  }

  private hear(name: string | undefined, data: string, id: string | undefined, askedAt: number): "end" | undefined {
    const message = parseMessage(name, data);
    switch (message.kind) {
      case "hello":
        this.ports.serverTime({ at: message.hello.server_time, askedAt, heardAt: Date.now() });
        this.happen({ type: "hello", pingMs: message.hello.ping_ms });
        this.ports.news(this.news());
        return undefined;
      case "ping":
        if (parseCursor(id)?.epoch === this.place.epoch) this.notice(message.seq);
        this.ports.news(this.news());
        return undefined;
      case "reset":
        this.lose(message.reset.reason === "other_epoch" ? "other_epoch" : "reset", parseCursor(id));
        return undefined;
      case "event":
        if (parseCursor(id)?.epoch === this.place.epoch) this.take(message.event);
        else this.lose("other_epoch", parseCursor(id));
        return undefined;
      case "end":
        return "end";
      case "other":
        return undefined;
    }
  }

  /** The state will be read anew; until somebody subscribes after it, we follow from where the server is. */
  private lose(reason: SnapshotReason, place: Place | undefined): void {
    if (place !== undefined) this.moveTo(place);
    this.isLost = place === undefined;
    this.ports.lost(reason);
  }

  private take(event: LiveEvent): void {
    if (event.seq <= this.place.seq) return;
    if (event.seq > this.place.seq + 1) {
      if (this.ahead.size >= aheadMax) this.ahead.clear();
      this.ahead.set(event.seq, event);
      this.notice(event.seq);
      return;
    }
    this.append(event);
    for (let next = this.ahead.get(this.place.seq + 1); next !== undefined; next = this.ahead.get(this.place.seq + 1)) {
      this.ahead.delete(next.seq);
      this.append(next);
    }
    if (this.place.seq >= this.seen) {
      this.seen = this.place.seq;
      this.gapSince = undefined;
      this.ahead.clear();
    }
    this.ports.advanced();
  }

  private append(event: LiveEvent): void {
    this.ring.push(event);
    this.place = { ...this.place, seq: event.seq };
  }

  /** There is an event of this number. */
  private notice(seq: number): void {
    this.seen = Math.max(this.seen, seq);
    if (this.place.seq >= this.seen) return;
    this.gapSince ??= Date.now();
    void this.fill(false);
  }

  private async fill(once: boolean): Promise<void> {
    if (this.filling || this.isLost) return;
    this.filling = true;
    for (let failures = 0, force = once; this.isRunning() && (force || this.place.seq < this.seen); force = false) {
      const place = this.place;
      const page = await this.readPage(place);
      if (place.epoch !== this.place.epoch) continue; // started over meanwhile
      if (page === "expired") {
        this.lose("too_old", undefined);
        break;
      }
      for (const event of page?.events ?? []) this.take(event);
      const isStuck = page === undefined || (page.events.length === 0 && this.place.seq < this.seen);
      if (isStuck) await new Promise((wake) => setTimeout(wake, retryDelayMs(++failures)));
    }
    this.filling = false;
  }
}

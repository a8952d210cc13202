// One stream for all pages of this browser. Runs in a SharedWorker where there is one, else in the page itself. Each page
// is a subscriber at its own place of the log; it gets every event after that place once, in order, or the word that it
// has to read the state anew.
import { type Place, parseCursor } from "@/contract/cursor";
import { Follower, type FollowerPorts } from "./follower";
import type { SnapshotReason, ToHub, ToPage } from "./hub-messages";

/** Events are handed over at most this often; to hidden pages once a second. */
export const flushMs = 50;
export const hiddenFlushMs = 1_000;
/** Events in one message: what a page can take in one slice. */
export const messageEventsMax = 500;
/** Events that were sent to a page and not applied by it; beyond that it gets no more until it has caught up. */
export const unappliedMax = 10_000;
/** A page that is so far behind reads the state instead of the log. */
export const catchUpMax = 5_000;
/** Hidden pages may run a timer once a minute. */
export const silentPageMs = 180_000;
/** Reloading the only page must not end the stream. */
const lingerMs = 5_000;

type Subscriber = {
  readonly post: (message: ToPage) => void;
  subscription: number;
  /** Sent up to here; undefined as long as it gets nothing. */
  sent: number | undefined;
  applied: number;
  isVisible: boolean;
  flushedAt: number;
  heardAt: number;
};

export type HubPorts = Pick<FollowerPorts, "baseUrl" | "fetch" | "random"> & { readonly unappliedMax?: number };

export class Hub {
  private readonly follower: Follower;
  private readonly subscribers = new Set<Subscriber>();
  private flushTimer: ReturnType<typeof setTimeout> | undefined;
  private lingerTimer: ReturnType<typeof setTimeout> | undefined;

  private readonly unappliedMax: number;

  constructor(ports: HubPorts) {
    this.unappliedMax = ports.unappliedMax ?? unappliedMax;
    this.follower = new Follower({
      ...ports,
      advanced: () => this.flushSoon(),
      news: (news) => this.broadcast({ type: "connection", news }),
      serverTime: (time) => this.broadcast({ type: "server_time", time }),
      lost: (reason) => {
        for (const subscriber of this.subscribers) this.askForSnapshot(subscriber, reason);
      },
    });
  }

  /** A page; the answer hears what it says. */
  attach(post: (message: ToPage) => void): (message: ToHub) => void {
    const subscriber: Subscriber = {
      post,
      subscription: 0,
      sent: undefined,
      applied: 0,
      isVisible: true,
      flushedAt: 0,
      heardAt: Date.now(),
    };
    this.join(subscriber);
    return (message) => this.hear(subscriber, message);
  }

  private hear(subscriber: Subscriber, message: ToHub): void {
    subscriber.heardAt = Date.now();
    if (message.type === "leave") {
      this.drop(subscriber);
      return;
    }
    if (!this.subscribers.has(subscriber)) {
      this.join(subscriber);
      if (message.type !== "subscribe") subscriber.post({ type: "who_are_you" });
    }
    switch (message.type) {
      case "subscribe":
        this.subscribe(subscriber, message.since, message.subscription);
        return;
      case "applied":
        subscriber.applied = Math.max(subscriber.applied, message.seq);
        this.flushSoon();
        return;
      case "visible":
        subscriber.isVisible = message.visible;
        this.flushSoon();
        return;
      case "check":
        this.follower.check();
        return;
      case "online":
        this.follower.online(message.online);
        return;
    }
  }

  private join(subscriber: Subscriber): void {
    clearTimeout(this.lingerTimer);
    this.subscribers.add(subscriber);
    if (this.follower.isRunning()) subscriber.post({ type: "connection", news: this.follower.news() });
  }

  private drop(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
    subscriber.sent = undefined;
    if (this.subscribers.size > 0) return;
    clearTimeout(this.lingerTimer);
    this.lingerTimer = setTimeout(() => this.follower.stop(), lingerMs);
  }

  private subscribe(subscriber: Subscriber, since: string, subscription: number): void {
    subscriber.subscription = subscription;
    const place = parseCursor(since);
    if (place === undefined) {
      this.askForSnapshot(subscriber, "reset");
      return;
    }
    const isOther = this.follower.isRunning() && this.follower.epoch() !== place.epoch;
    if (!this.follower.isRunning() || this.follower.needsPlace() || isOther) this.follower.start(place);
    if (isOther)
      for (const other of this.subscribers) if (other !== subscriber) this.askForSnapshot(other, "other_epoch");
    subscriber.sent = place.seq;
    subscriber.applied = place.seq;
    subscriber.flushedAt = 0;
    if (!this.follower.covers(place.seq)) void this.catchUp(subscriber, place);
    this.flushSoon();
  }

  /** From a place that is older than the ring: by pages of the log, if it is not too far. */
  private async catchUp(subscriber: Subscriber, from: Place): Promise<void> {
    const { subscription } = subscriber;
    subscriber.sent = undefined;
    let place = from;
    while (!this.follower.covers(place.seq)) {
      const page = this.follower.seq() - place.seq > catchUpMax ? "expired" : await this.follower.readPage(place);
      if (subscriber.subscription !== subscription || !this.subscribers.has(subscriber)) return;
      if (page === undefined || page === "expired" || page.events.length === 0) {
        this.askForSnapshot(subscriber, "too_old");
        return;
      }
      place = page.next;
      this.send(subscriber, page.events, place.seq);
    }
    subscriber.sent = place.seq;
    this.flushSoon();
  }

  private askForSnapshot(subscriber: Subscriber, reason: SnapshotReason): void {
    subscriber.sent = undefined;
    subscriber.post({ type: "snapshot_needed", reason });
  }

  private broadcast(message: ToPage): void {
    const now = Date.now();
    for (const subscriber of this.subscribers) {
      if (now - subscriber.heardAt > silentPageMs) this.drop(subscriber);
      else subscriber.post(message);
    }
  }

  private flushSoon(): void {
    if (this.flushTimer !== undefined) return;
    const now = Date.now();
    let dueAt = Number.POSITIVE_INFINITY;
    for (const subscriber of this.subscribers) {
      if (this.hasNews(subscriber)) dueAt = Math.min(dueAt, subscriber.flushedAt + rhythm(subscriber));
    }
    if (dueAt === Number.POSITIVE_INFINITY) return;
    this.flushTimer = setTimeout(() => this.flush(), Math.max(0, dueAt - now));
  }

  private flush(): void {
    this.flushTimer = undefined;
    const now = Date.now();
    for (const subscriber of this.subscribers) {
      if (!this.hasNews(subscriber) || now < subscriber.flushedAt + rhythm(subscriber)) continue;
      subscriber.flushedAt = now;
      this.flushTo(subscriber);
    }
    this.flushSoon();
  }

  private hasNews({ sent, applied }: Subscriber): boolean {
    return sent !== undefined && sent < this.follower.seq() && sent - applied < this.unappliedMax;
  }

  private flushTo(subscriber: Subscriber): void {
    while (subscriber.sent !== undefined && this.hasNews(subscriber)) {
      if (!this.follower.covers(subscriber.sent)) {
        this.askForSnapshot(subscriber, "too_old");
        return;
      }
      const events = this.follower.after(subscriber.sent, messageEventsMax);
      subscriber.sent += events.length;
      this.send(subscriber, events, subscriber.sent);
    }
  }

  private send(subscriber: Subscriber, events: Parameters<EventsOf>[0], seq: number): void {
    const { subscription } = subscriber;
    subscriber.post({ type: "events", subscription, events, seq, lastByteAt: this.follower.lastByteAt() ?? 0 });
  }
}

type EventsOf = (events: Extract<ToPage, { type: "events" }>["events"]) => void;

function rhythm(subscriber: Subscriber): number {
  return subscriber.isVisible ? flushMs : hiddenFlushMs;
}

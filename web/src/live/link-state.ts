// What this page knows of the connection. Tells its topic when the state that a person sees changes, not at every byte.
import { dataAgeMs, type Freshness, freshness, type Locks, liveMaxMs, locks, staleMinMs } from "./freshness";
import type { ConnectionNews } from "./hub-messages";
import type { Topics } from "./topics";

export type ConnectionView = {
  readonly state: Freshness;
  /** The data is as of this moment, when it is not live; milliseconds since 1970, null before the first byte. */
  readonly dataAsOf: number | null;
  readonly attempts: number;
  readonly retryAt: number;
  /** The hub gave up, and why; only a reload or a person helps. */
  readonly stopped: string | undefined;
  /** What must not be done now, and why. */
  readonly locks: Locks;
};

export class LinkState {
  private news: ConnectionNews = { lastByteAt: null, attempts: 0, retryAt: 0, stopped: undefined };
  private online = true;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private current: ConnectionView;

  constructor(
    private readonly topics: Topics,
    private readonly now: () => number,
  ) {
    this.current = this.look();
  }

  view = (): ConnectionView => this.current;
  ageMs = (): number => dataAgeMs({ lastByteAt: this.news.lastByteAt, online: this.online }, this.now());

  /** Judged now, not when a timer last ran. */
  fresh(): ConnectionView {
    this.judge();
    return this.current;
  }

  heard(news: ConnectionNews): void {
    this.news = news;
    this.judge();
  }

  heardByte(lastByteAt: number | null): void {
    if (lastByteAt === null || lastByteAt <= (this.news.lastByteAt ?? 0)) return;
    this.heard({ ...this.news, lastByteAt });
  }

  setOnline(online: boolean): void {
    this.online = online;
    this.judge();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private judge(): void {
    const next = this.look();
    const had = this.current;
    const same =
      next.state === had.state &&
      next.attempts === had.attempts &&
      next.retryAt === had.retryAt &&
      next.stopped === had.stopped;
    if (!same) {
      this.current = next;
      this.topics.touch("connection");
    }
    clearTimeout(this.timer);
    const age = this.ageMs();
    const due = age < liveMaxMs ? liveMaxMs - age : age < staleMinMs ? staleMinMs - age : undefined;
    if (due !== undefined) this.timer = setTimeout(() => this.judge(), due + 1);
  }

  private look(): ConnectionView {
    const { lastByteAt, attempts, retryAt, stopped } = this.news;
    const state = freshness({ lastByteAt, online: this.online }, this.now());
    return { state, dataAsOf: lastByteAt, attempts, retryAt, stopped, locks: locks(state, stopped) };
  }
}

// One page's live session: wires the store, the overlay, the sender, the hub and the page's own events together.
import { type Api, createApi } from "@/contract/client";
import { parseCursor } from "@/contract/cursor";
import type { Bet, LiveEvent } from "@/contract/types";
import { Actions } from "./actions";
import { Activity } from "./activity";
import { applyEvent } from "./apply-event";
import { BetsLoader } from "./bets-loader";
import { ServerClock } from "./clock";
import type { HubLink, ToHub, ToPage } from "./hub-messages";
import { Inbox } from "./inbox";
import { LinkState } from "./link-state";
import { retryDelayMs } from "./operations";
import { loadOperations, saveOperations, type TextStorage } from "./ops-storage";
import { Overlay } from "./overlay";
import { PresenceBeat } from "./presence";
import { RecoveryWatch } from "./recovery";
import { Rows } from "./rows";
import { Sender } from "./sender";
import { loadSnapshot } from "./snapshot";
import { LiveStore } from "./store";
import { Tally } from "./tally";
import { nextFrame, type Schedule, Topics } from "./topics";

export type LiveOptions = {
  /** "" is where the page came from. */
  readonly baseUrl: string;
  readonly actor: () => string;
  readonly connect: (hear: (message: ToPage) => void) => HubLink;
  readonly storage?: TextStorage;
  readonly schedule?: Schedule;
  readonly api?: Api;
  readonly now?: () => number;
};

export class Live {
  readonly topics: Topics;
  readonly api: Api;
  readonly store: LiveStore;
  readonly overlay: Overlay;
  readonly rows: Rows;
  readonly bets: BetsLoader;
  readonly link: LinkState;
  readonly clock = new ServerClock();
  readonly activity: Activity;
  readonly tally: Tally;
  readonly presence: PresenceBeat;
  readonly recovery: RecoveryWatch;
  readonly actions: Actions;
  private readonly sender: Sender;
  private readonly inbox: Inbox;
  private readonly now: () => number;
  private hub: HubLink | undefined;
  private subscription = 0;
  private place: { epoch: string; seq: number } | undefined;
  private reading: AbortController | undefined;
  private deciding = 0;
  private pumpDue = false;

  constructor(private readonly options: LiveOptions) {
    this.now = options.now ?? Date.now;
    this.topics = new Topics(options.schedule ?? nextFrame);
    this.api = options.api ?? createApi(options);
    this.store = new LiveStore(this.topics);
    this.link = new LinkState(this.topics, this.now);
    this.activity = new Activity(this.topics);
    this.tally = new Tally(this.topics);
    this.presence = new PresenceBeat({ api: this.api, topics: this.topics, actor: options.actor, now: this.now });
    this.recovery = new RecoveryWatch(this.topics, () => this.link.view().state, this.now);
    this.overlay = new Overlay({
      bet: this.store.bet,
      touched: (pid) => this.topics.touch(`bet:${pid}`),
      changed: () => this.operationsChanged(),
      now: this.now,
    });
    this.rows = new Rows(this.store, this.overlay);
    this.sender = new Sender({
      api: this.api,
      overlay: this.overlay,
      learned: (bet, cursor) => this.learn(bet, cursor),
      now: this.now,
    });
    this.bets = new BetsLoader({
      api: this.api,
      store: this.store,
      isCurrent: (cursor) => this.isCurrent(cursor),
      isBusy: (batchId) => this.overlay.openIn(batchId) > 0,
      now: this.now,
    });
    this.inbox = new Inbox(
      (event) => this.apply(event),
      (seq) => this.applied(seq),
    );
    this.actions = new Actions({
      api: this.api,
      store: this.store,
      overlay: this.overlay,
      link: this.link,
      deciding: (change) => {
        this.deciding += change;
      },
      closed: () => this.bets.sweep(),
    });
  }

  /** What the server's clock says now. */
  serverNow = (): number => this.now() + this.clock.offsetMs();
  cursor = (): { epoch: string; seq: number } | undefined => this.place;
  /** Something was sent whose outcome is not known: closing the page now loses sight of it. */
  hasOpenWrites = (): boolean => this.deciding > 0 || this.overlay.all().length > 0;

  start(): void {
    this.overlay.restore(loadOperations(this.options.storage));
    this.hub = this.options.connect((message) => this.hear(message));
    void this.resync();
  }

  stop(): void {
    this.reading?.abort();
    this.hub?.close();
    this.hub = undefined;
    this.sender.stop();
    this.presence.stop();
    this.recovery.stop();
    this.link.stop();
  }

  post(message: ToHub): void {
    this.hub?.post(message);
  }

  /** Reads the whole state anew and follows from there. What is on the screen stays until the new state is complete. */
  async resync(): Promise<void> {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    for (let attempts = 1; ; ++attempts) {
      const outcome = await loadSnapshot(this.api, this.bets.viewed, reading.signal);
      if (reading.signal.aborted) return;
      if (outcome.kind === "ok") {
        const place = parseCursor(outcome.snapshot.cursor);
        if (place === undefined) throw new Error("a snapshot has a cursor");
        this.inbox.clear();
        this.store.swap(outcome.snapshot, this.place === undefined || this.place.epoch === place.epoch);
        this.place = place;
        this.topics.touch("place");
        this.subscribe();
        this.pump();
        return;
      }
      const wait = outcome.kind === "unknown" ? outcome.retryAfterMs : null;
      await new Promise((wake) => setTimeout(wake, wait ?? retryDelayMs(attempts)));
      if (reading.signal.aborted) return;
    }
  }

  subscribe(): void {
    if (this.place === undefined) return;
    const since = `${this.place.epoch}-${this.place.seq}`;
    this.post({ type: "subscribe", since, subscription: ++this.subscription });
  }

  private hear(message: ToPage): void {
    switch (message.type) {
      case "events":
        this.link.heardByte(message.lastByteAt);
        if (message.subscription === this.subscription) this.inbox.take(message.events, message.seq);
        return;
      case "connection":
        this.link.heard(message.news);
        return;
      case "server_time":
        this.clock.heard(message.time.at, message.time.askedAt, message.time.heardAt);
        return;
      case "snapshot_needed":
        void this.resync();
        return;
      case "who_are_you":
        this.subscribe();
        return;
    }
  }

  private apply(event: LiveEvent): void {
    applyEvent(this.store, event);
    this.recovery.take(event);
    if (event.type === "bet_status_updated") this.overlay.heard(event.bet, event.request_id);
    if (event.type === "batch_bets_updated") for (const bet of event.bets) this.overlay.heard(bet, event.request_id);
    this.tally.take(event, this.options.actor());
    this.activity.take(event, this.store.account(event.account_id)?.name, this.serverNow());
  }

  private applied(seq: number): void {
    if (this.place !== undefined && seq > this.place.seq) {
      this.place = { ...this.place, seq };
      this.topics.touch("place");
    }
    this.post({ type: "applied", seq });
  }

  private isCurrent(cursor: string): boolean {
    const epoch = parseCursor(cursor)?.epoch;
    return epoch !== undefined && epoch === this.place?.epoch;
  }

  private learn(bet: Bet, cursor: string): void {
    if (!this.isCurrent(cursor)) return;
    this.store.putBet(bet);
    this.overlay.heard(bet, undefined);
  }

  private operationsChanged(): void {
    this.topics.touch("operations");
    if (this.pumpDue) return;
    this.pumpDue = true;
    queueMicrotask(() => this.pump());
  }

  private pump(): void {
    this.pumpDue = false;
    saveOperations(this.options.storage, this.overlay.all());
    this.sender.pump();
  }
}

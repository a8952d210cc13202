// Says every few seconds where this page is, and hears who else is there. A courtesy: nothing depends on it.
import type { Api } from "@/contract/client";
import { newIntent } from "@/contract/intent";
import type { PresenceWord, PresentSession } from "@/contract/types";
import type { Topics } from "./topics";

export const beatMs = 5_000;
/** Without a key or a click for so long one is idle. */
export const idleAfterMs = 120_000;
/** Going through rows quickly is said once. */
const restMs = 300;

export type Place = { readonly accountId?: number; readonly batchId?: number; readonly pid?: number };

export type PresencePorts = {
  readonly api: Pick<Api, "sayPresence">;
  readonly topics: Topics;
  readonly actor: () => string;
  readonly now: () => number;
};

export class PresenceBeat {
  private readonly session = newIntent().key;
  /** Unknown until a screen says it; until then there is nothing to tell. */
  private place: Place | undefined;
  private isVisible = false;
  private inputAt: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private list: readonly PresentSession[] = [];
  private said = "";

  constructor(private readonly ports: PresencePorts) {
    this.inputAt = ports.now();
  }

  /** The same array until somebody comes, goes or moves. */
  others = (): readonly PresentSession[] => this.list;

  goTo(place: Place): void {
    this.place = place;
    this.sayIn(restMs);
  }

  input(): void {
    const wasIdle = this.isIdle();
    this.inputAt = this.ports.now();
    if (wasIdle) this.sayIn(0);
  }

  setVisible(visible: boolean): void {
    this.isVisible = visible;
    if (visible) this.sayIn(0);
    else clearTimeout(this.timer);
  }

  leave(): void {
    this.stop();
    if (this.place === undefined) return;
    void this.ports.api.sayPresence({ session: this.session, leave: true }, true);
  }

  stop(): void {
    this.isVisible = false;
    clearTimeout(this.timer);
  }

  private sayIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.isVisible && this.place !== undefined) this.timer = setTimeout(() => void this.say(), ms);
  }

  private async say(): Promise<void> {
    this.sayIn(beatMs);
    // Somebody without a name yet is nobody to the others.
    if (this.ports.actor() === "") return;
    const outcome = await this.ports.api.sayPresence(this.word());
    if (outcome.kind === "ok") this.hear(outcome.data.sessions.filter(({ session }) => session !== this.session));
  }

  private word(): PresenceWord {
    const { accountId, batchId, pid } = this.place ?? {};
    return {
      session: this.session,
      name: this.ports.actor(),
      state: this.isIdle() ? "idle" : "active",
      ...(accountId === undefined ? {} : { account_id: accountId }),
      ...(batchId === undefined ? {} : { batch_id: batchId }),
      ...(pid === undefined ? {} : { bet: pid }),
    };
  }

  /** That somebody is still there is no news. */
  private hear(others: readonly PresentSession[]): void {
    const said = JSON.stringify(others.map(({ seen_at: _, ...rest }) => rest));
    if (said === this.said) return;
    this.said = said;
    this.list = others;
    this.ports.topics.touch("presence");
  }

  private isIdle(): boolean {
    return this.ports.now() - this.inputAt > idleAfterMs;
  }
}

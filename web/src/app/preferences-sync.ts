// The settings of an operator are on the server too: what is chosen in one browser holds in the others. First here, then
// there; when the server cannot be reached they are kept here, and the settings say so.

import { newIntent } from "@/contract/intent";
import { type Preferences, readPreferences, storePreferences } from "@/contract/preferences";
import { adoptSettings, onOwnChange, type Settings, settings } from "@/lib/settings";
import {
  isSame,
  isShared,
  mergeSettings,
  overruledSettings,
  parseMemory,
  parseStamped,
  type SyncMemory,
  stampedSettings,
  syncState,
} from "@/lib/settings-merge";
import { readStored, writeStored } from "@/lib/storage";
import type { Live } from "@/live/live";

const memoryKey = "betstream.settings-sync";
/** A slider or a word that is being typed is one change. */
const calmMs = 400;
/** No event tells of preferences: they are looked at again so often, and when the page comes back to the front. */
const againMs = 60_000;
const retryMs = 10_000;
const attemptsMax = 5;

export function startPreferencesSync(live: Live): void {
  const sync = new PreferencesSync(live);
  onOwnChange((patch) => sync.chosen(patch));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sync.soon(0);
  });
  globalThis.addEventListener("focus", () => sync.soon(0));
  globalThis.addEventListener("online", () => sync.soon(0));
  sync.soon(0);
}

class PreferencesSync {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  /** The memory where the browser keeps none. */
  private unkept: SyncMemory | undefined;

  constructor(private readonly live: Live) {}

  chosen(patch: Partial<Settings>): void {
    const memory = this.memory();
    const at = Math.round(this.live.serverNow());
    const names = Object.keys(patch).filter(isShared);
    this.remember({ ...memory, stamps: { ...memory.stamps, ...Object.fromEntries(names.map((name) => [name, at])) } });
    overruledSettings.set([]);
    if (names.length > 0) syncState.set({ kind: "saving" });
    this.soon(calmMs);
  }

  soon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.run();
    }, ms);
  }

  private async run(): Promise<void> {
    if (this.running) {
      this.soon(calmMs);
      return;
    }
    this.running = true;
    const why = await this.exchange(settings.get().actor).finally(() => {
      this.running = false;
    });
    if (why !== undefined) syncState.set({ kind: "kept", why });
    // What was chosen meanwhile has set its own time, which is sooner.
    if (this.timer === undefined) this.soon(why === undefined ? againMs : retryMs);
  }

  /** Undefined when both sides are the same now, or why not. */
  private async exchange(owner: string): Promise<string | undefined> {
    if (owner === "") {
      syncState.set({ kind: "no-name" });
      return undefined;
    }
    for (let attempt = 1; attempt <= attemptsMax; ++attempt) {
      const read = await readPreferences(this.live.api, owner);
      if (read.kind !== "ok") return read.kind === "unknown" ? read.detail : read.problem.detail;
      const stored = await this.reconcile(owner, read.data, read.etag ?? '"0"');
      if (stored !== "changed meanwhile") return stored;
    }
    return "Another browser of yours is changing them at the same time.";
  }

  private async reconcile(owner: string, found: Preferences, etag: string): Promise<string | undefined> {
    const remote = parseStamped(found["settings"]);
    const memory = this.memory();
    const merged = mergeSettings(settings.get(), memory, remote);
    this.remember({ owner, stamps: merged.stamps, acknowledged: memory.acknowledged });
    if (!isSame(merged.settings, settings.get())) adoptSettings(merged.settings);
    if (merged.overruled.length > 0) overruledSettings.set(merged.overruled);
    if (merged.push) {
      const value = { ...found, settings: stampedSettings(merged.settings, merged.stamps, remote) };
      const outcome = await storePreferences(this.live.api, newIntent(), owner, value, etag);
      if (outcome.kind === "unknown") return outcome.detail;
      if (outcome.kind === "refused") {
        return outcome.problem.status === 412 ? "changed meanwhile" : outcome.problem.detail;
      }
    }
    this.remember({ ...this.memory(), acknowledged: merged.stamps });
    syncState.set({ kind: "saved", at: this.live.serverNow() });
    return undefined;
  }

  /** Of somebody else in this browser nothing is remembered: what they chose is not this operator's choice. */
  private memory(): SyncMemory {
    const owner = settings.get().actor;
    const kept = readStored("local", memoryKey, parseMemory) ?? this.unkept;
    return kept?.owner === owner ? kept : { owner, stamps: {}, acknowledged: {} };
  }

  private remember(memory: SyncMemory): void {
    this.unkept = memory;
    writeStored("local", memoryKey, memory);
  }
}

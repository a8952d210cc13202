// Reads the bets of the batches that somebody looks at, keeps a few of those that were left, forgets the rest.
import type { Api } from "@/contract/client";
import type { BatchRef } from "@/contract/types";
import { retryDelayMs } from "./operations";
import type { LiveStore } from "./store";

/** Bets that are kept for batches that nobody looks at. */
export const idleBetsMax = 20_000;
/** Going back to a batch within this time does not start its read again. */
const graceMs = 300;

type View = { readonly at: BatchRef; viewers: number; abort: AbortController | undefined; leftAt: number };

export type LoaderPorts = {
  readonly api: Pick<Api, "batch">;
  readonly store: LiveStore;
  /** Bets of it have operations without an end. */
  readonly isBusy: (batchId: number) => boolean;
  /** Whether a read with this cursor is of the history that the store holds. */
  readonly isCurrent: (cursor: string) => boolean;
  readonly now: () => number;
};

export class BetsLoader {
  private readonly views = new Map<number, View>();

  constructor(private readonly ports: LoaderPorts) {}

  /** The batches that somebody looks at now. */
  viewed = (): readonly BatchRef[] =>
    [...this.views.values()].filter((view) => view.viewers > 0).map((view) => view.at);

  /** Somebody looks at a batch, until the answer is called. */
  view(at: BatchRef): () => void {
    const view = this.views.get(at.batchId) ?? { at, viewers: 0, abort: undefined, leftAt: 0 };
    this.views.set(at.batchId, view);
    ++view.viewers;
    if (view.abort === undefined && this.ports.store.load(at.batchId).state !== "loaded") void this.read(view);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      --view.viewers;
      view.leftAt = this.ports.now();
      setTimeout(() => this.sweep(), graceMs);
    };
  }

  retry(batchId: number): void {
    const view = this.views.get(batchId);
    if (view !== undefined && view.abort === undefined) void this.read(view);
  }

  /** Called when somebody left and when a batch was closed. */
  sweep(): void {
    const now = this.ports.now();
    const { store, isBusy } = this.ports;
    let kept = 0;
    for (const [id, view] of [...this.views].sort(([, a], [, b]) => b.leftAt - a.leftAt)) {
      if (view.viewers > 0 || now - view.leftAt < graceMs) continue;
      kept += store.load(id).pids.length;
      const closed = store.head(id)?.completed ?? true;
      if (isBusy(id) || (store.load(id).state === "loaded" && !closed && kept <= idleBetsMax)) continue;
      view.abort?.abort();
      this.views.delete(id);
      store.evictBets(id);
    }
  }

  private async read(view: View, attempts = 1): Promise<void> {
    const { api, store, isCurrent } = this.ports;
    const { batchId } = view.at;
    const abort = new AbortController();
    view.abort = abort;
    store.beginLoad(batchId);
    const outcome = await api.batch(view.at, abort.signal);
    if (abort.signal.aborted) return;
    view.abort = undefined;
    if (outcome.kind === "refused") store.failLoad(batchId, outcome.problem.detail, outcome.problem.request_id);
    // One of another history is dropped: the snapshot that is on its way brings the batch with it.
    else if (outcome.kind === "ok" && isCurrent(outcome.cursor)) store.putBatch(outcome.data);
    if (outcome.kind !== "unknown") return;
    store.failLoad(batchId, outcome.detail, "");
    setTimeout(() => {
      const isWanted = view.viewers > 0 && view.abort === undefined && this.views.get(batchId) === view;
      if (isWanted && store.load(batchId).state !== "loaded") void this.read(view, attempts + 1);
    }, retryDelayMs(attempts));
  }
}

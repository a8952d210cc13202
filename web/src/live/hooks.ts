// What screens read. Each hook follows one topic and answers with the same object until that topic changed, so that only
// the rows that changed render again.
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import type { Account, BatchHead, BatchRef, PresentSession } from "@/contract/types";
import type { Actions } from "./actions";
import type { Lag, RecentEvent } from "./activity";
import type { Done } from "./history";
import type { ConnectionView } from "./link-state";
import { useLive } from "./live-context";
import type { Counts } from "./overlay";
import type { Place } from "./presence";
import type { Recovery } from "./recovery";
import type { BetRow } from "./rows";
import type { BetsLoad, Tombstone } from "./store";
import type { Topics } from "./topics";

function useTopic<T>(topics: Topics, topic: string, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => topics.subscribe(topic, listener), [topics, topic]);
  return useSyncExternalStore(subscribe, read);
}

/** True once the first snapshot is here; until then there is nothing to show. */
export function useReady(): boolean {
  const { topics, store } = useLive();
  return useTopic(topics, "ready", store.isReady);
}

/** All accounts, newest first; `open_batches` is kept live. */
export function useAccounts(): readonly Account[] {
  const { topics, store } = useLive();
  return useTopic(topics, "accounts", store.allAccounts);
}

export function useAccount(id: number): Account | undefined {
  const { topics, store } = useLive();
  return useTopic(topics, `account:${id}`, () => store.account(id));
}

/** Who deleted the account, and when; undefined as long as it was not. */
export function useTombstone(accountId: number): Tombstone | undefined {
  const { topics, store } = useLive();
  return useTopic(topics, `account:${accountId}`, () => store.tombstone(accountId));
}

/** The batches of an account that are not completed: by start time, then by creation. */
export function useOpenBatches(accountId: number): readonly BatchHead[] {
  const { topics, store } = useLive();
  return useTopic(topics, `batches:${accountId}`, () => store.openBatches(accountId));
}

export type UnfinishedOf = { readonly account: Account; readonly batches: readonly BatchHead[] };

/** The batches that are not completed, of every account. The same array until an account or one of them changes. */
export function useUnfinished(): readonly UnfinishedOf[] {
  const { topics, store } = useLive();
  const kept = useRef<readonly UnfinishedOf[]>([]);
  const subscribe = useCallback(
    (listener: () => void) => {
      // Every event touches the place, and a snapshot touches both others.
      const leave = ["ready", "accounts", "place"].map((topic) => topics.subscribe(topic, listener));
      return () => {
        for (const stop of leave) stop();
      };
    },
    [topics],
  );
  return useSyncExternalStore(subscribe, () => {
    const now = store.allAccounts().map((account) => ({ account, batches: store.openBatches(account.id) }));
    const same = (each: UnfinishedOf, at: number): boolean =>
      kept.current[at]?.account === each.account && kept.current[at]?.batches === each.batches;
    if (now.length !== kept.current.length || !now.every(same)) kept.current = now;
    return kept.current;
  });
}

/** A batch without its bets; a closed one is known while somebody looks at its bets. */
export function useBatchHead(batchId: number): BatchHead | undefined {
  const { topics, store } = useLive();
  return useTopic(topics, `batch:${batchId}`, () => store.head(batchId));
}

/**
 * The bets of a batch: whether they are here, and their pids in the order of the server. Reads them when somebody looks
 * and keeps them live; the rows themselves come from useBetRow.
 */
export function useBatchBets(accountId: number, batchId: number): BetsLoad {
  const { topics, store, bets } = useLive();
  useEffect(() => bets.view({ accountId, batchId }), [bets, accountId, batchId]);
  return useTopic(topics, `bets:${batchId}`, () => store.load(batchId));
}

/** One row: the server's bet and what lies over it. */
export function useBetRow(pid: number): BetRow | undefined {
  const { topics, rows } = useLive();
  return useTopic(topics, `bet:${pid}`, () => rows.get(pid));
}

/** What a person is told about the connection, and what must not be done now. */
export function useConnection(): ConnectionView {
  const { topics, link } = useLive();
  return useTopic(topics, "connection", link.view);
}

/** Milliseconds since the last byte, in steps of 100; Infinity before the first. For the pill and nothing larger. */
export function useDataAge(everyMs = 250): number {
  const { link } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => {
      const timer = setInterval(listener, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs],
  );
  return useSyncExternalStore(subscribe, () => Math.floor(link.ageMs() / 100) * 100);
}

/** How many changes are queued, sent, not known, refused and in conflict. */
export function useOperations(): Counts {
  const { topics, overlay } = useLive();
  return useTopic(topics, "operations", overlay.counts);
}

/** The bets with a refused write or a conflict, for the bar that leads to them. */
export function useFailedPids(): readonly number[] {
  const { topics, overlay } = useLive();
  return useTopic(topics, "operations", overlay.failedPids);
}

/** The last thing that was done and can be undone. */
export function useLastAction(): Done | undefined {
  const { topics, overlay } = useLive();
  return useTopic(topics, "operations", overlay.history.last);
}

/** Why the batch cannot be submitted now; follows the connection and the open changes. */
export function useSubmitBlock(batchId: number): string | undefined {
  const { topics, actions } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = [topics.subscribe("connection", listener), topics.subscribe("operations", listener)];
      return () =>
        leave.forEach((stop) => {
          stop();
        });
    },
    [topics],
  );
  return useSyncExternalStore(subscribe, () => actions.submitBlock(batchId));
}

export function useActions(): Actions {
  return useLive().actions;
}

/** The last events, newest first, bounded. */
export function useRecentEvents(): readonly RecentEvent[] {
  const { topics, activity } = useLive();
  return useTopic(topics, "recent", activity.recent);
}

/** How many bets the operator of this page has marked since it was opened. */
export function useMarksDone(): number {
  const { topics, tally } = useLive();
  return useTopic(topics, "marked", tally.count);
}

/** Reads how long news took from the commit to here; not live, ask when it is to be shown. */
export function useLag(): () => Lag {
  const { activity } = useLive();
  return useCallback(() => activity.lag(), [activity]);
}

/** The server's clock: what it says now, and how far ours is off. */
export function useServerClock(): { readonly now: () => number; readonly offsetMs: () => number } {
  const live = useLive();
  return { now: live.serverNow, offsetMs: live.clock.offsetMs };
}

/** For retry buttons of a failed read of bets. */
export function useRetryBets(): (at: BatchRef) => void {
  const { bets } = useLive();
  return useCallback((at: BatchRef) => bets.retry(at.batchId), [bets]);
}

/** Who else is at work, and where. */
export function usePresence(): readonly PresentSession[] {
  const { topics, presence } = useLive();
  return useTopic(topics, "presence", presence.others);
}

/** Tells the others where this page is, as long as the component is there. */
export function usePresentAt({ accountId, batchId, pid }: Place): void {
  const { presence } = useLive();
  useEffect(() => {
    presence.goTo({
      ...(accountId === undefined ? {} : { accountId }),
      ...(batchId === undefined ? {} : { batchId }),
      ...(pid === undefined ? {} : { pid }),
    });
  }, [presence, accountId, batchId, pid]);
}

/** The last time that the data was late and came back, and which bets changed meanwhile. */
export function useRecovery(): Recovery | undefined {
  const { topics, recovery } = useLive();
  return useTopic(topics, "recovery", recovery.last);
}

// Going from account to account and from batch to batch. Where one goes is decided when the operator goes, never by news.
import { useMemo } from "react";
import { useLocation } from "wouter";
import { keys } from "@/lib/keyboard";
import { routes } from "@/lib/routes";
import { useLive } from "@/live/live-context";
import { neighbour, nextInOrder, openOnly } from "./desk-model";
import { useDeskPlace } from "./place";

export type DeskMoves = {
  readonly openBatch: (accountId: number, batchId: number) => void;
  /** The batch of it that was open last, else the first that waits for somebody, else the account without a batch. */
  readonly openAccount: (accountId: number) => void;
  readonly stepBatch: (step: 1 | -1) => void;
  readonly stepAccount: (step: 1 | -1) => void;
};

/** Where the operator was in each account, as long as the page lives. */
const lastBatch = new Map<number, number>();

export function useDeskMoves(): DeskMoves {
  const { account, batch } = useDeskPlace();
  const { store } = useLive();
  const [, navigate] = useLocation();
  return useMemo(() => {
    const openBatch = (accountId: number, batchId: number): void => {
      lastBatch.set(accountId, batchId);
      keys.settle();
      navigate(routes.batch(accountId, batchId));
    };
    const openAccount = (accountId: number): void => {
      const open = openOnly(store.openBatches(accountId));
      const last = open.find(({ id }) => id === lastBatch.get(accountId));
      const next = last ?? open.find(({ summary }) => summary.pending.count > 0) ?? open[0];
      if (next === undefined) navigate(routes.account(accountId));
      else openBatch(accountId, next.id);
    };
    return {
      openBatch,
      openAccount,
      stepBatch: (step) => {
        if (account === undefined) return;
        const current = batch === undefined ? undefined : store.head(batch);
        const next = nextInOrder(openOnly(store.openBatches(account)), current, step);
        if (next !== undefined) openBatch(account, next.id);
      },
      stepAccount: (step) => {
        const next = neighbour(
          store.allAccounts().map(({ id }) => id),
          account,
          step,
        );
        if (next !== undefined) openAccount(next);
      },
    };
  }, [account, batch, navigate, store]);
}

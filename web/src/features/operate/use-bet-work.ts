// Everything that the parts of the bet grid share: the view, the order, the chosen rows, the row with the tab stop, and
// what the operator can do. One object per batch on the screen.
import { useState } from "react";
import type { BatchHead, BetStatus } from "@/contract/types";
import { useSettings } from "@/lib/use-settings";
import { useView } from "@/lib/use-view";
import { useAccount, useBatchBets } from "@/live/hooks";
import { gridView, nextPending, nextSort, type SortKey, sortOf } from "./grid-model";
import { type Split, without } from "./selection-model";
import { useActiveRow } from "./use-active-row";
import { useCopy } from "./use-copy";
import { useDetails } from "./use-details";
import { useMarks } from "./use-marks";
import { useLook, useOrder } from "./use-order";
import { useSelection } from "./use-selection";

export type BetWorkState = ReturnType<typeof useBetWork>;

export function useBetWork(batch: BatchHead, readOnly: string | undefined) {
  const at = { accountId: batch.account_id, batchId: batch.id };
  const settings = useSettings();
  const account = useAccount(batch.account_id);
  const load = useBatchBets(at.accountId, at.batchId);
  const [view, setView] = useView(gridView);
  const sort = sortOf(view.sort);
  const { order, drift, reorder } = useOrder(batch.id, load, { filter: view.status, words: view.q, sort });
  const look = useLook();
  const chosen = useSelection(order);
  const marks = useMarks(at, readOnly);
  const row = useActiveRow(order, view.bet);
  const { active, activeIndex, focusRow } = row;
  const details = useDetails(row, view.bet, (bet) => setView({ bet }));
  const { copied, copyBets } = useCopy(batch, marks);
  const [overriding, setOverriding] = useState<number>();
  const isPending = (pid: number): boolean => look(pid)?.bet.status === "pending";

  function advance(marked: ReadonlySet<number>): void {
    if (active === undefined) return;
    const { advance: how } = settings;
    const below = order.pids[(activeIndex ?? 0) + 1];
    const next =
      how === "next-pending"
        ? nextPending(order, active, (pid) => !marked.has(pid) && isPending(pid))
        : how === "next-row"
          ? below
          : undefined;
    focusRow(next ?? active);
  }
  function afterBulk(parts: Split | undefined): void {
    if (parts === undefined) return;
    const done = new Set(parts.fresh.map(({ pid }) => pid));
    chosen.set(without(chosen.selection, done));
    advance(done);
  }
  const acted = (): readonly number[] => {
    if (chosen.selection.size === 0) return active === undefined ? [] : [active];
    return [...chosen.selection.keys()].sort((a, b) => (order.indexOf.get(a) ?? 0) - (order.indexOf.get(b) ?? 0));
  };
  return {
    batch,
    at,
    readOnly,
    account,
    currency: account?.currency ?? "",
    load,
    view,
    sort,
    order,
    drift,
    reorder,
    chosen,
    marks,
    ...row,
    ...details,
    overriding,
    copied,
    look,
    copy: (what: "legs" | "rows", pids = acted()) => copyBets(what, pids),
    setOverriding,
    setFilter: (status: typeof view.status) => setView({ status }, { replace: false }),
    setWords: (q: string) => setView({ q }),
    setSort: (key: SortKey) => setView({ sort: nextSort(sort, key) }, { replace: false }),
    showAll: () => setView({ status: "all", q: "" }, { replace: false }),
    /** The chosen rows, else the focused one. */
    mark(status: BetStatus) {
      if (chosen.selection.size > 0) return afterBulk(marks.markChosen(status, chosen.selection));
      if (active !== undefined && marks.markOne(active, status)) advance(new Set([active]));
    },
    /** The buttons of one row, which keep the focus where it is. */
    markRow(pid: number, status: BetStatus) {
      marks.markOne(pid, status);
      focusRow(pid);
    },
    confirmBulk() {
      afterBulk(marks.confirmBulk());
    },
    takeBack(kind: "undo" | "redo") {
      const done = marks.takeBack(kind);
      const [pid] = done?.items.keys() ?? [];
      if (pid !== undefined && order.indexOf.has(pid)) focusRow(pid);
    },
    goToNextPending() {
      const next = nextPending(order, active, isPending);
      if (next !== undefined) focusRow(next);
      else marks.say("No other pending bet in this view.");
    },
  };
}

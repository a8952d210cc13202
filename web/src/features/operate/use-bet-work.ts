// Everything that the parts of the bet grid share: the view, the order, the chosen rows, the row with the tab stop, and
// what the operator can do. One object per batch on the screen.
import { useRef, useState } from "react";
import type { BatchHead, BetStatus } from "@/contract/types";
import { copyText } from "@/lib/clipboard";
import { useSettings } from "@/lib/use-settings";
import { useView } from "@/lib/use-view";
import { useAccount, useAccounts, useBatchBets } from "@/live/hooks";
import { betsText } from "./bet-words";
import { copiedLegs, copiedRows } from "./copy-model";
import { gridView, nextPending, nextSort, type SortKey, sortOf } from "./grid-model";
import { type Split, without } from "./selection-model";
import { useBetInUrl } from "./use-bet-in-url";
import { useMarks } from "./use-marks";
import { useLook, useOrder } from "./use-order";
import { useSelection } from "./use-selection";

/** Which field the inspector opens with. */
export type EditField = "cost" | "note";
export type BetWorkState = ReturnType<typeof useBetWork>;

/** How long a copied row shows it. */
const flashMs = 1200;

export function useBetWork(batch: BatchHead, readOnly: string | undefined) {
  const at = { accountId: batch.account_id, batchId: batch.id };
  const settings = useSettings();
  const account = useAccount(batch.account_id);
  const accounts = useAccounts();
  const load = useBatchBets(at.accountId, at.batchId);
  const [view, setView] = useView(gridView);
  const sort = sortOf(view.sort);
  const { order, drift, reorder } = useOrder(batch.id, load, { filter: view.status, words: view.q, sort });
  const look = useLook();
  const chosen = useSelection(order);
  const marks = useMarks(at, readOnly);
  const [wanted, setActive] = useState(view.bet);
  const [focusTick, setFocusTick] = useState(0);
  const [inspecting, setInspecting] = useState(view.bet !== undefined);
  const [editing, setEditing] = useState<EditField>();
  const [overriding, setOverriding] = useState<number>();
  const [copied, setCopied] = useState<ReadonlySet<number>>(new Set());
  const flash = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The tab stop is never lost: where the active row left the order, the first one stands in.
  const active = wanted !== undefined && order.indexOf.has(wanted) ? wanted : order.pids[0];
  const activeIndex = active === undefined ? undefined : order.indexOf.get(active);
  const currency = account?.currency ?? "";

  const focusRow = (pid: number): void => {
    setActive(pid);
    setFocusTick((tick) => tick + 1);
  };
  useBetInUrl(
    inspecting ? active : undefined,
    view.bet,
    (bet) => setView({ bet }),
    (bet) => {
      setInspecting(true);
      focusRow(bet);
    },
  );

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
    chosen.set(
      without(
        chosen.selection,
        parts.fresh.map(({ pid }) => pid),
      ),
    );
    advance(new Set(parts.fresh.map(({ pid }) => pid)));
  }
  const acted = (): readonly number[] => {
    if (chosen.selection.size === 0) return active === undefined ? [] : [active];
    return [...chosen.selection.keys()].sort((a, b) => (order.indexOf.get(a) ?? 0) - (order.indexOf.get(b) ?? 0));
  };
  async function copy(what: "legs" | "rows", pids = acted()): Promise<void> {
    const bets = pids.flatMap((pid) => look(pid)?.bet ?? []);
    if (bets.length === 0) return;
    const text =
      what === "legs" ? copiedLegs(bets, settings.copyTemplate, currency) : copiedRows(bets, batch, account, accounts);
    if ((await copyText(text)) !== "copied") return marks.warn("The browser did not copy: the text is in a box.");
    marks.say(`Copied ${betsText(bets.length)}.`);
    setCopied(new Set(pids));
    clearTimeout(flash.current);
    flash.current = setTimeout(() => setCopied(new Set()), flashMs);
  }

  return {
    batch,
    at,
    readOnly,
    account,
    currency,
    load,
    view,
    sort,
    order,
    drift,
    reorder,
    chosen,
    marks,
    active,
    activeIndex,
    focusTick,
    inspecting,
    editing,
    overriding,
    copied,
    look,
    focusRow,
    acted,
    copy,
    setActive,
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
      afterBulk(marks.confirmBulk(chosen.selection));
    },
    takeBack(kind: "undo" | "redo") {
      const done = marks[kind]();
      const [pid] = done?.items.keys() ?? [];
      if (pid !== undefined && order.indexOf.has(pid)) focusRow(pid);
    },
    goToNextPending() {
      const next = nextPending(order, active, isPending);
      if (next !== undefined) focusRow(next);
      else marks.say("No other pending bet in this view.");
    },
    inspect(open: boolean, field?: EditField) {
      setInspecting(open);
      setEditing(open ? field : undefined);
      if (!open && active !== undefined) focusRow(active);
    },
    /** On a phone there is no key for it. */
    openDetails: (pid: number) => {
      setActive(pid);
      setInspecting(true);
    },
    closeEditor: () => setEditing(undefined),
  };
}

// What an operator does to bets from the grid: marks, their undo, the answer to a conflict. Says what it did, and why it
// did not.
import { useState } from "react";
import type { BatchRef, BetStatus } from "@/contract/types";
import { keys } from "@/lib/keyboard";
import { useSettings } from "@/lib/use-settings";
import type { Marked } from "@/live/actions";
import { useActions, useConnection } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { betsText } from "./bet-words";
import { type Friction, frictionOf, type Selection, type Split, split } from "./selection-model";
import { useNotices } from "./use-notices";
import { useTakeBack } from "./use-take-back";

/** A bulk change that waits for its confirmation. */
export type Bulk = {
  readonly status: BetStatus;
  /** The rows that the question is about, whatever is chosen meanwhile. */
  readonly selection: Selection;
  readonly parts: Split;
  readonly friction: Exclude<Friction, "instant">;
};
export type Marks = ReturnType<typeof useMarks>;

export function useMarks(at: BatchRef, readOnly: string | undefined) {
  const live = useLive();
  const actions = useActions();
  const { locks } = useConnection();
  const { confirmFrom, typeCountFrom } = useSettings();
  const [bulk, setBulk] = useState<Bulk>();
  const notices = useNotices();
  const { say, speak, warn } = notices;
  /** Says why not, where it was not done. */
  const took = (marked: Marked): boolean => {
    if (marked.kind === "blocked") warn(marked.why);
    return marked.kind === "done" && marked.count > 0;
  };
  const free = (): boolean => {
    if (readOnly !== undefined) warn(readOnly);
    return readOnly === undefined && !keys.isSettling();
  };
  const takeBack = useTakeBack(at, free, notices);
  const nameOf = (pid: number): string => `#${live.store.bet(pid)?.id ?? pid}`;

  function markOne(pid: number, status: BetStatus): boolean {
    if (!free()) return false;
    const marked = actions.mark(at, [{ pid }], status);
    if (took(marked)) {
      speak(`${nameOf(pid)} ${status}, saving.`);
      return true;
    }
    if (marked.kind === "done") say(`${nameOf(pid)} is ${status} already.`);
    return marked.kind === "done";
  }

  function apply(status: BetStatus, { fresh, changed }: Split): boolean {
    const marked = actions.mark(at, fresh, status);
    if (marked.kind === "blocked") warn(marked.why);
    if (marked.kind === "blocked") return false;
    const done = `${betsText(marked.count)} ${status === "pending" ? "back to pending" : `marked ${status}`}`;
    if (changed.length > 0) warn(`${done}. ${leftOut(changed.map(nameOf))}`);
    else speak(`${done}, saving.`);
    return true;
  }

  return {
    bulk,
    notice: notices.notice,
    say,
    warn,
    markOne,
    bulkReason: readOnly ?? locks.decide,
    markReason: readOnly ?? locks.mark,
    /** Marks what was chosen, or asks first; true when it was done. */
    markChosen(status: BetStatus, selection: Selection): Split | undefined {
      if (!free()) return undefined;
      const parts = split(selection, live.store.bet);
      if (parts.fresh.length === 0) {
        warn(leftOut(parts.changed.map(nameOf)));
        return undefined;
      }
      const why = parts.fresh.length > 1 ? locks.decide : locks.mark;
      if (why !== undefined) {
        warn(why);
        return undefined;
      }
      const friction = frictionOf(parts.fresh.length, confirmFrom, typeCountFrom);
      if (friction === "instant") return apply(status, parts) ? parts : undefined;
      setBulk({ status, selection, parts, friction });
      return undefined;
    },
    /** The confirmation: acts only on the numbers that were shown. */
    confirmBulk(): Split | undefined {
      if (bulk === undefined || !free()) return undefined;
      const parts = split(bulk.selection, live.store.bet);
      if (parts.fresh.length !== bulk.parts.fresh.length) {
        setBulk(parts.fresh.length === 0 ? undefined : { ...bulk, parts });
        warn(`The numbers changed. ${leftOut(parts.changed.map(nameOf))}`);
        return undefined;
      }
      setBulk(undefined);
      return apply(bulk.status, parts) ? parts : undefined;
    },
    cancelBulk: () => setBulk(undefined),
    takeBack,
    keep: (pid: number) => actions.keepTheirs(pid),
    override: (pid: number) => free() && took(actions.override(at, pid)),
    retry: (pid: number) => free() && took(actions.retry(at, pid)),
    dismiss: (pid: number) => actions.dismiss(pid),
    askNow: () => actions.askNow(),
  };
}

const namesMax = 5;

export function leftOut(names: readonly string[]): string {
  const shown = names.slice(0, namesMax).join(", ");
  const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : "";
  const were = names.length === 1 ? "was" : "were";
  return `${shown}${more} ${were} changed by others since you chose ${names.length === 1 ? "it" : "them"}: left out.`;
}

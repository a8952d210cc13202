// What an operator does to bets from the grid: marks, their undo, the answer to a conflict. Says what it did, and why it
// did not.
import { useRef, useState } from "react";
import type { BatchRef, BetStatus } from "@/contract/types";
import { announcer } from "@/lib/announce";
import { keys } from "@/lib/keyboard";
import { useSettings } from "@/lib/use-settings";
import type { Marked } from "@/live/actions";
import type { Done } from "@/live/history";
import { useActions, useConnection } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { betsText } from "./bet-words";
import { type Friction, frictionOf, type Selection, type Split, split } from "./selection-model";

/** A bulk change that waits for its confirmation. */
export type Bulk = {
  readonly status: BetStatus;
  readonly parts: Split;
  readonly friction: Exclude<Friction, "instant">;
};
export type Notice = { readonly text: string; readonly tone: "plain" | "warn" };

const saidMs = 4000;

export type Marks = ReturnType<typeof useMarks>;

export function useMarks(at: BatchRef, readOnly: string | undefined) {
  const live = useLive();
  const actions = useActions();
  const { locks } = useConnection();
  const { confirmFrom, typeCountFrom } = useSettings();
  const [bulk, setBulk] = useState<Bulk>();
  const [notice, setNotice] = useState<Notice>();

  const warn = (text: string): void => {
    setNotice({ text, tone: "warn" });
    announcer.urgent(text);
  };
  // A warning stays until the next thing is done; what merely confirms gives way to the last action again.
  const sayTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = (text: string): void => {
    const said: Notice = { text, tone: "plain" };
    setNotice(said);
    announcer.polite(text);
    clearTimeout(sayTimer.current);
    sayTimer.current = setTimeout(() => setNotice((now) => (now === said ? undefined : now)), saidMs);
  };
  /** Says why not, where it was not done. */
  const took = (marked: Marked): boolean => {
    if (marked.kind === "blocked") warn(marked.why);
    return marked.kind === "done" && marked.count > 0;
  };
  const free = (): boolean => {
    if (readOnly !== undefined) warn(readOnly);
    return readOnly === undefined && !keys.isSettling();
  };
  const nameOf = (pid: number): string => `#${live.store.bet(pid)?.id ?? pid}`;

  function markOne(pid: number, status: BetStatus): boolean {
    if (!free()) return false;
    const marked = actions.mark(at, [{ pid }], status);
    if (took(marked)) {
      setNotice(undefined);
      announcer.polite(`${nameOf(pid)} ${status}, saving.`);
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
    else {
      setNotice(undefined);
      announcer.polite(`${done}, saving.`);
    }
    return true;
  }

  return {
    bulk,
    notice,
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
      setBulk({ status, parts, friction });
      return undefined;
    },
    /** The confirmation: acts only on the numbers that were shown. */
    confirmBulk(selection: Selection): Split | undefined {
      if (bulk === undefined || !free()) return undefined;
      const parts = split(selection, live.store.bet);
      if (parts.fresh.length !== bulk.parts.fresh.length) {
        setBulk(parts.fresh.length === 0 ? undefined : { ...bulk, parts });
        warn(`The numbers changed. ${leftOut(parts.changed.map(nameOf))}`);
        return undefined;
      }
      setBulk(undefined);
      return apply(bulk.status, parts) ? parts : undefined;
    },
    cancelBulk: () => setBulk(undefined),
    undo: (): Done | undefined => takeBack("undo"),
    redo: (): Done | undefined => takeBack("redo"),
    keep: (pid: number) => actions.keepTheirs(pid),
    override: (pid: number) => free() && took(actions.override(at, pid)),
    retry: (pid: number) => free() && took(actions.retry(at, pid)),
    dismiss: (pid: number) => actions.dismiss(pid),
    askNow: () => actions.askNow(),
  };

  function takeBack(kind: "undo" | "redo"): Done | undefined {
    const { history } = live.overlay;
    const next = kind === "undo" ? history.last() : history.nextRedo();
    // A key acts only on rows that can be seen: what was done elsewhere is undone there.
    if (next !== undefined && next.at.batchId !== at.batchId) {
      warn(`The last change was in batch #${next.at.batchId}. Open it to ${kind} it.`);
      return undefined;
    }
    if (!free()) return undefined;
    const undone = kind === "undo" ? actions.undo() : actions.redo();
    if (undone.kind === "refused") warn(undone.why);
    if (undone.kind === "refused") return undefined;
    const skipped =
      undone.skipped === 0 ? "" : ` ${betsText(undone.skipped)} changed by others since: left as they are.`;
    (undone.skipped === 0 ? say : warn)(
      `${kind === "undo" ? "Undone" : "Redone"}: ${betsText(undone.count)}.${skipped}`,
    );
    return undone.entry;
  }
}

const namesMax = 5;

export function leftOut(names: readonly string[]): string {
  const shown = names.slice(0, namesMax).join(", ");
  const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : "";
  const were = names.length === 1 ? "was" : "were";
  return `${shown}${more} ${were} changed by others since you chose ${names.length === 1 ? "it" : "them"}: left out.`;
}

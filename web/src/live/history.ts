// What can be undone: the last twenty things that the operator did, and what each bet was before. Pure; knows no server.
import type { BatchRef, Bet, BetChange } from "@/contract/types";

export const undoDepthMax = 20;

export type DoneItem = {
  readonly pid: number;
  readonly change: BetChange;
  readonly back: BetChange;
  /** The version that our write made; absent until it is confirmed. */
  readonly made?: number;
};

export type Done = {
  readonly id: number;
  readonly at: BatchRef;
  readonly kind: "do" | "undo" | "redo";
  readonly items: Map<number, DoneItem>;
};

export class History {
  private undoable: readonly Done[] = [];
  private redoable: readonly Done[] = [];
  private lastId = 0;

  /** The newest thing that was done, for the bar that names it. */
  last = (): Done | undefined => this.undoable.at(-1);
  nextRedo = (): Done | undefined => this.redoable.at(-1);
  nextId = (): number => ++this.lastId;

  /** Ids go on after those of an earlier page. */
  startAfter(id: number): void {
    this.lastId = Math.max(this.lastId, id);
  }

  push(done: Done): void {
    if (done.kind === "undo") this.redoable = [...this.redoable, done].slice(-undoDepthMax);
    else this.undoable = [...this.undoable, done].slice(-undoDepthMax);
    if (done.kind === "do") this.redoable = [];
  }

  takeUndo(): Done | undefined {
    const done = this.undoable.at(-1);
    this.undoable = this.undoable.slice(0, -1);
    return done;
  }

  takeRedo(): Done | undefined {
    const done = this.redoable.at(-1);
    this.redoable = this.redoable.slice(0, -1);
    return done;
  }

  /** It was taken, but could not be used now. */
  putBack(done: Done): void {
    if (done.kind === "undo") this.redoable = [...this.redoable, done];
    else this.undoable = [...this.undoable, done];
  }

  confirm(id: number, pid: number, made: number): void {
    const items = this.find(id)?.items;
    const item = items?.get(pid);
    if (item !== undefined) items?.set(pid, { ...item, made });
  }

  /** It did not happen, or somebody else had done it: nothing of ours to undo. */
  forget(id: number, pid: number): void {
    const done = this.find(id);
    done?.items.delete(pid);
    if (done === undefined || done.items.size > 0) return;
    this.undoable = this.undoable.filter((other) => other !== done);
    this.redoable = this.redoable.filter((other) => other !== done);
  }

  private find(id: number): Done | undefined {
    const is = (done: Done) => done.id === id;
    return this.undoable.findLast(is) ?? this.redoable.findLast(is);
  }
}

/** The bets of `done` that nobody changed since, and those that somebody did. */
export function judgeUndo(
  done: Done,
  bet: (pid: number) => Bet | undefined,
): { free: DoneItem[]; changed: DoneItem[] } {
  const free: DoneItem[] = [];
  const changed: DoneItem[] = [];
  for (const item of done.items.values()) {
    (item.made === undefined || bet(item.pid)?.version === item.made ? free : changed).push(item);
  }
  return { free, changed };
}

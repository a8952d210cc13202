// Moving about in the checked rows, and correcting their cells. The focus is a cell; it is never lost with its row.
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useKeys } from "@/lib/use-keys";
import { useObservable } from "@/lib/use-observable";
import type { VirtualListHandle } from "@/ui/virtual-list";
import { nextBad, problemsAt } from "./check-rows";
import { draft } from "./draft";
import { editCell, list } from "./draft-actions";
import { type Field, fields } from "./fields";

export type Place = { readonly at: number; readonly field: Field };

export type CheckGridState = {
  readonly columns: readonly Field[];
  readonly active: Place | undefined;
  readonly editing: boolean;
  readonly rows: RefObject<VirtualListHandle | null>;
  readonly root: RefObject<HTMLDivElement | null>;
  readonly select: (place: Place) => void;
  readonly edit: (place: Place) => void;
  /** `then` says where to go: one row down, one cell on, or nowhere. */
  readonly commit: (text: string, then: "down" | "right" | "stay") => void;
  readonly cancel: () => void;
  readonly toNextError: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

export function useCheckGrid(): CheckGridState {
  const now = useObservable(draft);
  const { places } = now.listed;
  const columns = fields.filter((field) => field === "id" || now.mapping[field] !== undefined);
  const [active, setActive] = useState<Place>();
  const [editing, setEditing] = useState(false);
  const [tick, setTick] = useState(0);
  const rows = useRef<VirtualListHandle>(null);
  const root = useRef<HTMLDivElement>(null);
  useFocusOn(root, rows, active === undefined ? -1 : places.indexOf(active.at), active, tick);

  const go = (place: Place): void => {
    setActive(place);
    setEditing(false);
    setTick((count) => count + 1);
  };
  const move = (down: number, right: number): void => {
    const { at, field } = active ?? { at: places[0] ?? 0, field: "id" as const };
    const row = places[clamp(places.indexOf(at) + down, places.length)];
    const column = columns[clamp(columns.indexOf(field) + right, columns.length)];
    if (row !== undefined && column !== undefined) go({ at: row, field: column });
  };
  const edit = (place: Place): void => {
    if (now.mapping[place.field] === undefined) return;
    go(place);
    setEditing(true);
  };
  const toNextError = (): void => {
    const { checked } = draft.get();
    const at = checked === undefined ? undefined : nextBad(checked, active?.at ?? -1);
    if (checked === undefined || at === undefined) return;
    if (!draft.get().listed.places.includes(at)) list("bad");
    const field = problemsAt(checked, at).find((problem) => problem.field !== "row")?.field;
    go({ at, field: columns.find((column) => column === field) ?? "selection" });
  };
  useKeys([
    { id: "import.next-error", keys: ["N"], label: "Next error", group: "Import", scope: "import", run: toNextError },
  ]);
  return {
    columns,
    active,
    editing,
    rows,
    root,
    edit,
    toNextError,
    select: (place) => {
      if (active?.at === place.at && active.field === place.field) return;
      setActive(place);
      setEditing(false);
    },
    cancel: () => active !== undefined && go(active),
    commit: (text, then) => {
      if (active === undefined) return;
      editCell(active.at, active.field, text);
      if (then === "stay") setEditing(false);
      else move(then === "down" ? 1 : 0, then === "right" ? 1 : 0);
    },
    onKeyDown: (event) => {
      if (editing || event.ctrlKey || event.metaKey || event.altKey) return;
      const page = rows.current?.rowsPerPage() ?? 1;
      const step = stepOf(event.key, page);
      if (step !== undefined) move(...step);
      else if ((event.key === "Enter" || event.key === "F2") && active !== undefined) edit(active);
      else return;
      event.preventDefault();
    },
  };
}

const all = 1_000_000;

function stepOf(key: string, page: number): readonly [number, number] | undefined {
  const found: Readonly<Record<string, readonly [number, number]>> = {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    PageDown: [page, 0],
    PageUp: [-page, 0],
    Home: [-all, 0],
    End: [all, 0],
  };
  return found[key];
}

function clamp(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at));
}

function useFocusOn(
  root: RefObject<HTMLDivElement | null>,
  rows: RefObject<VirtualListHandle | null>,
  index: number,
  place: Place | undefined,
  tick: number,
): void {
  const done = useRef(tick);
  useLayoutEffect(() => {
    if (done.current === tick || place === undefined) return;
    done.current = tick;
    if (index >= 0) rows.current?.scrollToRow(index);
    const focus = (): boolean => {
      const cell = root.current?.querySelector<HTMLElement>(
        `[data-import-row="${place.at}"] [data-column="${place.field}"]`,
      );
      const target = cell?.querySelector("input") ?? cell;
      target?.focus({ preventScroll: true });
      return target !== null && target !== undefined;
    };
    if (focus()) return;
    // A row far away comes a frame after it was scrolled to.
    const frame = requestAnimationFrame(() => focus());
    return () => cancelAnimationFrame(frame);
  }, [root, rows, index, place, tick]);
}

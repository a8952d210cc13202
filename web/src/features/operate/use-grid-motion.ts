// Moving about in the grid. The focus is a row, or a cell of it; it follows the active row wherever that goes, and is
// given back when the element that had it was taken away.
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { VirtualListHandle } from "@/ui/virtual-list";
import type { GridMotion } from "./grid-keys";
import type { BetWorkState } from "./use-bet-work";

const stops = '[role="gridcell"][tabindex], [data-column="actions"] button';

export function useGridMotion(
  work: BetWorkState,
  grid: RefObject<HTMLDivElement | null>,
  list: RefObject<VirtualListHandle | null>,
  onSearch: () => void,
): GridMotion {
  const { order, active, activeIndex, focusTick } = work;
  const column = useRef<string>(undefined);
  const asked = useRef(focusTick);
  // Whether the focus was in the grid before its element went away.
  const hadFocus = useRef(false);

  useLayoutEffect(() => {
    const lost = document.activeElement === document.body && hadFocus.current;
    if (asked.current === focusTick && !lost) return;
    asked.current = focusTick;
    if (activeIndex !== undefined) list.current?.scrollToRow(activeIndex);
    if (focusOn(grid.current, active, column.current)) return;
    // The rows come a frame after their list.
    const frame = requestAnimationFrame(() => focusOn(grid.current, active, column.current));
    return () => cancelAnimationFrame(frame);
  }, [focusTick, active, activeIndex, grid, list]);

  useLayoutEffect(() => {
    const follow = (event: FocusEvent): void => {
      hadFocus.current = event.target instanceof Node && grid.current?.contains(event.target) === true;
      if (hadFocus.current && event.target instanceof Element) column.current = columnOf(event.target);
    };
    document.addEventListener("focusin", follow);
    return () => document.removeEventListener("focusin", follow);
  }, [grid]);

  return {
    by(rows, extend) {
      const last = order.pids.length - 1;
      if (last < 0) return;
      const from = activeIndex ?? 0;
      const to = Math.max(0, Math.min(last, from + rows));
      const pid = order.pids[to];
      if (pid === undefined) return;
      if (extend) work.chosen.extendTo(pid, active ?? pid);
      work.focusRow(pid);
    },
    page: () => list.current?.rowsPerPage() ?? 1,
    cell(step) {
      const row = document.activeElement?.closest<HTMLElement>("[data-pid]");
      if (row === null || row === undefined) return;
      const visible = [row, ...row.querySelectorAll<HTMLElement>(stops)].filter((each) => each.offsetParent !== null);
      const at = visible.findIndex((each) => each.matches(":focus"));
      visible[at + step]?.focus({ preventScroll: true });
    },
    search: onSearch,
  };
}

function focusOn(grid: HTMLElement | null, pid: number | undefined, column: string | undefined): boolean {
  const row = grid?.querySelector<HTMLElement>(`[data-pid="${pid}"]`);
  const cell = row?.querySelector<HTMLElement>(`[data-column="${column}"]`);
  const stop = cell?.querySelector("button") ?? cell ?? row;
  (stop ?? grid?.querySelector<HTMLElement>('[role="grid"]'))?.focus({ preventScroll: true });
  return stop !== null && stop !== undefined;
}

function columnOf(element: Element): string | undefined {
  return element.closest<HTMLElement>("[data-column]")?.dataset["column"];
}

// What a pointer does in the rows of the grid, the table and the cards: heard once, for all of them. A click acts only
// when it began on the same row: news may have moved another row under the pointer meanwhile.
import { type FocusEvent, type MouseEvent, type PointerEvent, useRef, useState } from "react";
import { keys } from "@/lib/keyboard";
import { type RowAct, rowActOf } from "./bet-row-actions";
import type { BetWorkState } from "./use-bet-work";

export function pidOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-pid]") : null;
  return row === null ? undefined : Number(row.dataset["pid"]);
}

export type RowMenuPlace = { readonly pid: number; readonly x: number; readonly y: number };

export function useRowEvents(work: BetWorkState) {
  const downOn = useRef<number>(undefined);
  const [menu, setMenu] = useState<RowMenuPlace>();
  return {
    menu,
    closeMenu: () => setMenu(undefined),
    onContextMenu(event: MouseEvent) {
      const pid = pidOf(event.target);
      // With Shift the browser's own menu comes, to look at or to select text.
      if (pid === undefined || event.shiftKey) return;
      event.preventDefault();
      work.setActive(pid);
      setMenu({ pid, x: event.clientX, y: event.clientY });
    },
    onPointerDown(event: PointerEvent) {
      downOn.current = pidOf(event.target);
    },
    onFocus(event: FocusEvent) {
      const pid = pidOf(event.target);
      if (pid !== undefined && pid !== work.active) work.setActive(pid);
    },
    onClick(event: MouseEvent) {
      const pid = pidOf(event.target);
      if (pid === undefined || !(event.target instanceof Element)) return;
      // A keyboard's click has no detail and no pointer.
      if (event.detail > 0 && pid !== downOn.current) return;
      const act = rowActOf(event.target);
      // The whole row takes the focus: the button may be gone in a moment, and a cell is only gone to by key.
      const row = event.target.closest<HTMLElement>("[data-pid]");
      if (act !== undefined || event.detail > 0) row?.focus({ preventScroll: true });
      if (act !== undefined && !keys.isSettling()) runAct(work, pid, act, event.shiftKey);
    },
  };
}

function runAct(work: BetWorkState, pid: number, act: RowAct, extend: boolean): void {
  const { marks, chosen } = work;
  switch (act) {
    case "successful":
    case "failed":
    case "pending":
      work.markRow(pid, act);
      return;
    case "choose":
      if (extend) chosen.extendTo(pid, work.active ?? pid);
      else chosen.toggle(pid);
      work.setActive(pid);
      return;
    case "override":
    case "override-not":
      work.setOverriding(act === "override" ? pid : undefined);
      break;
    case "override-now":
      marks.override(pid);
      work.setOverriding(undefined);
      break;
    case "keep":
      marks.keep(pid);
      break;
    case "retry":
      marks.retry(pid);
      break;
    case "dismiss":
      marks.dismiss(pid);
      break;
    case "ask-now":
      marks.askNow();
      break;
  }
  // The button is gone: its row keeps the focus.
  work.focusRow(pid);
}

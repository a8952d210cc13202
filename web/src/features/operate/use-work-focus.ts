import { type RefObject, useEffect } from "react";

/** Rows are mounted some frames after their bets are here. */
const framesMax = 60;

/**
 * When a batch was opened the keys of its grid work at once, and the focus is never lost with the row that had it. A
 * focus that has a place of its own (a dialog, the find box, the sidebar) stays there.
 */
export function useWorkFocus(work: RefObject<HTMLElement | null>, batchId: number, loaded: boolean): void {
  useEffect(() => {
    void batchId;
    if (!isAdrift(work.current)) return;
    work.current?.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    if (!loaded) return;
    let frames = 0;
    let frame = requestAnimationFrame(function look() {
      const row = work.current?.querySelector<HTMLElement>("[data-active]");
      if (!isAdrift(work.current)) return;
      if (row) row.focus({ preventScroll: true });
      else if (++frames < framesMax) frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [work, batchId, loaded]);
}

function isAdrift(work: HTMLElement | null): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return true;
  return focused.tagName === "H1" && work?.contains(focused) === true;
}

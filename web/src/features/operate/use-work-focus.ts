import { type RefObject, useEffect, useRef } from "react";

/**
 * After another batch was opened the keys of the grid work at once, and the focus is never lost with the row that had
 * it. A focus that is somewhere of its own (a dialog, the find box, the sidebar) stays there.
 */
export function useWorkFocus(work: RefObject<HTMLElement | null>, batchId: number, loaded: boolean): void {
  const arrived = useRef<number>(undefined);
  useEffect(() => {
    const first = arrived.current === undefined;
    const sameBatch = arrived.current === batchId;
    arrived.current = batchId;
    if (first && !loaded) return;
    if (!isAdrift(work.current) || (sameBatch && !loaded)) return;
    const tabStop = loaded ? work.current?.querySelector<HTMLElement>('[data-grid="bets"] [tabindex="0"]') : undefined;
    (tabStop ?? work.current?.querySelector<HTMLElement>("h1"))?.focus({ preventScroll: true });
  }, [work, batchId, loaded]);
}

function isAdrift(work: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return (
    focused === null || focused === document.body || (focused.tagName === "H1" && work?.contains(focused) === true)
  );
}

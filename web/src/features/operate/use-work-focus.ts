import { type RefObject, useEffect } from "react";

/** Rows are mounted some frames after their bets are here. */
const framesMax = 60;

/**
 * When a batch was opened the keys of its grid work at once, and the focus is never lost with the row or the button that
 * had it. A focus that has a place of its own (a dialog, the find box, the sidebar) stays there. `shown` names what is
 * shown; when it changes, an element that had the focus may be gone, such as the button that reopened the batch.
 */
export function useWorkFocus(work: RefObject<HTMLElement | null>, shown: string | undefined, loaded: boolean): void {
  useEffect(() => {
    void shown;
    let frames = 0;
    let frame = 0;
    // Not once: the review of a submit, when it closes, gives the focus back to a row that is going.
    const look = (): void => {
      keepFocus(work.current, loaded);
      if (++frames < framesMax) frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [work, shown, loaded]);
}

function keepFocus(work: HTMLElement | null, loaded: boolean): void {
  if (work === null || !isAdrift(work)) return;
  const row = loaded ? work.querySelector<HTMLElement>("[data-active]") : null;
  const target = row ?? work.querySelector<HTMLElement>("h1") ?? work;
  if (target !== document.activeElement) target.focus({ preventScroll: true });
}

function isAdrift(work: HTMLElement): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body || focused === work) return true;
  return focused.tagName === "H1" && work.contains(focused);
}

import { useSyncExternalStore } from "react";
import { type Density, rowHeights, type Settings, settings } from "./settings";
import { useObservable } from "./use-observable";

export function useSettings(): Settings {
  return useObservable(settings);
}

const coarsePointer = "(pointer: coarse)";

function watchPointer(listener: () => void): () => void {
  const query = globalThis.matchMedia(coarsePointer);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** In px, for virtual lists; the same numbers as `--row-height` in tokens.css. */
export function useRowHeight(): number {
  const { density } = useSettings();
  const touch = useSyncExternalStore(watchPointer, () => globalThis.matchMedia(coarsePointer).matches);
  const effective: Density = touch ? "roomy" : density;
  return rowHeights[effective];
}

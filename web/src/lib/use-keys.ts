import { useEffect, useRef, useSyncExternalStore } from "react";
import { type KeyBinding, keys } from "./keyboard";

/** Registers bindings while the component is there; `run` may close over anything, it is always the newest. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  // What is listed changes only when ids, keys, labels or scopes do, not with every render.
  const shape = JSON.stringify(bindings.map(({ run: _, ...rest }) => rest));
  useEffect(() => {
    const described: readonly KeyBinding[] = latest.current;
    void shape;
    return keys.register(
      described.map((binding) => ({
        ...binding,
        run: () => latest.current.find((candidate) => candidate.id === binding.id)?.run(),
      })),
    );
  }, [shape]);
}

/** The key of a binding as the operator has mapped it. */
export function useKeyOf(id: string | undefined): string | undefined {
  return useSyncExternalStore(keys.subscribe, () => (id === undefined ? undefined : keys.keyOf(id)));
}

export function useAllBindings(): readonly KeyBinding[] {
  return useSyncExternalStore(keys.subscribe, keys.bindings);
}

// One clock for everything on the page that counts: it ticks while somebody watches, at second or tenth.

import { useSyncExternalStore } from "react";

interface Ticker {
  subscribe(listener: () => void): () => void;
  get(): number;
}

function ticker(period: number): Ticker {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    get: () => now,
    subscribe(listener) {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = setInterval(tick, period);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

const seconds = ticker(1000);
const quarters = ticker(250);

/** This machine's time in ms, a new value each second (or four times a second). */
export function useNow(pace: "second" | "quarter" = "second"): number {
  const clock = pace === "second" ? seconds : quarters;
  return useSyncExternalStore(clock.subscribe, clock.get);
}

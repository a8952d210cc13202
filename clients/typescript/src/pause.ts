// Waiting: how long before the next try, and a sleep that ends when it is told to.

/** 100 ms, doubled with each failure up to `mostMs`, and spread, so that those who failed together come back apart. */
export function backoffMs(failures: number, mostMs: number): number {
  return Math.min(mostMs, 100 * 2 ** Math.min(failures, 20)) * (0.5 + Math.random() / 2);
}

/** Rejects with the reason of the signal when that comes first. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

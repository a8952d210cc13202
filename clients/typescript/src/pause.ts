// Waiting: how long before the next try, and waits that end when they are told to.

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

/** The same for work that does not listen to the signal itself; it goes on, but nobody waits for it. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

// Waiting for a condition, never for a time.
import { setTimeout as pause } from "node:timers/promises";

const step = 25;

/** What `look` returns as soon as that is true; fails with `what` when it never is. A look that throws looks again. */
export async function until(look, what, { timeout = 20_000 } = {}) {
  const deadline = performance.now() + timeout;
  let last;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
      last = found;
    } catch (error) {
      last = error.message;
    }
    if (performance.now() > deadline) throw new Error(`waited ${timeout} ms in vain for ${what}; last: ${last}`);
    await pause(step);
  }
}

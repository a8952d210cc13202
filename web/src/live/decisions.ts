// Writes that are not shown before the server confirmed them: submit, reopen, delete, create. One intent is sent with its
// one key until the outcome is known.
import type { Done, Outcome, Refused } from "@/contract/problem";
import { retryDelayMs } from "./operations";

/** Not sent at all: what was asked for must not be done now. */
export type Blocked = { readonly kind: "blocked"; readonly why: string };
/** The caller stopped asking; what became of it is not known. */
export type Abandoned = { readonly kind: "abandoned" };
export type Decision<T> = Done<T> | Refused | Blocked | Abandoned;

export type DecisionOptions = {
  readonly signal?: AbortSignal;
  /** The outcome is not known; it is asked again. */
  readonly onUnknown?: (attempts: number, detail: string) => void;
};

export async function untilKnown<T>(
  send: () => Promise<Outcome<T>>,
  options: DecisionOptions = {},
): Promise<Decision<T>> {
  for (let attempts = 1; ; ++attempts) {
    const outcome = await send();
    if (outcome.kind !== "unknown") return outcome;
    if (options.signal?.aborted) return { kind: "abandoned" };
    options.onUnknown?.(attempts, outcome.detail);
    await sleep(outcome.retryAfterMs ?? retryDelayMs(attempts), options.signal);
    if (options.signal?.aborted) return { kind: "abandoned" };
  }
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((wake) => {
    const timer = setTimeout(wake, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      wake();
    });
  });
}

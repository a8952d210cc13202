// Long work in short pieces, so that keys, clicks and the stream are never kept waiting.

const sliceMs = 12;

export type Pause = () => Promise<void>;

/** A task of its own: what waits in the browser's queue goes first. */
export const nextTask: Pause = () => new Promise((go) => setTimeout(go));

/** Runs a generator to its end; every `yield` is a place where it may be interrupted. */
export async function inSlices<T>(
  work: Generator<undefined, T, undefined>,
  { signal, pause = nextTask }: { signal?: AbortSignal; pause?: Pause } = {},
): Promise<T> {
  let until = performance.now() + sliceMs;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() < until) continue;
    await pause();
    signal?.throwIfAborted();
    until = performance.now() + sliceMs;
  }
}

/** The same at one go. */
export function atOnce<T>(work: Generator<undefined, T, undefined>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

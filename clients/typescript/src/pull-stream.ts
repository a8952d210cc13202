// What EventStream and Following have in common: items that are made only when they are asked for, and three ways to end:
// the caller leaves (`break`, or `return` from anywhere), the signal aborts, or an error comes out.

export abstract class PullStream<Item> implements AsyncIterableIterator<Item, undefined> {
  protected readonly ending = new AbortController();
  private isClosed = false;
  private readonly running: AsyncGenerator<Item, undefined>;

  constructor(signal: AbortSignal | undefined) {
    this.running = this.run(signal);
  }

  /** Goes on until it throws. */
  protected abstract items(): AsyncGenerator<Item, never>;

  next(): Promise<IteratorResult<Item, undefined>> {
    return this.running.next();
  }

  /** Ends it, also while `next` waits. */
  return(): Promise<IteratorResult<Item, undefined>> {
    this.isClosed = true;
    this.ending.abort();
    return this.running.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async *run(signal: AbortSignal | undefined): AsyncGenerator<Item, undefined> {
    const forward = () => this.ending.abort(signal?.reason);
    signal?.addEventListener("abort", forward, { once: true });
    try {
      signal?.throwIfAborted();
      yield* this.items();
    } catch (error) {
      if (this.isClosed) return undefined;
      throw signal?.aborted ? signal.reason : error;
    } finally {
      signal?.removeEventListener("abort", forward);
    }
    return undefined;
  }
}

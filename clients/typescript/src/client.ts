// The door: one method for each route that a model or a bot needs, named as in the contract.
import {
  type Answer,
  type CallOptions,
  call,
  type Fetch,
  keyOf,
  type Query,
  type Request,
  toHeaderBytes,
  type VersionedOptions,
  type WriteOptions,
} from "./call.js";
import { type EventFilter, type EventOptions, EventStream, type StreamLine } from "./event-stream.js";
import { Following, type Read } from "./following.js";
import type {
  Account,
  Batch,
  BatchHead,
  BatchList,
  BatchRef,
  BatchSearch,
  Bet,
  BetPatch,
  DryRun,
  EventOf,
  EventPage,
  EventSearch,
  EventType,
  Mark,
  MarkResult,
  Meta,
  NewAccount,
  NewBatch,
  Statistics,
  StatisticsSearch,
  Submission,
} from "./types.js";

export type BetStreamOptions = {
  /** Who does this; stored with every event. At most 64 characters. */
  readonly actor?: string;
  /** Instead of the global `fetch`. */
  readonly fetch?: Fetch;
  /** Sent with every request, for instance what a proxy wants to see. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Asked for each call which W3C trace context it belongs to, such as that of the current span; the events of a write
   * carry it.
   */
  readonly traceparent?: () => string | undefined;
  /** An attempt without an answer is given up after so long: 10 s. */
  readonly attemptMs?: number;
  /** A call with all its attempts ends by then: 30 s. */
  readonly deadlineMs?: number;
  /**
   * A stream that broke waits at most so long before it connects again: 15 s. The server asks for 1 to 5 s, so that
   * thousands do not come back at once; where there are few, less is fine.
   */
  readonly reconnectMaxMs?: number;
};

export class BetStream {
  private readonly line: StreamLine;

  /** `url` is where the server is; in a browser "" is where the page came from. */
  constructor(url: string, options: BetStreamOptions = {}) {
    if (url !== "") new URL(url); // says at once what is wrong with it
    const actor = options.actor === undefined ? {} : { "BetStream-Actor": toHeaderBytes(options.actor) };
    this.line = {
      base: url.replace(/\/+$/, ""),
      fetch: options.fetch ?? ((target, init) => fetch(target, init)),
      headers: { ...options.headers, ...actor },
      traceparent: options.traceparent,
      attemptMs: options.attemptMs ?? 10_000,
      deadlineMs: options.deadlineMs ?? 30_000,
      reconnectMaxMs: options.reconnectMaxMs ?? 15_000,
    };
  }

  listAccounts(options?: CallOptions): Promise<Answer<readonly Account[]>> {
    return this.read("/api/v1/accounts", {}, options);
  }

  createAccount(account: NewAccount, options?: WriteOptions): Promise<Answer<Account>> {
    return this.write("POST", "/api/v1/accounts", account, options);
  }

  getAccount(account_id: number, options?: CallOptions): Promise<Answer<Account>> {
    return this.read(`/api/v1/accounts/${account_id}`, {}, options);
  }

  replaceAccount(account_id: number, account: NewAccount, options?: VersionedOptions): Promise<Answer<Account>> {
    return this.write("PUT", `/api/v1/accounts/${account_id}`, account, options);
  }

  deleteAccount(account_id: number, options?: VersionedOptions): Promise<Answer<undefined>> {
    return this.write("DELETE", `/api/v1/accounts/${account_id}`, undefined, options);
  }

  /** Newest first. With their bets, unless `bets` is false, which is much cheaper. `next` goes on in `cursor`. */
  listBatches(
    account_id: number,
    query: BatchList & { readonly bets: false },
    options?: CallOptions,
  ): Promise<Answer<readonly BatchHead[]>>;
  listBatches(
    account_id: number,
    query?: BatchList & { readonly bets?: true },
    options?: CallOptions,
  ): Promise<Answer<readonly Batch[]>>;
  listBatches(
    account_id: number,
    query: BatchList & { readonly bets?: boolean } = {},
    options?: CallOptions,
  ): Promise<Answer<readonly BatchHead[]>> {
    return this.read(`/api/v1/accounts/${account_id}/batches`, query, options);
  }

  /** All of it or nothing. */
  createBatch(account_id: number, batch: NewBatch, options?: WriteOptions): Promise<Answer<Batch>> {
    return this.write("POST", `/api/v1/accounts/${account_id}/batches`, batch, options);
  }

  /** What `createBatch` would say to this batch; nothing is stored. */
  checkBatch(account_id: number, batch: NewBatch, options?: CallOptions): Promise<Answer<DryRun>> {
    const path = `/api/v1/accounts/${account_id}/batches`;
    return call(this.line, { method: "POST", path, query: { dry_run: true }, body: batch }, options);
  }

  getBatch(batch: BatchRef, options?: CallOptions): Promise<Answer<Batch>> {
    return this.read(pathOf(batch), {}, options);
  }

  /** Members that are null are removed, others replaced; the rest stays. */
  patchBatchMeta(batch: BatchRef, meta: Meta, options?: VersionedOptions): Promise<Answer<BatchHead>> {
    return this.write("PATCH", pathOf(batch), { meta }, options);
  }

  activateBatch(batch: BatchRef, options?: VersionedOptions): Promise<Answer<BatchHead>> {
    return this.write("POST", `${pathOf(batch)}/activate`, undefined, options);
  }

  submitBatch(batch: BatchRef, submission: Submission = {}, options?: VersionedOptions): Promise<Answer<BatchHead>> {
    return this.write("POST", `${pathOf(batch)}/submit`, submission, options);
  }

  reopenBatch(batch: BatchRef, reason: string, options?: VersionedOptions): Promise<Answer<BatchHead>> {
    return this.write("POST", `${pathOf(batch)}/reopen`, { reason }, options);
  }

  /** The batches of all accounts, newest first. A short page is not the last one: `next` says whether it goes on. */
  searchBatches(query: BatchSearch = {}, options?: CallOptions): Promise<Answer<readonly BatchHead[]>> {
    return this.read("/api/v1/batches", query, options);
  }

  markBet(batch: BatchRef, pid: number, change: BetPatch, options?: VersionedOptions): Promise<Answer<Bet>> {
    return this.write("PATCH", `${pathOf(batch)}/bets/${pid}`, change, options);
  }

  /** All of them or none. */
  markBets(batch: BatchRef, marks: readonly Mark[], options?: WriteOptions): Promise<Answer<readonly Bet[]>> {
    return this.write("PATCH", `${pathOf(batch)}/bets`, marks, options);
  }

  /** Those that can be done, with one result for each. */
  markBetsPartially(
    batch: BatchRef,
    marks: readonly Mark[],
    options?: WriteOptions,
  ): Promise<Answer<readonly MarkResult[]>> {
    return this.write("PATCH", `${pathOf(batch)}/bets`, marks, options, { mode: "partial" });
  }

  getStatistics(query: StatisticsSearch, options?: CallOptions): Promise<Answer<Statistics>> {
    return this.read("/api/v1/statistics", query, options);
  }

  /** A page of the log. `wait` seconds are added to the time that the call may take. */
  listEvents(query: EventSearch = {}, options?: CallOptions): Promise<Answer<EventPage>> {
    const waitMs = 1000 * (query.wait ?? 0);
    return call(this.line, { method: "GET", path: "/api/v1/events", query: query as Query, waitMs }, options);
  }

  /** Every event after `since`, once and in order, as it happens; see EventStream for how it ends. */
  events<Type extends EventType = EventType>(options: EventOptions<Type> = {}): EventStream<EventOf<Type>> {
    return new EventStream<EventOf<Type>>(this.line, options);
  }

  /**
   * Reads the state, then follows it from the cursor of that read; after a reset it does so again. The first item is a
   * state, and whenever another one comes, it replaces all that was known.
   */
  follow<T, Type extends EventType = EventType>(
    read: (signal: AbortSignal) => Promise<Read<T>>,
    filter: EventFilter<Type> = {},
  ): Following<T, EventOf<Type>> {
    return new Following<T, EventOf<Type>>(this.line, read, filter);
  }

  private read<T>(path: string, query: object, options: CallOptions | undefined): Promise<Answer<T>> {
    return call(this.line, { method: "GET", path, query: query as Query }, options);
  }

  private write<T>(
    method: Request["method"],
    path: string,
    body: unknown,
    options: VersionedOptions | undefined,
    query: Query = {},
  ): Promise<Answer<T>> {
    return call(this.line, { method, path, query, body, key: keyOf(options), version: options?.version }, options);
  }
}

const pathOf = ({ account_id, id }: BatchRef) => `/api/v1/accounts/${account_id}/batches/${id}`;

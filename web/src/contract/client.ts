// The HTTP side of the server. Every write names its intent and its actor; every answer is an Outcome. A request is sent
// once: whoever asks decides about the next attempt, and shows it.
import {
  type Answer,
  call,
  type Fetch,
  type Line,
  type Query,
  type Request,
  toHeaderBytes,
} from "betstream-client/parts";
import type { Intent } from "./intent";
import { failureOf, type Outcome } from "./problem";
import type {
  Account,
  Batch,
  BatchHead,
  BatchList,
  BatchRef,
  BatchSearch,
  Bet,
  BetChange,
  CreatedBatch,
  DryRun,
  EventPage,
  EventSearch,
  Mark,
  MarkResult,
  NewAccount,
  NewBatch,
  Presence,
  PresenceWord,
  Submission,
} from "./types";

export type ApiOptions = {
  /** Where the server is, without a slash at the end; "" is where the page came from. */
  readonly baseUrl: string;
  /** The name of who works here; asked at every write. */
  readonly actor: () => string;
  readonly fetch?: Fetch;
};

type WriteOptions = { readonly version?: number; readonly signal?: AbortSignal };

/** After so long an answer counts as lost. */
const attemptMs = 10_000;

/** How this page speaks to the server that it came from, or to the one that is named. */
export function lineTo(baseUrl: string, fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Line {
  return { base: baseUrl, fetch, headers: {}, traceparent: undefined, attemptMs, deadlineMs: attemptMs };
}

export type Api = ReturnType<typeof createApi>;

export function createApi(options: ApiOptions) {
  const line = lineTo(options.baseUrl, options.fetch);
  const send = <T>(by: Line, request: Request, signal?: AbortSignal) =>
    settle(call<T>(by, request, { signal, attemptsMax: 1 }), signal);
  const read = <T>(path: string, query: object, signal?: AbortSignal) =>
    send<T>(line, { method: "GET", path, query: query as Query }, signal);
  const write = <T>(
    intent: Intent,
    request: Omit<Request, "key" | "request_id" | "version">,
    { version, signal }: WriteOptions = {},
    { actor = options.actor(), ...headers }: WriteHeaders = {},
  ) => {
    const by = { ...line, headers: { ...headers, "BetStream-Actor": toHeaderBytes(actor.trim()) } };
    return send<T>(by, { ...request, key: intent.key, request_id: intent.requestId, version }, signal);
  };

  return {
    /** For what has no method here. */
    read,
    write,

    accounts: (signal?: AbortSignal) => read<readonly Account[]>("/api/v1/accounts", {}, signal),

    /** Heads only. `next` of the answer goes on in `cursor`. */
    batches: (accountId: number, query: BatchList, signal?: AbortSignal) =>
      read<readonly BatchHead[]>(batchesOf(accountId), { ...query, bets: false }, signal),

    batch: (at: BatchRef, signal?: AbortSignal) => read<Batch>(pathOf(at), {}, signal),

    /** Heads of all accounts, newest first; `next` goes on in `cursor`. A short page is not the last one. */
    searchBatches: (query: BatchSearch, signal?: AbortSignal) =>
      read<readonly BatchHead[]>("/api/v1/batches", query, signal),

    searchEvents: (query: EventSearch, signal?: AbortSignal) => read<EventPage>("/api/v1/events", query, signal),

    createAccount: (intent: Intent, body: NewAccount, options?: WriteOptions) =>
      write<Account>(intent, { method: "POST", path: "/api/v1/accounts", body }, options),

    replaceAccount: (intent: Intent, id: number, body: NewAccount, options?: WriteOptions) =>
      write<Account>(intent, { method: "PUT", path: `/api/v1/accounts/${id}`, body }, options),

    deleteAccount: (intent: Intent, id: number, options?: WriteOptions) =>
      write<undefined>(intent, { method: "DELETE", path: `/api/v1/accounts/${id}` }, options),

    /** Checks a batch as a creation would, and stores nothing. */
    checkBatch: (intent: Intent, accountId: number, body: NewBatch, options?: WriteOptions) =>
      write<DryRun>(intent, { method: "POST", path: batchesOf(accountId), query: { dry_run: true }, body }, options),

    createBatch: (intent: Intent, accountId: number, body: NewBatch, options?: WriteOptions) =>
      write<CreatedBatch>(intent, { method: "POST", path: batchesOf(accountId), body }, options, {
        Prefer: "return=minimal",
      }),

    changeBet: (intent: Intent, at: BatchRef, pid: number, change: BetChange, options?: WriteOptions) =>
      write<Bet>(intent, { method: "PATCH", path: `${pathOf(at)}/bets/${pid}`, body: change }, options),

    /** Several bets of one batch: what can be done is done, one result for each. */
    changeBets: (intent: Intent, at: BatchRef, marks: readonly Mark[], options?: WriteOptions) => {
      const path = `${pathOf(at)}/bets`;
      return write<readonly MarkResult[]>(
        intent,
        { method: "PATCH", path, query: { mode: "partial" }, body: marks },
        options,
      );
    },

    submit: (intent: Intent, at: BatchRef, body: Submission, options?: WriteOptions) =>
      write<BatchHead>(intent, { method: "POST", path: `${pathOf(at)}/submit`, body }, options),

    activate: (intent: Intent, at: BatchRef, options?: WriteOptions) =>
      write<BatchHead>(intent, { method: "POST", path: `${pathOf(at)}/activate` }, options),

    reopen: (intent: Intent, at: BatchRef, reason: string, options?: WriteOptions) =>
      write<BatchHead>(intent, { method: "POST", path: `${pathOf(at)}/reopen`, body: { reason } }, options),

    /** No write: it leaves no trace, and saying it again is harmless. `keepalive` outlives a page that is closing. */
    sayPresence: (word: PresenceWord, keepalive = false) =>
      send<Presence>(line, { method: "POST", path: "/api/v1/presence", body: word, keepalive }),

    /** A JSON merge patch: null removes a member. */
    patchMeta: (intent: Intent, at: BatchRef, meta: Record<string, unknown>, options?: WriteOptions) =>
      write<BatchHead>(intent, { method: "PATCH", path: pathOf(at), body: { meta } }, options),
  };
}

/** Sent beside what every write says; `actor` where it is not who works here. */
type WriteHeaders = { readonly actor?: string; readonly Prefer?: string; readonly "If-Match"?: string };

const batchesOf = (accountId: number) => `/api/v1/accounts/${accountId}/batches`;
const pathOf = ({ accountId, batchId }: BatchRef) => `${batchesOf(accountId)}/${batchId}`;

async function settle<T>(answer: Promise<Answer<T>>, signal: AbortSignal | undefined): Promise<Outcome<T>> {
  try {
    return { kind: "ok", ...(await answer) };
  } catch (error) {
    return failureOf(error, signal);
  }
}

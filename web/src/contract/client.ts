// The HTTP side of the server. Every write names its intent and its actor; every answer is an Outcome.
import createFetchClient, { type Client } from "openapi-fetch";
import type { Intent } from "./intent";
import { isPassing, type Outcome, retryAfterMs, toProblem } from "./problem";
import type { paths } from "./schema.gen";
import type {
  Account,
  Batch,
  BatchHead,
  BatchRef,
  BatchStatus,
  Bet,
  BetChange,
  CreatedBatch,
  DryRun,
  EventPage,
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
  readonly fetch?: (request: Request) => Promise<Response>;
  /** After so long an answer counts as lost. */
  readonly timeoutMs?: number;
};

type Query<Path extends "/api/v1/batches" | "/api/v1/events"> = NonNullable<paths[Path]["get"]["parameters"]["query"]>;
export type BatchSearch = Query<"/api/v1/batches">;
export type EventSearch = Query<"/api/v1/events">;

type Raw<T> = { data?: T; error?: unknown; response: Response };
type WriteOptions = { readonly version?: number; readonly signal?: AbortSignal };

/** A header carries bytes; the server reads them as UTF-8. */
export function toHeaderBytes(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text.trim()));
}

/** Turns an answer of openapi-fetch, or its failure, into an outcome. */
export async function settle<T>(call: Promise<Raw<unknown>>, signal?: AbortSignal): Promise<Outcome<T>> {
  let raw: Raw<unknown>;
  try {
    raw = await call;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const timedOut = error instanceof DOMException && error.name === "TimeoutError";
    const why = signal?.aborted ? "aborted" : timedOut ? "timeout" : "network";
    return { kind: "unknown", why, detail, retryAfterMs: null };
  }
  const { response } = raw;
  if (response.ok) return done(raw.data as T, response);
  const problem = toProblem(raw.error, response);
  if (!isPassing(response.status)) {
    return { kind: "refused", problem, cursor: response.headers.get("BetStream-Cursor") };
  }
  return { kind: "unknown", why: "server", detail: problem.detail, retryAfterMs: retryAfterMs(response) };
}

function done<T>(data: T, response: Response): Outcome<T> {
  const next = /<([^>]+)>\s*;\s*rel="next"/.exec(response.headers.get("Link") ?? "")?.[1] ?? null;
  return {
    kind: "ok",
    data,
    cursor: response.headers.get("BetStream-Cursor"),
    etag: response.headers.get("ETag"),
    replayed: response.headers.get("Idempotency-Replayed") === "true",
    next,
  };
}

/** The `cursor` of a page's `next`. */
export function pageCursor(next: string | null): string | undefined {
  return next === null ? undefined : (new URL(next, "http://page").searchParams.get("cursor") ?? undefined);
}

export type Api = ReturnType<typeof createApi>;

export function createApi(options: ApiOptions) {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const http: Client<paths> = createFetchClient<paths>({
    baseUrl: options.baseUrl,
    // Arrays as the contract reads them: status=created,active.
    querySerializer: { array: { style: "form", explode: false } },
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });

  const limited = (signal?: AbortSignal) => {
    const limit = AbortSignal.timeout(timeoutMs);
    return signal ? AbortSignal.any([signal, limit]) : limit;
  };
  const reading = (signal?: AbortSignal) => ({ signal: limited(signal) });
  const writing = (intent: Intent, write: WriteOptions = {}) => ({
    signal: limited(write.signal),
    headers: {
      "Idempotency-Key": intent.key,
      "X-Request-Id": intent.requestId,
      "BetStream-Actor": toHeaderBytes(options.actor()),
      ...(write.version === undefined ? {} : { "If-Match": `"${write.version}"` }),
    },
  });
  const inBatch = (at: BatchRef) => ({ account_id: at.accountId, batch_id: at.batchId });
  const batchPath = "/api/v1/accounts/{account_id}/batches/{batch_id}";
  const accountPath = "/api/v1/accounts/{account_id}";

  return {
    /** For reads that have no method here: `settle(api.http.GET(...))`. */
    http,

    accounts: (signal?: AbortSignal) =>
      settle<readonly Account[]>(http.GET("/api/v1/accounts", reading(signal)), signal),

    /** Heads only. `page` is the `cursor` of the page before. */
    batches: (accountId: number, status: readonly BatchStatus[], page?: string, signal?: AbortSignal) => {
      const query = { bets: false, status, ...(page === undefined ? {} : { cursor: page }) };
      const params = { path: { account_id: accountId }, query };
      return settle<readonly BatchHead[]>(
        http.GET("/api/v1/accounts/{account_id}/batches", { params, ...reading(signal) }),
        signal,
      );
    },

    batch: (at: BatchRef, signal?: AbortSignal) =>
      settle<Batch>(http.GET(batchPath, { params: { path: inBatch(at) }, ...reading(signal) }), signal),

    events: (since: string, limit: number, signal?: AbortSignal) =>
      settle<EventPage>(
        http.GET("/api/v1/events", { params: { query: { since, limit } }, ...reading(signal) }),
        signal,
      ),

    /** Heads of all accounts, newest first; `next` goes on in `cursor`. A short page is not the last one. */
    searchBatches: (query: BatchSearch, signal?: AbortSignal) =>
      settle<readonly BatchHead[]>(http.GET("/api/v1/batches", { params: { query }, ...reading(signal) }), signal),

    searchEvents: (query: EventSearch, signal?: AbortSignal) =>
      settle<EventPage>(http.GET("/api/v1/events", { params: { query }, ...reading(signal) }), signal),

    createAccount: (intent: Intent, body: NewAccount, write?: WriteOptions) =>
      settle<Account>(http.POST("/api/v1/accounts", { body, ...writing(intent, write) }), write?.signal),

    replaceAccount: (intent: Intent, id: number, body: NewAccount, write?: WriteOptions) =>
      settle<Account>(
        http.PUT(accountPath, { params: { path: { account_id: id } }, body, ...writing(intent, write) }),
        write?.signal,
      ),

    deleteAccount: (intent: Intent, id: number, write?: WriteOptions) =>
      settle<undefined>(
        http.DELETE(accountPath, { params: { path: { account_id: id } }, ...writing(intent, write) }),
        write?.signal,
      ),

    /** Checks a batch as a creation would, and stores nothing. */
    checkBatch: (intent: Intent, accountId: number, body: NewBatch, write?: WriteOptions) =>
      settle<DryRun>(postBatch(http, accountId, body, { dry_run: true }, writing(intent, write)), write?.signal),

    createBatch: (intent: Intent, accountId: number, body: NewBatch, write?: WriteOptions) => {
      const { headers, signal } = writing(intent, write);
      const minimal = { signal, headers: { ...headers, Prefer: "return=minimal" } };
      return settle<CreatedBatch>(postBatch(http, accountId, body, {}, minimal), write?.signal);
    },

    changeBet: (intent: Intent, at: BatchRef, pid: number, change: BetChange, write?: WriteOptions) =>
      settle<Bet>(
        http.PATCH(`${batchPath}/bets/{pid}`, {
          params: { path: { ...inBatch(at), pid } },
          body: change,
          ...writing(intent, write),
        }),
        write?.signal,
      ),

    /** Several bets of one batch: what can be done is done, one result for each. */
    changeBets: (intent: Intent, at: BatchRef, marks: readonly Mark[], write?: WriteOptions) =>
      settle<readonly MarkResult[]>(
        http.PATCH(`${batchPath}/bets`, {
          params: { path: inBatch(at), query: { mode: "partial" } },
          body: marks,
          ...writing(intent, write),
        }),
        write?.signal,
      ),

    submit: (intent: Intent, at: BatchRef, body: Submission, write?: WriteOptions) =>
      settle<BatchHead>(
        http.POST(`${batchPath}/submit`, { params: { path: inBatch(at) }, body, ...writing(intent, write) }),
        write?.signal,
      ),

    activate: (intent: Intent, at: BatchRef, write?: WriteOptions) =>
      settle<BatchHead>(
        http.POST(`${batchPath}/activate`, { params: { path: inBatch(at) }, ...writing(intent, write) }),
        write?.signal,
      ),

    reopen: (intent: Intent, at: BatchRef, reason: string, write?: WriteOptions) =>
      settle<BatchHead>(
        http.POST(`${batchPath}/reopen`, {
          params: { path: inBatch(at) },
          body: { reason },
          ...writing(intent, write),
        }),
        write?.signal,
      ),

    /** No write: it leaves no trace, and saying it again is harmless. `keepalive` outlives a page that is closing. */
    sayPresence: (word: PresenceWord, keepalive = false) =>
      settle<Presence>(http.POST("/api/v1/presence", { body: word, signal: limited(), keepalive })),

    /** A JSON merge patch: null removes a member. */
    patchMeta: (intent: Intent, at: BatchRef, meta: Record<string, unknown>, write?: WriteOptions) =>
      settle<BatchHead>(
        http.PATCH(batchPath, {
          params: { path: inBatch(at) },
          body: { meta: meta as never }, // the generator says Record<string, never> where the contract says any object
          ...writing(intent, write),
        }),
        write?.signal,
      ),
  };
}

function postBatch(
  http: Client<paths>,
  accountId: number,
  body: NewBatch,
  query: { readonly dry_run?: boolean },
  init: { readonly signal: AbortSignal; readonly headers: Record<string, string> },
) {
  return http.POST("/api/v1/accounts/{account_id}/batches", {
    params: { path: { account_id: accountId }, query },
    body: body as never, // the same: meta is any object
    ...init,
  });
}

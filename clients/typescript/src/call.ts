// One call: as many attempts as it takes within its time, all of them under one idempotency key, and an end that is
// known: an answer, a refusal, or the plain statement that the outcome cannot be known yet.
import { BetStreamProblem, OutcomeUnknown, Unreachable } from "./errors.js";
import { backoffMs, sleep } from "./pause.js";
import type { Problem } from "./types.js";

/** `fetch`, or what stands in for it; it must obey `init.signal`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type Answer<T> = {
  readonly data: T;
  /** Of a read: the state is as of this event. Of a write: its last event. Empty when a proxy took it away. */
  readonly cursor: string;
  /** The version of what was read or written. */
  readonly etag: string | undefined;
  /** True: this is the answer to an earlier attempt, or an earlier call, with the same key. */
  readonly replayed: boolean;
  /** The name of the request in the server's log; the events of a write carry it, too. */
  readonly request_id: string;
  /** Where the next page begins: the `cursor` of the next request. Absent on the last page. */
  readonly next: string | undefined;
};

export type CallOptions = {
  readonly signal?: AbortSignal | undefined;
  /** The call ends by then, whatever happens. */
  readonly deadlineMs?: number | undefined;
  /** It is sent at most so often; without it, as often as fits into its time. */
  readonly attemptsMax?: number | undefined;
};

export type WriteOptions = CallOptions & {
  /** The idempotency key, where the caller has one; otherwise it is made up. */
  readonly key?: string | undefined;
};

export type VersionedOptions = WriteOptions & {
  /** Do it only if the resource still has this version; otherwise `version_conflict`. */
  readonly version?: number | undefined;
};

type Scalar = string | number | boolean;
export type Query = Readonly<Record<string, Scalar | readonly Scalar[] | undefined>>;

export type Request = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  /** A write has a key. */
  readonly key?: string;
  /** The name of the request in the server's log and in its events; made up where none is given. */
  readonly request_id?: string;
  /** It is sent even when the page that sends it is being closed. */
  readonly keepalive?: boolean;
  readonly version?: number | undefined;
  /** How much longer than others this one may take, because the server was asked to wait. */
  readonly waitMs?: number;
};

export type Line = {
  /** Where the server is, without a slash at the end. */
  readonly base: string;
  readonly fetch: Fetch;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Asked for each call. */
  readonly traceparent: (() => string | undefined) | undefined;
  /** An attempt without an answer is given up after so long. */
  readonly attemptMs: number;
  readonly deadlineMs: number;
};

const pauseMaxMs = 5_000;
// Answers that another attempt may change by itself. A full disk (507) is not among them: a person has to act.
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

export function isPassing(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof BetStreamProblem && passing.has(error.status));
}

/** A write whose `options` name no key gets one. */
export const keyOf = (options: WriteOptions | undefined): string => options?.key ?? randomId();

export async function call<T>(line: Line, request: Request, options: CallOptions = {}): Promise<Answer<T>> {
  const { signal } = options;
  signal?.throwIfAborted();
  const what = `${request.method} ${request.path}`;
  const url = urlOf(line.base, request.path, request.query);
  const init = toInit(line, request);
  const waitMs = request.waitMs ?? 0;
  const endsAt = performance.now() + (options.deadlineMs ?? line.deadlineMs) + waitMs;
  // Whether an attempt may have been applied although no answer said so. Once in doubt, only an answer of the server to
  // this key ends the doubt.
  let inDoubt = false;
  const ending = (error: unknown) =>
    inDoubt && request.key !== undefined ? new OutcomeUnknown(what, request.key, error) : error;

  for (let failures = 0; ; ++failures) {
    const leftMs = endsAt - performance.now();
    const attempt = await tryOnce(line.fetch, url, init, Math.min(line.attemptMs + waitMs, leftMs), signal);
    if (attempt.kind === "done") return attempt.answer as Answer<T>;
    inDoubt ||= attempt.mayBeApplied;
    const { error } = attempt;
    if (attempt.kind === "refused") throw attempt.isSettled ? error : ending(error);
    if (signal?.aborted) throw ending(signal.reason);
    const pauseMs = attempt.afterMs + backoffMs(failures, pauseMaxMs);
    if (failures + 1 === options.attemptsMax || performance.now() + pauseMs >= endsAt) {
      throw ending(error instanceof BetStreamProblem ? error : new Unreachable(what, error));
    }
    await sleep(pauseMs, signal).catch((reason: unknown) => {
      throw ending(reason);
    });
  }
}

type Attempt =
  | { readonly kind: "done"; readonly answer: Answer<unknown> }
  // Settled: the server answered for this key, so no earlier attempt was applied either.
  | { readonly kind: "refused"; readonly error: unknown; readonly isSettled: boolean; readonly mayBeApplied: boolean }
  | { readonly kind: "failed"; readonly error: unknown; readonly afterMs: number; readonly mayBeApplied: boolean };

async function tryOnce(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  const stop = new AbortController();
  const forward = () => stop.abort(signal?.reason);
  const timer = setTimeout(
    () => stop.abort(new DOMException(`no answer within ${Math.round(ms)} ms`, "TimeoutError")),
    ms,
  );
  signal?.addEventListener("abort", forward, { once: true });
  try {
    const response = await fetch(url, { ...init, signal: stop.signal });
    return judge(response, await response.text());
  } catch (error) {
    return { kind: "failed", error, afterMs: 0, mayBeApplied: true };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", forward);
  }
}

function judge(response: Response, text: string): Attempt {
  const { status } = response;
  if (response.ok) {
    if (status === 204) return { kind: "done", answer: toAnswer(undefined, response) };
    const data = parseJson(text);
    if (data !== undefined) return { kind: "done", answer: toAnswer(data, response) };
    const error = new TypeError(`an answer ${status} that is not JSON; it may come from a proxy`);
    return { kind: "failed", error, afterMs: 0, mayBeApplied: true };
  }
  const error = toProblem(response, text);
  const mayBeApplied = status >= 500 && error.problem?.outcome !== "not_applied";
  if (isPassing(error)) return { kind: "failed", error, afterMs: error.retryAfterMs, mayBeApplied };
  return { kind: "refused", error, isSettled: error.problem !== undefined && status < 500, mayBeApplied };
}

function toAnswer(data: unknown, { headers }: Response): Answer<unknown> {
  const link = /<([^>]+)>\s*;\s*rel="next"/.exec(headers.get("Link") ?? "")?.[1];
  return {
    data,
    cursor: headers.get("BetStream-Cursor") ?? "",
    etag: headers.get("ETag") ?? undefined,
    replayed: headers.get("Idempotency-Replayed") === "true",
    request_id: headers.get("X-Request-Id") ?? "",
    next: link === undefined ? undefined : (new URL(link, "http://page").searchParams.get("cursor") ?? undefined),
  };
}

function toInit(line: Line, request: Request): RequestInit {
  const headers: Record<string, string> = { ...line.headers, Accept: "application/json" };
  // One name for all attempts: whichever of them is applied, its events say that it was this call.
  headers["X-Request-Id"] = request.request_id ?? randomId();
  const traceparent = line.traceparent?.();
  if (traceparent !== undefined) headers.traceparent = traceparent;
  if (request.body !== undefined) headers["Content-Type"] = "application/json";
  if (request.key !== undefined) headers["Idempotency-Key"] = request.key;
  if (request.version !== undefined) headers["If-Match"] = `"${request.version}"`;
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
  // A redirect is never followed: it would turn a POST into a GET. Nor does a cache answer for the server.
  // Headers refuses at once what can never be sent; fetch would say the same as if the network had failed.
  const { method, keepalive = false } = request;
  return { method, headers: new Headers(headers), keepalive, redirect: "manual", cache: "no-store", ...body };
}

/** Lists are joined by commas, also empty ones: an empty filter is refused by the server, and never means "all". */
export function urlOf(base: string, path: string, query: Query = {}): string {
  const words = Object.entries(query).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          `${name}=${[value]
            .flat()
            .map((part) => encodeURIComponent(part))
            .join(",")}`,
        ],
  );
  return base + path + (words.length === 0 ? "" : `?${words.join("&")}`);
}

/** A header carries bytes; the server reads them as UTF-8. */
export function toHeaderBytes(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function toProblem(response: Response, text: string): BetStreamProblem {
  const body = parseJson(text);
  const isProblem = typeof body === "object" && body !== null && "code" in body && "detail" in body && "status" in body;
  return new BetStreamProblem(response.status, isProblem ? (body as Problem) : undefined, {
    request_id: response.headers.get("X-Request-Id") ?? "",
    cursor: response.headers.get("BetStream-Cursor") ?? "",
    retryAfterMs: retryAfterMs(response),
  });
}

/** Only the form in seconds, which is the server's. */
function retryAfterMs(response: Response): number {
  const text = response.headers.get("Retry-After") ?? "";
  return /^\d{1,9}$/.test(text) ? Number(text) * 1000 : 0;
}

// crypto.randomUUID exists only on HTTPS and localhost, and a page of the LAN may be on plain HTTP.
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

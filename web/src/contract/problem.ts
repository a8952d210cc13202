// What became of a request. Three answers, never mixed: done, refused, or not known.
import type { Account, BatchHead, Bet, Problem } from "./types";

export type Done<T> = {
  readonly kind: "ok";
  readonly data: T;
  /** The state is as of this event. */
  readonly cursor: string | null;
  readonly etag: string | null;
  /** True: the answer to an earlier attempt with the same key. */
  readonly replayed: boolean;
  /** The address of the next page, when there is one. */
  readonly next: string | null;
};
/** The server said no, and nothing happened. */
export type Refused = { readonly kind: "refused"; readonly problem: Problem; readonly cursor: string | null };
/** It may have happened or not: ask again with the same key. */
export type Unknown = {
  readonly kind: "unknown";
  readonly why: "timeout" | "network" | "server" | "aborted";
  readonly detail: string;
  readonly retryAfterMs: number | null;
};
export type Outcome<T> = Done<T> | Refused | Unknown;

// Refusals that another attempt may lift by itself. A full disk is not among them: a person has to act.
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether the same request, sent again later, may get another answer. */
export function isPassing(status: number): boolean {
  return passing.has(status);
}

/** The problem of an answer; one is made up where a proxy answered in the server's place. */
export function toProblem(body: unknown, response: Response): Problem {
  if (isProblem(body)) return body;
  return {
    type: "about:blank",
    title: response.statusText || "Error",
    status: response.status,
    code: response.status === 403 ? "not_allowed" : response.status === 404 ? "not_found" : "internal",
    detail: `The answer was ${response.status} without an explanation; it may come from a proxy.`,
    request_id: response.headers.get("X-Request-Id") ?? "",
  };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "status" in body && "title" in body;
}

/** Retry-After in milliseconds; only the form in seconds, which is the server's. */
export function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

/** What the server holds now, when a write came too late. */
export function currentBet(problem: Problem): Bet | undefined {
  const current = problem.current;
  return current !== undefined && "pid" in current ? current : undefined;
}

export function currentBatch(problem: Problem): BatchHead | undefined {
  const current = problem.current;
  return current !== undefined && "summary" in current ? current : undefined;
}

export function currentAccount(problem: Problem): Account | undefined {
  const current = problem.current;
  return current !== undefined && "hostname" in current ? current : undefined;
}

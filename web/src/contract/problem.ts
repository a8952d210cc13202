// What became of a request. Three answers, never mixed: done, refused, or not known.
import { type Answer, BetStreamProblem, isPassing, OutcomeUnknown, Unreachable } from "betstream-client/parts";
import type { Account, BatchHead, Bet, Problem } from "./types";

export type Done<T> = { readonly kind: "ok" } & Answer<T>;
/** The server said no, and nothing happened. `cursor` is empty when the answer had none, as in Done. */
export type Refused = { readonly kind: "refused"; readonly problem: Problem; readonly cursor: string };
/** It may have happened or not: ask again with the same key. */
export type Unknown = {
  readonly kind: "unknown";
  readonly why: "timeout" | "network" | "server" | "aborted";
  readonly detail: string;
  readonly retryAfterMs: number | null;
};
export type Outcome<T> = Done<T> | Refused | Unknown;

/** Why a call gave no answer. */
export function failureOf(error: unknown, signal: AbortSignal | undefined): Refused | Unknown {
  const cause = causeOf(error);
  if (cause instanceof BetStreamProblem) {
    if (error === cause && !isPassing(cause)) {
      return { kind: "refused", problem: cause.problem ?? toProblem(cause), cursor: cause.cursor };
    }
    const retryAfterMs = cause.retryAfterMs > 0 ? cause.retryAfterMs : null;
    return { kind: "unknown", why: "server", detail: cause.detail, retryAfterMs };
  }
  const isLate = cause instanceof DOMException && cause.name === "TimeoutError";
  const why = signal?.aborted ? "aborted" : isLate ? "timeout" : "network";
  return { kind: "unknown", why, detail: cause instanceof Error ? cause.message : String(cause), retryAfterMs: null };
}

// What the client says of the whole call is for those who leave the attempts to it.
function causeOf(error: unknown): unknown {
  const isWrapped = error instanceof OutcomeUnknown || error instanceof Unreachable;
  return isWrapped ? causeOf(error.cause) : error;
}

/** Where a proxy answered in the server's place, a problem is made up. */
function toProblem({ status, request_id }: BetStreamProblem): Problem {
  return {
    type: "about:blank",
    title: "Error",
    status,
    code: status === 403 ? "not_allowed" : status === 404 ? "not_found" : "internal",
    detail: `The answer was ${status === 0 ? "a redirect" : status} without an explanation; it may come from a proxy.`,
    request_id,
  };
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

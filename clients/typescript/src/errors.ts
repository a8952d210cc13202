// What a call or a stream throws. Five kinds, and each tells the caller something else to do.
import type { ErrorCode, FieldError, Problem, ResetReason } from "./types.js";

/** The common type, to catch all of them at once. */
export class BetStreamError extends Error {
  override readonly name: string = "BetStreamError";
}

/** The server said no, and nothing was applied. Sending the same again will not help, unless the status is a 5xx. */
export class BetStreamProblem extends BetStreamError {
  override readonly name = "BetStreamProblem";
  /** For programs; `unexplained` is an answer that did not come from BetStream, such as the page of a proxy. */
  readonly code: ErrorCode | "unexplained";
  readonly status: number;
  /** What is wrong with this request; for people. */
  readonly detail: string;
  /** Every wrong value of the request, by its JSON pointer. */
  readonly errors: readonly FieldError[];
  readonly request_id: string;
  /** Of the `traceparent` that the request was sent with. */
  readonly trace_id: string | undefined;
  /** The whole problem as it came: `current` of a conflict, `outcome` of a failure. */
  readonly problem: Problem | undefined;
  /** `current` is as of this event. Empty when the answer did not say. */
  readonly cursor: string;
  /** How long the server asked to stay away; 0 when it did not. */
  readonly retryAfterMs: number;

  constructor(status: number, problem: Problem | undefined, said: Said) {
    const code = problem?.code ?? "unexplained";
    const detail = problem?.detail ?? "an answer without an explanation; it may come from a proxy";
    super(`${status} ${code}: ${detail}${listed(problem?.errors ?? [])}`);
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.errors = problem?.errors ?? [];
    this.request_id = problem?.request_id ?? said.request_id;
    this.trace_id = problem?.trace_id;
    this.problem = problem;
    this.cursor = said.cursor;
    this.retryAfterMs = said.retryAfterMs;
  }
}

/** What the head of a refusal says. */
type Said = Pick<BetStreamProblem, "request_id" | "cursor" | "retryAfterMs">;

/** A write that may have been applied or not. Call again with this key: it is done once, and its answer comes back. */
export class OutcomeUnknown extends BetStreamError {
  override readonly name = "OutcomeUnknown";
  readonly key: string;

  constructor(what: string, key: string, cause: unknown) {
    super(`${what}: no answer says whether it was done; ask again with the key ${key} (${reasonOf(cause)})`, { cause });
    this.key = key;
  }
}

/** A read that got no answer in time. */
export class Unreachable extends BetStreamError {
  override readonly name = "Unreachable";

  constructor(what: string, cause: unknown) {
    super(`${what}: no answer in time (${reasonOf(cause)})`, { cause });
  }
}

/** The events after the cursor cannot be had. Read the state anew, then follow from the cursor of that read. */
export class Reset extends BetStreamError {
  override readonly name = "Reset";
  readonly reason: ResetReason;

  constructor(reason: ResetReason) {
    super(`the stream cannot go on (${reason}): read the state anew, then follow from its cursor`);
    this.reason = reason;
  }
}

function listed(errors: readonly FieldError[]): string {
  const most = 5;
  const words = errors.slice(0, most).map(({ pointer, detail }) => `${pointer || "the body"}: ${detail}`);
  if (errors.length > most) words.push(`and ${errors.length - most} more`);
  return words.length === 0 ? "" : ` (${words.join("; ")})`;
}

// fetch hides why it failed in `cause`.
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}

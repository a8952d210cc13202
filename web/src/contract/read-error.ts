// A read that gave no data, as react-query wants to hear of it.
import type { Done, Outcome } from "./problem";

export class ReadError extends Error {
  constructor(
    message: string,
    /** For whoever looks into the server's log; there is none when no answer came. */
    readonly requestId: string | undefined,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/** The answer, or a throw. */
export function orThrow<T>(outcome: Outcome<T>): Done<T> {
  if (outcome.kind === "ok") return outcome;
  if (outcome.kind === "unknown") throw new ReadError(outcome.detail, undefined, undefined);
  throw new ReadError(outcome.problem.detail, outcome.problem.request_id, outcome.problem.code);
}

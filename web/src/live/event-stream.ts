// One connection to /sse, from the request to its end. Native EventSource hides status codes and gives up on any but 200.
import { BetStreamProblem, Connection, type Frame, type Line, Lost } from "@/contract/stream";

export type StreamEnd =
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly retryAfterMs: number }
  | { readonly kind: "forbidden"; readonly reason: string };

export type StreamEars = {
  readonly opened: () => void;
  /** Something came, whatever it was. */
  readonly byte: () => void;
  /** `retryMs`: when the server wants us back after the end, as far as it has said so. */
  readonly frame: (frame: Frame, retryMs: number | undefined) => void;
};

/** Throws nothing. Whether silence is the end is the listener's to say, who aborts then. */
export async function followStream(
  line: Line,
  cursor: string,
  signal: AbortSignal,
  ears: StreamEars,
): Promise<StreamEnd> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.open(line, {}, cursor, signal);
    ears.opened();
    for (;;) {
      const frames = await connection.read();
      if (frames === undefined) return { kind: "ended" };
      ears.byte();
      for (const frame of frames) ears.frame(frame, connection.retryMs);
    }
  } catch (error) {
    return endBy(error);
  } finally {
    connection?.close();
  }
}

function endBy(error: unknown): StreamEnd {
  if (error instanceof BetStreamProblem && (error.status === 401 || error.status === 403)) {
    const reason = error.problem?.detail ?? `The server refuses this page (${error.status}).`;
    return { kind: "forbidden", reason };
  }
  return { kind: "failed", retryAfterMs: error instanceof Lost ? error.afterMs : 0 };
}

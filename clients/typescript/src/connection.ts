// One connection to /sse, from the request to its end. It reads only when it is asked to, so that whoever does not ask
// holds the server back and not the memory.
import { type Fetch, isPassing, type Line, toProblem, urlOf } from "./call.js";
import { BetStreamProblem } from "./errors.js";
import { type Frame, SseParser } from "./sse.js";

/** The connection failed or fell silent; another one may go on after it. */
export class Lost extends Error {
  constructor(
    message: string,
    readonly afterMs = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type StreamQuery = { readonly accounts?: readonly number[]; readonly types?: readonly string[] };

export class Connection {
  private readonly parser = new SseParser();
  private readonly decoder = new TextDecoder();

  private constructor(
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly stop: AbortController,
    private readonly release: () => void,
  ) {}

  /** Throws Lost, or a problem when the server refuses such a stream. */
  static async open(line: Line, query: StreamQuery, cursor: string, signal: AbortSignal): Promise<Connection> {
    const stop = new AbortController();
    const forward = () => stop.abort(signal.reason);
    signal.addEventListener("abort", forward, { once: true });
    const release = () => {
      signal.removeEventListener("abort", forward);
      stop.abort();
    };
    try {
      signal.throwIfAborted();
      const response = await patiently(stop, line.attemptMs, ask(line, query, cursor, stop.signal));
      if (!isStream(response) || response.body === null) throw await refusal(response, stop, line.attemptMs);
      return new Connection(response.body.getReader(), stop, release);
    } catch (error) {
      release();
      throw error instanceof Lost || error instanceof BetStreamProblem
        ? error
        : new Lost("no stream", 0, { cause: error });
    }
  }

  get retryMs(): number | undefined {
    return this.parser.retryMs;
  }

  /** What came next; undefined at the end. Throws Lost when it broke, and after so long a silence. */
  async read(silenceMs = waitMaxMs): Promise<readonly Frame[] | undefined> {
    const { done, value } = await patiently(this.stop, silenceMs, this.reader.read()).catch((error: unknown) => {
      throw new Lost("the stream broke", 0, { cause: error });
    });
    return done ? undefined : this.parser.feed(this.decoder.decode(value, { stream: true }));
  }

  close(): void {
    this.release();
  }
}

function ask(line: Line, query: StreamQuery, cursor: string, signal: AbortSignal): ReturnType<Fetch> {
  const headers = { ...line.headers, Accept: "text/event-stream", "Last-Event-ID": cursor };
  return line.fetch(urlOf(line.base, "/sse", query), { headers, signal, redirect: "manual", cache: "no-store" });
}

const isStream = (response: Response) =>
  response.ok && (response.headers.get("Content-Type") ?? "").startsWith("text/event-stream");

/** What an answer means that is no stream: a wrong filter will stay wrong, a server that is not ready will be. */
async function refusal(response: Response, stop: AbortController, ms: number): Promise<Lost | BetStreamProblem> {
  const problem = toProblem(response, await patiently(stop, ms, response.text()));
  const isFinal = !response.ok && response.status < 500 && !isPassing(problem);
  return isFinal ? problem : new Lost(problem.message, problem.retryAfterMs);
}

/** The longest wait that a timer knows: over three weeks. */
const waitMaxMs = 2 ** 31 - 1;

/** Aborts when there is no result within so long. */
async function patiently<T>(stop: AbortController, ms: number, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => stop.abort(new DOMException(`silent for ${Math.round(ms)} ms`, "TimeoutError")), ms);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

// One connection to /sse, from the request to its end. Native EventSource hides status codes and gives up on any but 200.
import { createParser, type EventSourceMessage } from "eventsource-parser";

export type StreamEnd =
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly retryAfterMs?: number }
  | { readonly kind: "forbidden"; readonly reason: string };

export type StreamEars = {
  readonly opened: () => void;
  /** Something came, whatever it was. */
  readonly byte: () => void;
  readonly frame: (frame: EventSourceMessage) => void;
  /** When the server wants us back after the end. */
  readonly retry: (ms: number) => void;
};

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export async function followStream(
  fetch: Fetch,
  url: string,
  signal: AbortSignal,
  ears: StreamEars,
): Promise<StreamEnd> {
  const response = await fetch(url, { signal, headers: { Accept: "text/event-stream" }, cache: "no-store" });
  if (response.status === 401 || response.status === 403)
    return { kind: "forbidden", reason: await reasonOf(response) };
  const isStream = response.headers.get("Content-Type")?.startsWith("text/event-stream") ?? false;
  if (!response.ok || !isStream || response.body === null) {
    await response.body?.cancel();
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    return Number.isFinite(seconds) ? { kind: "failed", retryAfterMs: seconds * 1000 } : { kind: "failed" };
  }
  ears.opened();
  const parser = createParser({ onEvent: ears.frame, onRetry: ears.retry });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { kind: "ended" };
    ears.byte();
    parser.feed(value);
  }
}

async function reasonOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : undefined;
  return typeof detail === "string" ? detail : `The server refuses this page (${response.status}).`;
}

// Texts of the stream and of the log become types here. The server is tested against the contract; what we check is what
// a proxy or a newer server could break: that it is JSON, and that an event has its number.
import type { EventPage, Hello, LiveEvent, Reset, ServerEvent } from "./types";

export { BetStreamProblem, Connection, type Fetch, type Frame, type Line, Lost } from "betstream-client/parts";

export type StreamMessage =
  | { readonly kind: "event"; readonly event: LiveEvent }
  | { readonly kind: "hello"; readonly hello: Hello }
  | { readonly kind: "ping"; readonly seq: number }
  | { readonly kind: "reset"; readonly reset: Reset }
  | { readonly kind: "end" }
  | { readonly kind: "other" };

export function parseMessage(name: string | undefined, text: string): StreamMessage {
  const data = parseObject(text);
  if (data === undefined) return { kind: "other" };
  switch (name) {
    case "hello":
      return { kind: "hello", hello: data as Hello };
    case "ping":
      return typeof data["seq"] === "number" ? { kind: "ping", seq: data["seq"] } : { kind: "other" };
    case "reset":
      return { kind: "reset", reset: data as Reset };
    case "bye":
    case "busy":
      return { kind: "end" };
    default:
      return typeof data["seq"] === "number"
        ? { kind: "event", event: toLiveEvent(data as unknown as ServerEvent) }
        : { kind: "other" };
  }
}

export function parsePage(body: unknown): EventPage | undefined {
  const isPage =
    typeof body === "object" && body !== null && "events" in body && Array.isArray(body.events) && "next" in body;
  return isPage ? (body as EventPage) : undefined;
}

/** Leaves out the bets of a new batch: they are many, and are read when somebody looks at them. */
export function toLiveEvent(event: ServerEvent): LiveEvent {
  if (event.type !== "batch_created") return event;
  const { bets: _, ...head } = event.batch;
  return { ...event, batch: head };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

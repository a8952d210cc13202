// The state of the connection, pure: what happened goes in, the new state and what to do about it come out. What a person
// is told follows from the age of the last byte, never from "connected": a socket can be open and dead.

export type Phase = "idle" | "opening" | "open" | "waiting" | "stopped";

export type ConnectionState = {
  readonly phase: Phase;
  /** When the phase began, in milliseconds since 1970, as all times here. */
  readonly since: number;
  /** Failed attempts in a row. */
  readonly attempts: number;
  readonly retryAt: number;
  readonly lastByteAt: number | null;
  readonly pingMs: number;
  readonly online: boolean;
  /** Why it stopped for good. */
  readonly reason: string | undefined;
};

export type ConnectionEvent =
  | { readonly type: "start" | "stop" | "opened" | "byte" | "tick" | "check" }
  | { readonly type: "hello"; readonly pingMs: number }
  | { readonly type: "ended"; readonly retryMs?: number }
  | { readonly type: "failed"; readonly retryAfterMs?: number }
  | { readonly type: "forbidden"; readonly reason: string }
  | { readonly type: "online"; readonly online: boolean };

/** `open` also ends a stream that is there; `catch_up` reads the log over plain HTTP meanwhile. */
export type ConnectionEffect = "open" | "close" | "catch_up";
export type Step = { readonly state: ConnectionState; readonly effects: readonly ConnectionEffect[] };

export const attemptMaxMs = 10_000;
const backoffMs = [0, 500, 1_000, 2_000, 4_000, 8_000, 10_000];
/** Silence after which a woken page does not trust its stream. */
const doubtMs = 3_000;

export const initialConnection: ConnectionState = {
  phase: "idle",
  since: 0,
  attempts: 0,
  retryAt: 0,
  lastByteAt: null,
  pingMs: 2_000,
  online: true,
  reason: undefined,
};

/** `luck` is a random number in [0, 1): all consoles must not come back in the same moment. */
export function step(state: ConnectionState, event: ConnectionEvent, now: number, luck: number): Step {
  switch (event.type) {
    case "start":
      return open({ ...state, attempts: 0, reason: undefined }, now);
    case "stop":
      return { state: { ...state, phase: "idle", since: now, attempts: 0 }, effects: ["close"] };
    case "opened":
      // The head of an answer is no data: a stream that says nothing after it must not look fresh.
      return stay(state.phase === "opening" ? { ...state, phase: "open", since: now } : state);
    case "byte":
      return stay({ ...state, lastByteAt: now, attempts: state.phase === "open" ? 0 : state.attempts });
    case "hello":
      return stay({ ...state, pingMs: Math.max(event.pingMs, 100), lastByteAt: now, attempts: 0 });
    case "ended":
    case "failed":
      return isTrying(state) ? wait(state, waitFor(state, event, luck), now) : stay(state);
    case "forbidden":
      return { state: { ...state, phase: "stopped", since: now, reason: event.reason }, effects: ["close"] };
    case "online":
      return event.online && !state.online
        ? woken({ ...state, online: true }, now)
        : stay({ ...state, online: event.online });
    case "check":
      return woken(state, now);
    case "tick":
      return tick(state, now, luck);
  }
}

/** When the next tick is due; undefined when time changes nothing. */
export function nextTickAt(state: ConnectionState): number | undefined {
  if (state.phase === "waiting") return state.retryAt;
  if (state.phase === "opening") return state.since + attemptMaxMs;
  if (state.phase === "open") return lastSignAt(state) + 3 * state.pingMs;
  return undefined;
}

function tick(state: ConnectionState, now: number, luck: number): Step {
  const due = nextTickAt(state);
  if (due === undefined || now < due) return stay(state);
  if (state.phase === "waiting") return open(state, now);
  if (state.phase === "opening") {
    const { state: next, effects } = wait(state, waitFor(state, { type: "failed" }, luck), now);
    return { state: next, effects: ["close", ...effects] };
  }
  const { state: next } = open({ ...state, attempts: 0 }, now);
  return { state: next, effects: ["open", "catch_up"] };
}

function woken(state: ConnectionState, now: number): Step {
  if (state.phase === "waiting") return open({ ...state, attempts: 0 }, now);
  if (state.phase !== "open" || now - lastSignAt(state) <= doubtMs) return stay(state);
  return { state: open({ ...state, attempts: 0 }, now).state, effects: ["open", "catch_up"] };
}

// A server that ends a stream in order says itself when to come back.
function waitFor(
  state: ConnectionState,
  event:
    | { readonly type: "ended"; readonly retryMs?: number }
    | { readonly type: "failed"; readonly retryAfterMs?: number },
  luck: number,
): number {
  if (event.type === "ended" && event.retryMs !== undefined) return event.retryMs;
  const base = backoffMs[Math.min(state.attempts, backoffMs.length - 1)] ?? 0;
  const spread = base * (0.8 + 0.4 * luck);
  return event.type === "failed" ? Math.max(spread, event.retryAfterMs ?? 0) : spread;
}

/** The last sign of life of an open stream. */
const lastSignAt = (state: ConnectionState) => Math.max(state.since, state.lastByteAt ?? 0);
const isTrying = (state: ConnectionState) => state.phase === "opening" || state.phase === "open";
const stay = (state: ConnectionState): Step => ({ state, effects: [] });
const open = (state: ConnectionState, now: number): Step => ({
  state: { ...state, phase: "opening", since: now },
  effects: ["open"],
});
const wait = (state: ConnectionState, ms: number, now: number): Step => ({
  state: { ...state, phase: "waiting", since: now, retryAt: now + ms, attempts: state.attempts + 1 },
  effects: [],
});

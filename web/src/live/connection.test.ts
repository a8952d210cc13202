import { expect, it } from "vitest";
import { type ConnectionEvent, type ConnectionState, initialConnection, nextTickAt, step } from "./connection";
import { freshness, locks } from "./freshness";

/** Plays events at their times; answers the last state and all effects. */
function play(script: readonly (readonly [number, ConnectionEvent])[], from: ConnectionState = initialConnection) {
  let state = from;
  const effects: string[] = [];
  for (const [at, event] of script) {
    const next = step(state, event, at, 0.5);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

const live = play([
  [0, { type: "start" }],
  [10, { type: "opened" }],
  [10, { type: "hello", pingMs: 2_000 }],
]).state;

it("tries again after 0, 0.5, 1, 2, 4, 8, 10 and 10 seconds", () => {
  let state = play([[0, { type: "start" }]]).state;
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; ++attempt) {
    state = step(state, { type: "failed" }, 1_000, 0.5).state;
    waits.push(state.retryAt - 1_000);
    state = step(state, { type: "tick" }, state.retryAt, 0.5).state;
  }
  expect(waits).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

it("spreads the attempts of many consoles by a fifth", () => {
  const failedOnce = play([
    [0, { type: "start" }],
    [0, { type: "failed" }],
    [0, { type: "tick" }],
  ]).state;
  expect(step(failedOnce, { type: "failed" }, 0, 0).state.retryAt).toBeCloseTo(400);
  expect(step(failedOnce, { type: "failed" }, 0, 0.999).state.retryAt).toBeCloseTo(600, -1);
});

it("waits as long as Retry-After says", () => {
  const { state } = play([
    [0, { type: "start" }],
    [5, { type: "failed", retryAfterMs: 7_000 }],
  ]);
  expect(state).toMatchObject({ phase: "waiting", retryAt: 7_005 });
});

it("comes back when the server said, after an end in order", () => {
  const { state } = play([[100, { type: "ended", retryMs: 3_127 }]], live);
  expect(state).toMatchObject({ phase: "waiting", retryAt: 3_227 });
});

it("gives an attempt ten seconds", () => {
  const opening = play([[0, { type: "start" }]]).state;
  expect(nextTickAt(opening)).toBe(10_000);
  expect(play([[9_999, { type: "tick" }]], opening).state.phase).toBe("opening");
  const late = play([[10_000, { type: "tick" }]], opening);
  expect(late.state.phase).toBe("waiting");
  expect(late.effects).toEqual(["close"]);
});

it("suspects a stream that is silent for three pings, reads the log and connects anew", () => {
  expect(nextTickAt(live)).toBe(6_010);
  expect(play([[6_009, { type: "tick" }]], live).effects).toEqual([]);
  const suspect = play([[6_010, { type: "tick" }]], live);
  expect(suspect.state.phase).toBe("opening");
  expect(suspect.effects).toEqual(["open", "catch_up"]);
});

it("takes the interval of the pings from the server", () => {
  const slow = play([[20, { type: "hello", pingMs: 5_000 }]], live).state;
  expect(nextTickAt(slow)).toBe(15_020);
});

it("does not trust its stream after a sleep", () => {
  expect(play([[3_000, { type: "check" }]], live).effects).toEqual([]);
  expect(play([[600_000, { type: "check" }]], live).effects).toEqual(["open", "catch_up"]);
});

it("does not wait any longer when the network is back", () => {
  const offline = play(
    [
      [100, { type: "online", online: false }],
      [200, { type: "failed" }],
      [200, { type: "tick" }],
      [300, { type: "failed" }],
    ],
    live,
  ).state;
  expect(offline.phase).toBe("waiting");
  expect(play([[400, { type: "online", online: true }]], offline)).toMatchObject({
    state: { phase: "opening", attempts: 0 },
    effects: ["open"],
  });
});

it("stops with the reason when the server forbids it, until it is started again", () => {
  const stopped = play([[100, { type: "forbidden", reason: "not from here" }]], live);
  expect(stopped.effects).toEqual(["close"]);
  expect(stopped.state).toMatchObject({ phase: "stopped", reason: "not from here" });
  expect(play([[200, { type: "check" }]], stopped.state).effects).toEqual([]);
  expect(nextTickAt(stopped.state)).toBeUndefined();
  expect(play([[300, { type: "start" }]], stopped.state).state).toMatchObject({ phase: "opening", reason: undefined });
});

it("tells how fresh the data is by its age alone", () => {
  const at = (age: number, online = true) => freshness({ lastByteAt: 1_000, online }, 1_000 + age);
  expect([at(0), at(3_999), at(4_000), at(9_999), at(10_000)]).toEqual([
    "live",
    "live",
    "reconnecting",
    "reconnecting",
    "stale",
  ]);
  expect([at(100, false), at(4_000, false)]).toEqual(["live", "offline"]);
  expect(freshness({ lastByteAt: null, online: true }, 5)).toBe("connecting");
});

it("forbids decisions on old data, and every write without a network", () => {
  expect(locks("live", undefined)).toEqual({ mark: undefined, decide: undefined });
  for (const state of ["reconnecting", "stale"] as const) {
    expect(locks(state, undefined).mark).toBeUndefined();
    expect(locks(state, undefined).decide).toBeDefined();
  }
  expect(locks("offline", undefined).mark).toBeDefined();
});

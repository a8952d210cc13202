export type { Answer, CallOptions, Fetch, VersionedOptions, WriteOptions } from "./call.js";
export { BetStream, type BetStreamOptions } from "./client.js";
export { BetStreamError, BetStreamProblem, OutcomeUnknown, Reset, Unreachable } from "./errors.js";
export type { EventFilter, EventOptions, EventStream } from "./event-stream.js";
export type { Following, Read, State } from "./following.js";
export type * from "./types.js";

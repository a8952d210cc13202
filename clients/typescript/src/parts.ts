// What the door is made of, for a program that keeps the state and the order of attempts itself, as the console does.
export {
  type Answer,
  call,
  type Fetch,
  isPassing,
  type Line,
  type Query,
  type Request,
  randomId,
  toHeaderBytes,
} from "./call.js";
export { Connection, Lost } from "./connection.js";
export { type Place, parseCursor, toCursor } from "./cursor.js";
export { BetStreamProblem, OutcomeUnknown, Unreachable } from "./errors.js";
export type { Frame } from "./sse.js";
export type * from "./types.js";

// A place in the log, `epoch-seq`.
export { type Place, parseCursor, toCursor } from "betstream-client/parts";

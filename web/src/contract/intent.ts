// One intent of a person is one write, however often it has to be sent: its names are made when the intent is formed.
import { randomId } from "betstream-client/parts";

export type Intent = {
  /** Idempotency-Key: the server does a key once and repeats its answer. */
  readonly key: string;
  /** X-Request-Id: the same for every attempt, so that the event of the write can be recognised. */
  readonly requestId: string;
};

export function newIntent(): Intent {
  return { key: randomId(), requestId: randomId() };
}

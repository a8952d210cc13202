// One intent of a person is one write, however often it has to be sent: its names are made when the intent is formed.

export type Intent = {
  /** Idempotency-Key: the server does a key once and repeats its answer. */
  readonly key: string;
  /** X-Request-Id: the same for every attempt, so that the event of the write can be recognised. */
  readonly requestId: string;
};

export function newIntent(): Intent {
  return { key: randomId(), requestId: randomId() };
}

// crypto.randomUUID exists only on HTTPS and localhost; an operator may sit on plain HTTP in the LAN.
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What a person is told about the connection: from the age of the data alone.

export type Freshness = "connecting" | "live" | "reconnecting" | "stale" | "offline";

/** Younger is live: short interruptions stay invisible. Also the limit for a submit. */
export const liveMaxMs = 4_000;
/** From here on the data is stale. */
export const staleMinMs = 10_000;

export type Age = { readonly lastByteAt: number | null; readonly online: boolean };

export function dataAgeMs({ lastByteAt }: Age, now: number): number {
  return lastByteAt === null ? Number.POSITIVE_INFINITY : Math.max(0, now - lastByteAt);
}

export function freshness(age: Age, now: number): Freshness {
  const ms = dataAgeMs(age, now);
  if (ms < liveMaxMs) return "live";
  if (!age.online) return "offline";
  if (age.lastByteAt === null) return "connecting";
  return ms < staleMinMs ? "reconnecting" : "stale";
}

export type Locks = {
  /** Why bets cannot be marked or edited now; undefined when they can. */
  readonly mark: string | undefined;
  /** The same for submit, bulk changes, deletion and everything else that is not undone by a key. */
  readonly decide: string | undefined;
};

const offline = "You are offline. Nothing is sent or queued.";

export function locks(state: Freshness, stopped: string | undefined): Locks {
  if (stopped !== undefined) return { mark: stopped, decide: stopped };
  switch (state) {
    case "live":
      return { mark: undefined, decide: undefined };
    case "offline":
      return { mark: offline, decide: offline };
    case "connecting":
      return { mark: "Connecting to the server.", decide: "Connecting to the server." };
    case "reconnecting":
      return { mark: undefined, decide: "The data is older than 4 seconds. Reconnecting." };
    case "stale":
      return { mark: undefined, decide: "The data is stale. Wait until the connection is back." };
  }
}

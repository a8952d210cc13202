// What the server keeps for an operator: any object, with a version. Loaded after the first paint, so not part of client.ts.
import { type Api, settle, toHeaderBytes } from "./client";
import type { Intent } from "./intent";
import type { Outcome } from "./problem";

export type Preferences = Readonly<Record<string, unknown>>;

const timeoutMs = 10_000;
const path = "/api/v1/preferences/{owner}";

/** Whoever stored none has `{}`, with an etag of its own. */
export function readPreferences(api: Api, owner: string): Promise<Outcome<Preferences>> {
  const signal = AbortSignal.timeout(timeoutMs);
  return settle<Preferences>(api.http.GET(path, { params: { path: { owner } }, signal }));
}

/** `etag` is the one of the read that it builds on: 412 when somebody else stored something since. */
export function storePreferences(
  api: Api,
  intent: Intent,
  owner: string,
  value: Preferences,
  etag: string,
): Promise<Outcome<Preferences>> {
  return settle<Preferences>(
    api.http.PUT(path, {
      params: { path: { owner } },
      body: value as never, // the generator says Record<string, never> where the contract says any object
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        "Idempotency-Key": intent.key,
        "X-Request-Id": intent.requestId,
        "BetStream-Actor": toHeaderBytes(owner),
        "If-Match": etag,
      },
    }),
  );
}

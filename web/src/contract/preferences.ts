// What the server keeps for an operator: any object, with a version. Loaded after the first paint, so not part of client.ts.
import type { Api } from "./client";
import type { Intent } from "./intent";
import type { Outcome } from "./problem";

export type Preferences = Readonly<Record<string, unknown>>;

const pathOf = (owner: string) => `/api/v1/preferences/${encodeURIComponent(owner)}`;

/** Whoever stored none has `{}`, with an etag of its own. */
export function readPreferences(api: Api, owner: string): Promise<Outcome<Preferences>> {
  return api.read<Preferences>(pathOf(owner), {});
}

/** `etag` is the one of the read that it builds on: 412 when somebody else stored something since. */
export function storePreferences(
  api: Api,
  intent: Intent,
  owner: string,
  value: Preferences,
  etag: string,
): Promise<Outcome<Preferences>> {
  const request = { method: "PUT", path: pathOf(owner), body: value } as const;
  return api.write<Preferences>(intent, request, {}, { actor: owner, "If-Match": etag });
}

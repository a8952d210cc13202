// Who is at work where; kept by the server in memory only.

export type PresenceWord = {
  readonly session: string;
  readonly name?: string;
  readonly account_id?: number;
  readonly batch_id?: number;
  readonly bet?: number;
  readonly state?: "active" | "idle";
  readonly leave?: boolean;
};

export type PresentSession = {
  readonly session: string;
  readonly name: string;
  readonly account_id?: number;
  readonly batch_id?: number;
  readonly bet?: number;
  readonly state: "active" | "idle";
  readonly since: string;
  readonly seen_at: string;
};

export type Presence = { readonly sessions: readonly PresentSession[]; readonly expires_ms: number };

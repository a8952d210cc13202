// The wire's words under short names. The shapes come from contract/openapi.yaml; what is said here is only what the
// generator cannot say: that `meta` is any object, and which fields a caller may leave out.
import type { components, paths } from "./schema.gen.js";

/** All shapes of the contract, for what has no short name here. */
export type { components } from "./schema.gen.js";

type Schemas = components["schemas"];

/** Whatever the model sends with its batch. */
export type Meta = Readonly<Record<string, unknown>>;

export type Account = Schemas["Account"];
export type Bet = Schemas["Bet"];
export type BetStatus = Schemas["BetStatus"];
export type BatchStatus = Schemas["BatchStatus"];
/** A batch without its bets. */
export type BatchHead = Omit<Schemas["BatchHead"], "meta"> & { readonly meta: Meta };
export type Batch = BatchHead & { readonly bets: readonly Bet[] };
/** What an event of a bet says about the batch of it. */
export type BatchNow = Schemas["BatchNow"];
export type Summary = Schemas["Summary"];
export type Totals = Schemas["Totals"];
export type DryRun = Schemas["DryRun"];
export type MarkResult = Schemas["MarkResult"];
export type Statistics = Schemas["Statistics"];

/** Names a batch: a batch itself will do. */
export type BatchRef = Pick<BatchHead, "account_id" | "id">;

export type NewAccount = Schemas["NewAccount"];
export type NewBet = Schemas["NewBet"];
export type NewBatch = { readonly meta: Meta; readonly bets: readonly NewBet[] };
/** A change of one bet: fields that are absent stay, null clears `note` and `reference`. */
export type BetPatch = Partial<Pick<Schemas["Mark"], "status" | "note" | "reference" | "cost" | "version">>;
/** One item of a change of several bets. It names its status: on the wire an item without one marks successful. */
export type Mark = BetPatch & Pick<Schemas["Mark"], "pid" | "status">;
export type Submission = Partial<Schemas["Submission"]>;

type WithMeta<E> = E extends { readonly batch: { readonly meta: unknown } }
  ? Omit<E, "batch"> & { readonly batch: Omit<E["batch"], "meta"> & { readonly meta: Meta } }
  : E;
export type EventType = Schemas["EventType"];
/** What happened, and the state after it. A newer server may send types that are not listed here: leave them alone. */
export type StoredEvent = WithMeta<Schemas["Event"]>;
export type EventOf<Type extends EventType> = Extract<StoredEvent, { readonly type: Type }>;
export type EventPage = Omit<Schemas["EventPage"], "events"> & { readonly events: readonly StoredEvent[] };

export type Hello = Schemas["Hello"];
export type Ping = Schemas["Ping"];
export type ResetReason = Schemas["Reset"]["reason"];

export type Problem = Schemas["Problem"];
export type ErrorCode = Schemas["ErrorCode"];
export type FieldError = Schemas["FieldError"];

type Query<Path extends keyof paths> = NonNullable<
  paths[Path] extends { readonly get: { readonly parameters: { readonly query?: infer Q } } } ? Q : never
>;
export type BatchList = Pick<Query<"/api/v1/accounts/{account_id}/batches">, "status" | "limit" | "cursor">;
export type BatchSearch = Query<"/api/v1/batches">;
export type EventSearch = Query<"/api/v1/events">;
export type StatisticsSearch = Query<"/api/v1/statistics">;

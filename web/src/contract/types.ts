// The wire's words under short names. Only aliases: the shapes come from contract/openapi.yaml.
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

/** Whatever the model sent with its batch. */
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

export type NewAccount = Schemas["NewAccount"];
export type NewBet = Schemas["NewBet"];
export type NewBatch = { readonly meta: Meta; readonly bets: readonly NewBet[] };
export type DryRun = Schemas["DryRun"];
export type CreatedBatch = Schemas["CreatedBatch"];
export type Submission = Schemas["Submission"];
export type MarkResult = Schemas["MarkResult"];

/** A change of one bet: absent fields stay, null clears. Money is text or an exact number of the wire. */
export type BetChange = {
  readonly status?: BetStatus;
  readonly note?: string | null;
  readonly reference?: string | null;
  readonly cost?: number | string;
};
/** One item of a change of several bets. It names its status always: on the wire an item without one marks successful. */
export type Mark = BetChange & { readonly pid: number; readonly version: number; readonly status: BetStatus };

/** What a page says of itself; kept by the server in memory only. */
export type PresenceWord = Schemas["PresenceWord"];
export type PresentSession = Schemas["PresentSession"];
export type Presence = Schemas["Presence"];

export type Problem = Schemas["Problem"];
export type ErrorCode = Schemas["ErrorCode"];
export type FieldError = Schemas["FieldError"];

type WithMeta<E> = E extends { readonly batch: { readonly meta: unknown } }
  ? Omit<E, "batch"> & { readonly batch: Omit<E["batch"], "meta"> & { readonly meta: Meta } }
  : E;
/** A stored event as the log tells it. */
export type ServerEvent = WithMeta<Schemas["Event"]>;
export type EventType = Schemas["EventType"];
/** An event as the console keeps it: a new batch comes without its bets, which are read when somebody looks. */
export type LiveEvent =
  | Exclude<ServerEvent, { readonly type: "batch_created" }>
  | (Omit<Extract<ServerEvent, { readonly type: "batch_created" }>, "batch"> & { readonly batch: BatchHead });
export type EventPage = Omit<Schemas["EventPage"], "events"> & { readonly events: readonly ServerEvent[] };

export type Hello = Schemas["Hello"];
export type Ping = Schemas["Ping"];
export type Reset = Schemas["Reset"];
export type Bye = Schemas["Bye"];
export type Busy = Schemas["Busy"];

/** Where a batch lives. */
export type BatchRef = { readonly accountId: number; readonly batchId: number };

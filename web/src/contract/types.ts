// The wire's words under short names, as the client has them, and what only the console says.
import type { BatchHead, BetStatus, components, StoredEvent } from "betstream-client/parts";

export type {
  Account,
  Batch,
  BatchHead,
  BatchList,
  BatchNow,
  BatchSearch,
  BatchStatus,
  Bet,
  BetStatus,
  DryRun,
  ErrorCode,
  EventPage,
  EventSearch,
  EventType,
  FieldError,
  Hello,
  MarkResult,
  Meta,
  NewAccount,
  NewBatch,
  NewBet,
  Ping,
  Problem,
  /** An event as the log tells it. */
  StoredEvent as ServerEvent,
  Summary,
  Totals,
} from "betstream-client/parts";

type Schemas = components["schemas"];

export type CreatedBatch = Schemas["CreatedBatch"];
export type Submission = Schemas["Submission"];

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

/** An event as the console keeps it: a new batch comes without its bets, which are read when somebody looks. */
export type LiveEvent =
  | Exclude<StoredEvent, { readonly type: "batch_created" }>
  | (Omit<Extract<StoredEvent, { readonly type: "batch_created" }>, "batch"> & { readonly batch: BatchHead });

export type Reset = Schemas["Reset"];

/** Where a batch lives. */
export type BatchRef = { readonly accountId: number; readonly batchId: number };

// What a page and the hub say to each other. The hub is shared by all pages of this build, see hub.ts.
import type { LiveEvent } from "@/contract/types";

export type ToHub =
  /** Events after this cursor, please; ends an earlier subscription of the same page. */
  | { readonly type: "subscribe"; readonly since: string; readonly subscription: number }
  /** The page has applied everything up to here; also tells that it lives. */
  | { readonly type: "applied"; readonly seq: number }
  | { readonly type: "visible"; readonly visible: boolean }
  /** The page woke up, or the network changed: look whether the stream is alive. */
  | { readonly type: "check" }
  | { readonly type: "online"; readonly online: boolean }
  /** The page is going; it subscribes again if it comes back. */
  | { readonly type: "leave" };

export type SnapshotReason = "too_old" | "reset" | "other_epoch";

export type ConnectionNews = {
  readonly lastByteAt: number | null;
  /** Failed attempts in a row, and when the next one is due. */
  readonly attempts: number;
  readonly retryAt: number;
  /** Why the hub gave up; a person has to act. */
  readonly stopped: string | undefined;
};

/** A time of the server, and when it was asked for and heard here. */
export type ServerTime = { readonly at: string; readonly askedAt: number; readonly heardAt: number };

export type ToPage =
  /** In order and without gaps from the cursor of the subscription on. */
  | {
      readonly type: "events";
      /** Of the subscription with this number; what comes late for an earlier one is dropped. */
      readonly subscription: number;
      readonly events: readonly LiveEvent[];
      /** The page is at this event now. */
      readonly seq: number;
      readonly lastByteAt: number;
    }
  | { readonly type: "connection"; readonly news: ConnectionNews }
  | { readonly type: "server_time"; readonly time: ServerTime }
  /** Events cannot lead from where the page is to now: read the state anew, then subscribe again. */
  | { readonly type: "snapshot_needed"; readonly reason: SnapshotReason }
  /** The hub does not know this page (any more). */
  | { readonly type: "who_are_you" };

/** One page's end of the way to the hub. */
export type HubLink = {
  readonly post: (message: ToHub) => void;
  readonly close: () => void;
};

// The activity list: the events of the live session before those that were read from the log. Pure.
import type { EventSearch } from "@/contract/types";
import { defineView, oneOf, optionalId, type ParamCodec, text, type ViewOf } from "@/lib/view-codec";
import type { EventEntry } from "@/live/event-entry";
import { type EventGroup, groupWords, typesOf } from "@/live/event-words";

const group: ParamCodec<EventGroup | ""> = oneOf(["", ...groupWords], "");
const shape = { account: optionalId, actor: text, type: group };
export type ActivityView = ViewOf<typeof shape>;
export const activityView = defineView(shape);

export function isFiltered({ account, actor, type }: ActivityView): boolean {
  return account !== undefined || actor !== "" || type !== "";
}

export function matches(entry: EventEntry, { account, actor, type }: ActivityView): boolean {
  if (account !== undefined && entry.accountId !== account) return false;
  if (actor !== "" && entry.actor !== actor) return false;
  return typesOf(type)?.includes(entry.type) ?? true;
}

/** The events up to `until`, newest first. */
export function searchOf({ account, actor, type }: ActivityView, until: string, limit: number): EventSearch {
  const types = typesOf(type);
  return {
    order: "desc",
    until,
    limit,
    ...(account === undefined ? {} : { account }),
    ...(actor === "" ? {} : { actor: actor.slice(0, 64) }),
    ...(types === undefined ? {} : { types }),
  };
}

/** More than this is not kept while somebody reads: the log has it. */
export const tailMax = 2_000;

/** The live events after `anchor`, newest first, without a gap: what is older comes from the log. */
export type Tail = {
  readonly anchor: number;
  readonly events: readonly EventEntry[];
  /** Events were missed, or there are too many: the list has to begin anew to be whole again. */
  readonly lost: boolean;
};

export function startTail(anchor: number): Tail {
  return { anchor, events: [], lost: false };
}

/** `recent` is what the live session keeps, newest first. The same tail if it brings nothing new. */
export function followTail(tail: Tail, recent: readonly EventEntry[]): Tail {
  if (tail.lost) return tail;
  const top = tail.events[0]?.seq ?? tail.anchor;
  const count = recent.findIndex(({ seq }) => seq <= top);
  const fresh = count === -1 ? recent : recent.slice(0, count);
  const oldest = fresh.at(-1);
  if (oldest === undefined) return tail;
  // The log has no holes: what should follow is known.
  if (oldest.seq !== top + 1 || tail.events.length + fresh.length > tailMax) return { ...tail, lost: true };
  return { ...tail, events: [...fresh, ...tail.events] };
}

/** Why the list stands still. A pause by key or button lasts until it is ended the same way. */
export type Pause = {
  readonly asked: boolean;
  readonly hovered: boolean;
  readonly focused: boolean;
  readonly scrolled: boolean;
};

export const noPause: Pause = { asked: false, hovered: false, focused: false, scrolled: false };

export function isPaused({ asked, hovered, focused, scrolled }: Pause): boolean {
  return asked || hovered || focused || scrolled;
}

/** The newest event that is shown: all of them, or those that were there when the pause began. */
export function shownOf(tail: Tail, heldAt: number | undefined, view: ActivityView) {
  const held = heldAt ?? Number.POSITIVE_INFINITY;
  const wanted = tail.events.filter((entry) => matches(entry, view));
  const shown = wanted.filter(({ seq }) => seq <= held);
  return { shown, waiting: wanted.length - shown.length };
}

/** `paused, 41 new` */
export function pauseWords(waiting: number, lost: boolean): string {
  const news = lost ? "many new" : waiting === 0 ? "nothing new" : `${waiting.toLocaleString("en")} new`;
  return `Paused, ${news}`;
}

import { useState } from "react";
import { useRecentEvents } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { useOlder } from "./api";
import {
  type ActivityView,
  followTail,
  isPaused,
  matches,
  noPause,
  type Pause,
  shownOf,
  startTail,
  type Tail,
} from "./model";

type Held = { readonly tail: Tail; readonly pause: Pause; readonly heldAt: number | undefined };

/** The list of events, live ones first, and what makes it stand still. */
export function useFeed(view: ActivityView, place: { readonly epoch: string; readonly seq: number }) {
  const { cursor } = useLive();
  const recent = useRecentEvents();
  const [held, setHeld] = useState<Held>({ tail: startTail(place.seq), pause: noPause, heldAt: undefined });
  const tail = nextTail(held, recent, cursor()?.seq ?? place.seq);
  if (tail !== held.tail) setHeld({ ...held, tail });

  const older = useOlder(view, tail.anchor, place.epoch);
  const { shown, waiting } = shownOf(tail, held.heldAt, view);
  const pages = older.data?.pages ?? [];
  const setPause = (patch: Partial<Pause>): void =>
    setHeld((now) => {
      const pause = { ...now.pause, ...patch };
      const heldAt = isPaused(pause) ? (now.heldAt ?? now.tail.events[0]?.seq ?? now.tail.anchor) : undefined;
      return { ...now, pause, heldAt };
    });
  return {
    entries: [...shown, ...pages.flatMap(({ entries }) => entries.filter((entry) => matches(entry, view)))],
    floor: pages.at(-1)?.floor,
    older,
    waiting,
    pause: held.pause,
    isLost: tail.lost,
    setPause,
    /** Begins at the present, whatever made it stand still. */
    resume: () => setHeld((now) => ({ ...now, pause: noPause, heldAt: undefined })),
  };
}

export type Feed = ReturnType<typeof useFeed>;

/** A list that lost events begins anew, but not under somebody who reads it. */
function nextTail({ tail, pause }: Held, recent: ReturnType<typeof useRecentEvents>, now: number): Tail {
  const next = followTail(tail, recent);
  return next.lost && !isPaused(pause) ? startTail(now) : next;
}

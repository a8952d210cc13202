// What can be seen of the page when it is not in front: its title and its icon.

import { useEffect } from "react";
import { type FaviconDot, setFavicon } from "@/lib/favicon";
import { countdown } from "@/lib/time";
import { useObservable } from "@/lib/use-observable";
import { useAccountLooks } from "@/live/account-looks";
import { startTime } from "@/live/batch-order";
import type { Freshness } from "@/live/freshness";
import { useBatchHead, useConnection, useServerClock } from "@/live/hooks";
import { useNow } from "@/ui/now";
import { screenTitle } from "@/ui/screen";
import type { Place } from "./place";

export interface TabTitle {
  stale: boolean;
  pending: number;
  /** `T−01:42` */
  start: string | undefined;
  letters: string | undefined;
  title: string;
}

/** `! (3) T−01:42 [B3] TRIFECTA R5 - BetStream` */
export function tabTitle({ stale, pending, start, letters, title }: TabTitle): string {
  const parts = [
    stale ? "!" : "",
    pending > 0 ? `(${pending})` : "",
    start ?? "",
    letters === undefined ? "" : `[${letters}]`,
    title,
  ];
  const front = parts.filter((part) => part !== "").join(" ");
  return front === "" ? "BetStream" : `${front} - BetStream`;
}

const dots: Readonly<Record<Freshness, FaviconDot>> = {
  connecting: "none",
  live: "good",
  reconnecting: "warn",
  stale: "bad",
  offline: "off",
};

export function useAttention(place: Place): void {
  const { state } = useConnection();
  const batch = useBatchHead(place.batch ?? 0);
  const look = useAccountLooks().get(place.account ?? 0);
  const title = useObservable(screenTitle);
  const now = useNow() + useServerClock().offsetMs();
  const start = batch === undefined ? undefined : startTime(batch);

  useEffect(() => {
    document.title = tabTitle({
      stale: state === "stale" || state === "offline",
      pending: batch?.summary.pending.count ?? 0,
      start: start === undefined ? undefined : countdown(start, now).text,
      letters: look?.letters,
      title,
    });
  }, [state, batch, start, now, look, title]);

  useEffect(() => {
    setFavicon({ letters: look?.letters ?? "BS", hue: look?.hue, dot: dots[state] });
  }, [look, state]);
}

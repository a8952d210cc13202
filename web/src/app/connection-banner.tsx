import { useEffect } from "react";
import { announcer } from "@/lib/announce";
import { formatAge, formatClock } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import type { Freshness } from "@/live/freshness";
import { useConnection, useDataAge } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";

const spoken: Readonly<Partial<Record<Freshness, string>>> = {
  reconnecting: "Reconnecting. Submit and bulk changes are locked.",
  stale: "Connection lost. What you see is stale.",
  offline: "You are offline. Writes are locked.",
};

/** Over the content while the data is not live: what is known, how old it is, and what still works. */
export function ConnectionBanner() {
  const { state, dataAsOf, stopped } = useConnection();
  const { zone } = useSettings();
  const sentence = stopped ?? spoken[state];
  useEffect(() => {
    if (sentence !== undefined) announcer.urgent(sentence);
  }, [sentence]);

  if (stopped !== undefined) {
    return <Banner tone="bad" title={stopped} actions={<Button onClick={() => location.reload()}>Reload</Button>} />;
  }
  if (state === "live" || state === "connecting" || dataAsOf === null) return null;
  const since = formatClock(dataAsOf, zone);
  if (state === "reconnecting") {
    return (
      <Banner tone="warn" title={<Since text={`Reconnecting. What you see is from ${since}`} />} actions={<RetryNow />}>
        Single marks still work; submit and bulk are locked.
      </Banner>
    );
  }
  if (state === "stale") {
    return (
      <Banner
        tone="bad"
        title={<Since text={`Connection lost. What you see is from ${since}`} />}
        actions={<RetryNow />}
      >
        Single marks are checked by version; submit and bulk are locked.
      </Banner>
    );
  }
  return (
    <Banner tone="off" title={<Since text={`Offline. What you see is from ${since}`} />}>
      You can read, filter and copy. Nothing is sent, and nothing is queued.
    </Banner>
  );
}

function Since({ text }: { text: string }) {
  const age = useDataAge(1000);
  return (
    <>
      {text}, {formatAge(age)} ago.
    </>
  );
}

function RetryNow() {
  const live = useLive();
  return <Button onClick={() => live.post({ type: "check" })}>Retry now</Button>;
}

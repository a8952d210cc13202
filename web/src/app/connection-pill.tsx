import { formatAge } from "@/lib/time";
import type { Freshness } from "@/live/freshness";
import { useConnection, useDataAge } from "@/live/hooks";
import { Pill, type Tone } from "@/ui/pill";

const looks: Readonly<Record<Freshness, { word: string; tone: Tone; dot: string }>> = {
  connecting: { word: "Connecting", tone: "plain", dot: "border border-current" },
  live: { word: "Live", tone: "good", dot: "bg-successful" },
  reconnecting: { word: "Reconnecting", tone: "warn", dot: "bg-unknown" },
  stale: { word: "Stale", tone: "bad", dot: "rounded-none bg-failed" },
  offline: { word: "Offline", tone: "off", dot: "rounded-none border border-current" },
};

/** Always there: how the connection is, and how old what you see is. */
export function ConnectionPill() {
  const { state } = useConnection();
  const { word, tone, dot } = looks[state];
  return (
    <Pill tone={tone}>
      <span data-connection={state} className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className={`size-1.75 rounded-full ${dot}`} />
        <span className="font-semibold">{word}</span>
        <Age />
      </span>
    </Pill>
  );
}

function Age() {
  const age = useDataAge();
  if (!Number.isFinite(age)) return null;
  return <span className="min-w-[4ch] text-right text-dim">{formatAge(age)}</span>;
}

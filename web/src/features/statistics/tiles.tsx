import type { Statistics } from "@/contract/statistics";
import { useLag } from "@/live/hooks";
import { useNow } from "@/ui/now";
import { formatLatency, percentilesOf } from "./model";

/** The figures of the whole window, and how fast news comes to this page. */
export function Tiles({ statistics }: { statistics: Statistics }) {
  const { accounts } = statistics;
  const sum = (count: (each: Statistics["accounts"][number]) => number): number =>
    accounts.reduce((all, each) => all + count(each), 0);
  const latency = percentilesOf(accounts.map((each) => each.latency));
  return (
    <dl className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-6">
      <Tile name="created" title="Bets created" value={sum(({ created }) => created.count).toLocaleString("en")} />
      <Tile
        name="successful"
        title="Marked successful"
        value={sum(({ marks }) => marks.successful.count).toLocaleString("en")}
      />
      <Tile name="failed" title="Marked failed" value={sum(({ marks }) => marks.failed.count).toLocaleString("en")} />
      <Tile name="pending-now" title="Pending now" value={sum(({ exposure }) => exposure.count).toLocaleString("en")} />
      <Tile
        name="latency"
        title="Mark latency, p50"
        value={formatLatency(latency.p50)}
        more={`p95 ${formatLatency(latency.p95)}, p99 ${formatLatency(latency.p99)}`}
      />
      <LagTile />
    </dl>
  );
}

function LagTile() {
  const lag = useLag();
  useNow();
  const { samples, p50, p95, p99 } = lag();
  return (
    <Tile
      name="lag"
      title="Delivery lag, p50"
      value={samples === 0 ? "–" : formatLatency(p50)}
      more={
        samples === 0
          ? "no event since this page was opened"
          : `p95 ${formatLatency(p95)}, p99 ${formatLatency(p99)}, ${samples} events here`
      }
    />
  );
}

function Tile({ name, title, value, more }: { name: string; title: string; value: string; more?: string }) {
  return (
    <div className="rounded-md border border-line bg-panel px-3 py-2">
      <dt className="text-xs text-dim">{title}</dt>
      <dd>
        <span className="text-xl font-semibold" data-figure={name}>
          {value}
        </span>
        {more !== undefined && <span className="block text-xs text-dim">{more}</span>}
      </dd>
    </div>
  );
}

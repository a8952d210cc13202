import type { ReactNode } from "react";
import type { Step } from "@/contract/statistics";
import type { CsvColumn } from "@/lib/csv";
import { currencyScale, formatMoney, type Money, plainMoney } from "@/lib/money";
import { Moment } from "@/ui/moment";
import type { Column } from "@/ui/table";
import { looks } from "./look";
import { formatLatency, type Point, plotted } from "./model";
import { Panel } from "./panel";
import { TimeChart } from "./time-chart";

type PointColumn = Column<Point> & CsvColumn<Point> & { title: string };
const newestFirst = (points: readonly Point[]): readonly Point[] => [...points].reverse();

const start: PointColumn = {
  key: "start",
  title: "Start",
  cell: ({ at }) => <Moment at={at} />,
  value: ({ at }) => new Date(at).toISOString(),
};

export function StakePanel(props: { points: readonly Point[]; step: Step; currency: string; aside?: ReactNode }) {
  const { points, step, currency, aside } = props;
  const scale = currencyScale(currency);
  const column = (key: "successful" | "failed" | "pending", title: string): PointColumn => ({
    key,
    title: `${title}, ${currency}`,
    numeric: true,
    cell: (point) => formatMoney(point[key], scale),
    value: (point) => plainMoney(point[key], scale),
  });
  const busy = points.filter(({ marks }) => marks > 0);
  const line = (key: "successful" | "failed" | "pending", label: string) => ({
    label,
    look: looks[key],
    values: points.map((point) => (point.known ? plotted(point[key]) : null)),
    words: (index: number) => formatMoney(points[index]?.[key] ?? nothing(points), scale),
  });
  return (
    <Panel
      title="Stake by status"
      about={`Stake of the bets that were marked, per ${step}, in ${currency}. A correction counts again under its new status.`}
      aside={aside}
      rows={newestFirst(busy)}
      rowId={({ at }) => at}
      columns={[
        start,
        column("successful", "Successful"),
        column("failed", "Failed"),
        column("pending", "Back to pending"),
      ]}
      empty={`Nothing in ${currency} was marked in this time.`}
      chart={
        <TimeChart
          stacked
          summary={`Stake by status per ${step} in ${currency}. The table has the figures.`}
          at={points.map(({ at }) => at)}
          lines={[line("successful", "Successful"), line("failed", "Failed"), line("pending", "Back to pending")]}
          formatValue={(value) => value.toLocaleString("en")}
        />
      }
    />
  );
}

function nothing(points: readonly Point[]): Money {
  const [first] = points;
  if (first === undefined) throw new Error("no point has an index");
  return first.pending;
}

export function BetsPanel({ points, step }: { points: readonly Point[]; step: Step }) {
  const column: PointColumn = {
    key: "bets",
    title: "Bets",
    numeric: true,
    cell: ({ bets }) => bets.toLocaleString("en"),
    value: ({ bets }) => String(bets),
  };
  return (
    <Panel
      title={`Bets per ${step}`}
      about="Bets that models and people created, by the time of their batch."
      rows={newestFirst(points.filter(({ bets }) => bets > 0))}
      rowId={({ at }) => at}
      columns={[start, column]}
      empty="No bets came in this time."
      chart={
        <TimeChart
          stacked
          summary={`Bets per ${step}. The table has the figures.`}
          at={points.map(({ at }) => at)}
          lines={[
            {
              label: "Bets",
              look: looks.bets,
              values: points.map(({ bets, known }) => (known ? bets : null)),
              words: (index) => String(points[index]?.bets ?? 0),
            },
          ]}
          formatValue={(value) => value.toLocaleString("en")}
        />
      }
    />
  );
}

const shares = ["p50", "p95", "p99"] as const;

export function LatencyPanel({ points, step }: { points: readonly Point[]; step: Step }) {
  const columns: readonly PointColumn[] = [
    start,
    {
      key: "n",
      title: "Bets",
      numeric: true,
      cell: ({ latency }) => latency.count,
      value: ({ latency }) => String(latency.count),
    },
    ...shares.map(
      (share): PointColumn => ({
        key: share,
        title: `${share}, ms`,
        numeric: true,
        cell: ({ latency }) => formatLatency(latency[share]),
        value: ({ latency }) => String(latency[share] ?? ""),
      }),
    ),
  ];
  const finite = (value: number | null): number | null => (value === Number.POSITIVE_INFINITY ? null : value);
  return (
    <Panel
      title="Mark latency"
      about={`From a bet's creation to the mark that settles it, per ${step}: half, 95 % and 99 % were faster. At most 19 % too high, never too low.`}
      rows={newestFirst(points.filter(({ latency }) => latency.count > 0))}
      rowId={({ at }) => at}
      columns={columns}
      empty="No pending bet was marked in this time."
      chart={
        <TimeChart
          summary={`Mark latency per ${step}. The table has the figures.`}
          at={points.map(({ at }) => at)}
          lines={shares.map((share) => ({
            label: share,
            look: looks[share],
            values: points.map(({ latency }) => finite(latency[share])),
            words: (index: number) => formatLatency(points[index]?.latency[share] ?? null),
          }))}
          formatValue={formatLatency}
        />
      }
    />
  );
}

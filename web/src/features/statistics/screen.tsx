import { useEffect, useState } from "react";
import type { Statistics } from "@/contract/statistics";
import { readStored, writeStored } from "@/lib/storage";
import { useView } from "@/lib/use-view";
import { useAccounts } from "@/live/hooks";
import { ErrorPanel } from "@/ui/error-panel";
import { Select } from "@/ui/field";
import { Moment } from "@/ui/moment";
import { Screen as Frame } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { ExposurePanel, SuccessPanel } from "./account-panels";
import { useStatistics } from "./api";
import { currenciesOf, incompleteBefore, pointsOf, type Range, rangeOptions, ranges, statisticsView } from "./model";
import { Tiles } from "./tiles";
import { BetsPanel, LatencyPanel, StakePanel } from "./time-panels";

const storageKey = "betstream.statistics-range";
const lastRange = (): Range =>
  readStored("local", storageKey, (found) => ranges.find((range) => range === found)) ?? "1h";

/** What happened, per minute or hour and account, and what is open now. */
export function Screen() {
  const [view, setView] = useView(statisticsView);
  const range = view.range === "" ? lastRange() : view.range;
  useEffect(() => {
    writeStored("local", storageKey, range);
  }, [range]);
  const { data, error, isPending, refetch, dataUpdatedAt } = useStatistics(range, view.account);
  const accounts = useAccounts();
  const all = { value: "", label: "All accounts" };
  return (
    <Frame
      title="Statistics"
      aside={data === undefined ? undefined : <AsOf statistics={data} at={dataUpdatedAt} />}
      actions={
        <>
          <Select
            hideLabel
            label="Time"
            value={range}
            options={rangeOptions}
            onValue={(next) => setView({ range: next })}
          />
          <Select
            hideLabel
            label="Account"
            value={view.account === undefined ? "" : String(view.account)}
            options={[all, ...accounts.map(({ id, name }) => ({ value: String(id), label: name }))]}
            onValue={(id) => setView({ account: id === "" ? undefined : Number(id) })}
          />
        </>
      }
    >
      {error !== null && (
        <ErrorPanel
          what={data === undefined ? "The statistics could not be read." : "The statistics are not current."}
          detail={error.detail}
          requestId={error.requestId}
          onRetry={() => void refetch()}
        />
      )}
      {isPending && <Skeleton label="Loading statistics" />}
      {data !== undefined && <Charts statistics={data} />}
    </Frame>
  );
}

function AsOf({ statistics, at }: { statistics: Statistics; at: number }) {
  const since = incompleteBefore(statistics);
  return (
    <p className="text-dim">
      As of <Moment at={Math.floor(at / 1000) * 1000} />
      {since !== undefined && (
        <>
          {", complete since "}
          <Moment at={since} />
        </>
      )}
    </p>
  );
}

function Charts({ statistics }: { statistics: Statistics }) {
  const accounts = useAccounts();
  const [wanted, setWanted] = useState("");
  const currencies = currenciesOf(statistics, accounts);
  const currency = currencies.includes(wanted) ? wanted : (currencies[0] ?? accounts[0]?.currency ?? "USD");
  const points = pointsOf(statistics, accounts, currency);
  const { step, accounts: figures } = statistics;
  const choice =
    currencies.length < 2 ? undefined : (
      <Select
        hideLabel
        label="Currency of the chart"
        value={currency}
        options={currencies.map((value) => ({ value, label: value }))}
        onValue={setWanted}
      />
    );
  return (
    <div className="flex flex-col gap-4 p-4">
      <Tiles statistics={statistics} />
      <div className="grid gap-4 lg:grid-cols-2">
        <StakePanel points={points} step={step} currency={currency} aside={choice} />
        <BetsPanel points={points} step={step} />
        <LatencyPanel points={points} step={step} />
        <SuccessPanel figures={figures} accounts={accounts} />
        <div className="min-w-0 lg:col-span-2">
          <ExposurePanel figures={figures} accounts={accounts} />
        </div>
      </div>
    </div>
  );
}

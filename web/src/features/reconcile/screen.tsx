import { ReadError } from "@/contract/read-error";
import { downloadText } from "@/lib/csv";
import { formatDay } from "@/lib/time";
import { useAccountLooks } from "@/live/account-looks";
import { useConnection, useReady, useUnfinished } from "@/live/hooks";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorPanel } from "@/ui/error-panel";
import { Screen as Frame } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { AccountSection } from "./account-section";
import { useClosedPending } from "./api";
import { type Reconciliation, reconcile, reconcileCsv, verdictOf } from "./model";
import { useOwnChanges } from "./own-changes";
import { VerdictPanel } from "./verdict";

/** Everything that is still open, of all accounts: a shift ends when there is nothing left. */
export function Screen() {
  const ready = useReady();
  const { state } = useConnection();
  const { query, closedKnown } = useClosedPending();
  const changes = useOwnChanges();
  const looks = useAccountLooks();
  const result = reconcile(useUnfinished(), query.data?.batches ?? [], changes);
  const knowledge = { ready, isLive: state === "live", closedKnown };
  return (
    <Frame title="Reconcile" actions={<Exports result={result} />}>
      <VerdictPanel items={result.items} knowledge={knowledge} totals={result.totals} />
      {query.isError && (
        <ErrorPanel
          what="The closed batches could not be read, so they are missing here."
          detail={query.error.message}
          requestId={query.error instanceof ReadError ? query.error.requestId : undefined}
          onRetry={() => void query.refetch()}
        />
      )}
      {!ready && <Skeleton rows={8} label="Loading what is open" />}
      {result.groups.map((group) => (
        <AccountSection key={group.accountId} group={group} look={looks.get(group.accountId)} />
      ))}
      {verdictOf(result.items, knowledge) === "clean" && (
        <EmptyState title="Nothing is open">Every batch is submitted, and no bet is pending.</EmptyState>
      )}
    </Frame>
  );
}

function Exports({ result }: { result: Reconciliation }) {
  const reason = result.items === 0 ? "Nothing is open." : undefined;
  return (
    <div className="flex gap-2 print:hidden">
      <Button
        reason={reason}
        onClick={() => downloadText(`reconcile-${formatDay(Date.now())}.csv`, reconcileCsv(result))}
      >
        Export
      </Button>
      <Button onClick={() => globalThis.print()}>Print</Button>
    </div>
  );
}

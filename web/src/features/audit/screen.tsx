import { ReadError } from "@/contract/read-error";
import { useSettings } from "@/lib/use-settings";
import { useView } from "@/lib/use-view";
import { useEventNames } from "@/live/event-names";
import { logBegin } from "@/live/event-words";
import { useLive } from "@/live/live-context";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorPanel } from "@/ui/error-panel";
import { Screen as Frame } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { useAudit } from "./api";
import { AuditFilters } from "./audit-filters";
import { type AuditView, auditView, isFiltered, searchProblem, stepsOf } from "./model";
import { StepItem } from "./step-item";

/** Who did what and when, as the log tells it. */
export function Screen() {
  const [view, setView] = useView(auditView);
  const { zone } = useSettings();
  const query = useAudit(view, zone);
  const refresh = (): void => void query.refetch();
  return (
    <Frame
      title="Audit"
      toolbar={<AuditFilters view={view} onFilter={setView} />}
      actions={<Button onClick={refresh}>Refresh</Button>}
    >
      {query.isError && (
        <ErrorPanel
          what="The log could not be read."
          detail={query.error.message}
          requestId={query.error instanceof ReadError ? query.error.requestId : undefined}
          onRetry={refresh}
        />
      )}
      {query.isLoading && <Skeleton rows={8} label="Reading the log" />}
      {query.data !== undefined && (
        <Timeline query={query} only={view.bet} onClear={clearOf(view, () => setView(auditView.defaults))} />
      )}
      {searchProblem(view) !== undefined && query.data === undefined && (
        <EmptyState title="This search cannot find anything">{searchProblem(view)}</EmptyState>
      )}
    </Frame>
  );
}

function clearOf(view: AuditView, clear: () => void): (() => void) | undefined {
  return isFiltered(view) ? clear : undefined;
}

interface TimelineProps {
  query: ReturnType<typeof useAudit>;
  only: number | undefined;
  onClear: (() => void) | undefined;
}

function Timeline({ query, only, onClear }: TimelineProps) {
  const { store } = useLive();
  const pages = query.data?.pages ?? [];
  const steps = stepsOf(
    pages.flatMap(({ events }) => events),
    only,
    (account) => store.account(account)?.currency ?? "",
  );
  const names = useEventNames(steps.map(({ entry }) => entry));
  const floor = pages.at(-1)?.floor;
  const isEmpty = steps.length === 0;
  return (
    <>
      {isEmpty && (
        <EmptyState
          title={query.hasNextPage ? "Nothing found so far" : "No event matches"}
          actions={onClear !== undefined && <Button onClick={onClear}>Clear filters</Button>}
        >
          Names are compared whole. A bet is named by its pid, which the inspector shows.
        </EmptyState>
      )}
      <ol aria-label="Events, newest first" className="mx-4 mt-4 ml-6" aria-busy={query.isFetching}>
        {steps.map((step) => (
          <StepItem key={step.entry.seq} step={step} names={names} />
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3 px-4 pb-6">
        <Button
          reason={
            query.isFetchingNextPage
              ? "Reading older events."
              : query.hasNextPage
                ? undefined
                : "The beginning of the log is reached."
          }
          onClick={() => void query.fetchNextPage()}
        >
          Older
        </Button>
        <p role="status" className="text-dim">
          {query.isFetchingNextPage
            ? "Reading older events."
            : query.hasNextPage || floor === undefined
              ? `${steps.length.toLocaleString("en")} events so far.`
              : `${steps.length.toLocaleString("en")} events. ${logBegin(floor)}`}
        </p>
      </div>
    </>
  );
}

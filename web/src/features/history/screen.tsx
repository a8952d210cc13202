import { lazy, Suspense, useState } from "react";
import { ReadError } from "@/contract/read-error";
import type { BatchHead } from "@/contract/types";
import { downloadText } from "@/lib/csv";
import { formatDay } from "@/lib/time";
import { useKeys } from "@/lib/use-keys";
import { useSettings } from "@/lib/use-settings";
import { useLive } from "@/live/live-context";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorPanel } from "@/ui/error-panel";
import { Screen as Frame } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { useHistoryPage } from "./api";
import { historyCsv } from "./history-export";
import { HistoryFilters } from "./history-filters";
import { HistoryNews } from "./history-news";
import { HistoryPager } from "./history-pager";
import { HistoryTable } from "./history-table";
import { isFiltered, withOwnChange } from "./model";
import { type Pages, usePages } from "./use-pages";

const Reopen = lazy(async () => ({ default: (await import("./reopen")).Reopen }));

/** Every batch that there was, page by page. */
export function Screen() {
  const pages = usePages();
  const { zone } = useSettings();
  const query = useHistoryPage(pages.view, zone);
  const [reopening, setReopening] = useState<BatchHead>();
  // In one step with the dialog's end: the focus returns to a row that says so, and a second Enter finds nothing to do.
  const [reopened, setReopened] = useState<BatchHead>();
  const refresh = (): void => void query.refetch();
  useHistoryKeys(pages, query.data?.next, refresh);
  return (
    <Frame
      title="History"
      fixed
      toolbar={<HistoryFilters view={pages.view} onFilter={pages.filter} />}
      actions={
        query.data !== undefined && (
          <>
            <HistoryNews page={query.data} account={pages.view.account} onRefresh={refresh} />
            <Export rows={query.data.rows} />
          </>
        )
      }
    >
      <div data-scroller className="min-h-0 flex-1 overflow-auto">
        {query.isError && <Failure error={query.error} onRetry={refresh} />}
        {query.data === undefined && !query.isError && <Skeleton rows={12} label="Loading the history" />}
        {query.data !== undefined &&
          (query.data.rows.length === 0 ? (
            <Nothing pages={pages} isSearching={query.data.next !== undefined} />
          ) : (
            <HistoryTable
              rows={withOwnChange(query.data.rows, reopened)}
              busy={query.isPlaceholderData}
              onReopen={setReopening}
            />
          ))}
      </div>
      {query.data !== undefined && <HistoryPager page={query.data} pages={pages} busy={query.isPlaceholderData} />}
      {reopening !== undefined && (
        <Suspense>
          <Reopen
            batch={reopening}
            onClose={() => setReopening(undefined)}
            onDone={(batch) => {
              setReopened(batch);
              setReopening(undefined);
              refresh();
            }}
          />
        </Suspense>
      )}
    </Frame>
  );
}

function useHistoryKeys(pages: Pages, next: string | undefined, refresh: () => void): void {
  const common = { group: "History", scope: "global" } as const;
  useKeys([
    { ...common, id: "history.refresh", keys: ["R"], label: "Read the page again", run: refresh },
    {
      ...common,
      id: "history.back",
      keys: ["["],
      label: "Newer page",
      run: () => pages.view.page !== "" && pages.back(),
    },
    {
      ...common,
      id: "history.next",
      keys: ["]"],
      label: "Older page",
      run: () => next !== undefined && pages.next(next),
    },
  ]);
}

function Export({ rows }: { rows: readonly BatchHead[] }) {
  const { store } = useLive();
  const name = `history-${formatDay(Date.now())}.csv`;
  return (
    <Button
      reason={rows.length === 0 ? "There is nothing to export." : undefined}
      onClick={() => downloadText(name, historyCsv(rows, store.account))}
    >
      Export page
    </Button>
  );
}

function Failure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const requestId = error instanceof ReadError ? error.requestId : undefined;
  return (
    <ErrorPanel
      what="The history could not be loaded."
      detail={error.message}
      requestId={requestId}
      onRetry={onRetry}
    />
  );
}

function Nothing({ pages, isSearching }: { pages: Pages; isSearching: boolean }) {
  if (isSearching) {
    return <EmptyState title="Nothing found so far">The search goes on in older batches: use Next.</EmptyState>;
  }
  if (!isFiltered(pages.view)) {
    return <EmptyState title="There is no batch yet">Import one, or let a model send one through the API.</EmptyState>;
  }
  const clear = { account: undefined, status: [], from: "", to: "", q: "" };
  return (
    <EmptyState
      title="No batch matches these filters"
      actions={<Button onClick={() => pages.filter(clear)}>Clear filters</Button>}
    >
      Days are those of your clock, and the text is looked for in the meta of the batches.
    </EmptyState>
  );
}

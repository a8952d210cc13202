// The heart of the Operate screen: the bets of one batch and all that is done with them.
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef } from "react";
import type { BatchHead } from "@/contract/types";
import { useKeys } from "@/lib/use-keys";
import { useSettings } from "@/lib/use-settings";
import { useWidth } from "@/lib/use-width";
import { useRetryBets } from "@/live/hooks";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorPanel } from "@/ui/error-panel";
import { Skeleton } from "@/ui/skeleton";
import type { VirtualListHandle } from "@/ui/virtual-list";
import { BetCards } from "./bet-cards";
import { BetGrid } from "./bet-grid";
import { BetToolbar } from "./bet-toolbar";
import { BulkConfirm } from "./bulk-confirm";
import { gridBindings, gridRegion, workRegion } from "./grid-keys";
import { Inspector } from "./inspector";
import { LastActionBar } from "./last-action-bar";
import { SelectionBar } from "./selection-bar";
import { type BetWorkState, useBetWork } from "./use-bet-work";
import { useGridMotion } from "./use-grid-motion";

const PagedTable = lazy(async () => ({ default: (await import("./bet-grid-paged")).BetGridPaged }));

export type BetWorkProps = {
  readonly batch: BatchHead;
  /** Why nothing of it can be changed; null for a batch that takes marks. */
  readonly readOnly: string | null;
  /** At the end of the bar below the rows: the way to submit. */
  readonly children?: ReactNode;
};

export function BetWork(props: BetWorkProps) {
  return <WorkOn key={props.batch.id} {...props} />;
}

function WorkOn({ batch, readOnly, children }: BetWorkProps) {
  const work = useBetWork(batch, readOnly ?? undefined);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualListHandle>(null);
  const phone = useWidth() === "phone";
  const motion = useGridMotion(work, grid, list, () => search.current?.focus());
  useKeys(gridBindings(work, motion));
  const { bulk } = work.marks;
  return (
    <section aria-label="Bets" data-key-region={workRegion} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <BetToolbar work={work} search={search} />
      <div className="relative flex min-h-0 min-w-0 flex-1">
        <div ref={grid} data-key-region={gridRegion} className="@container flex min-h-0 min-w-0 flex-1 flex-col">
          <Rows work={work} phone={phone} list={list} />
        </div>
        {work.inspecting && work.active !== undefined && (
          <Inspector key={work.active} work={work} pid={work.active} phone={phone} />
        )}
      </div>
      {bulk !== undefined && <BulkConfirm work={work} bulk={bulk} />}
      <footer className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-panel px-4 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] max-md:px-3">
        {!phone && work.chosen.selection.size > 0 && <SelectionBar work={work} />}
        <LastActionBar work={work} />
        {children}
      </footer>
    </section>
  );
}

type RowsProps = { work: BetWorkState; phone: boolean; list: RefObject<VirtualListHandle | null> };

function Rows({ work, phone, list }: RowsProps) {
  const { load, order, batch } = work;
  const { pagedTable } = useSettings();
  const retry = useRetryBets();
  if (load.state === "failed") {
    return (
      <div className="flex-1">
        <ErrorPanel
          what="The bets of this batch could not be loaded."
          detail={load.why}
          requestId={load.requestId === "" ? undefined : load.requestId}
          onRetry={() => retry(work.at)}
        />
      </div>
    );
  }
  if (load.state !== "loaded" && order.pids.length === 0) return <Skeleton rows={14} label="Loading the bets" />;
  if (batch.summary.bets === 0 && load.pids.length === 0) {
    return (
      <div className="flex-1">
        <EmptyState title="This batch has no bets">It was created empty. There is nothing to mark.</EmptyState>
      </div>
    );
  }
  if (order.pids.length === 0) return <NoneMatch work={work} />;
  if (phone) return <BetCards work={work} list={list} />;
  if (pagedTable) {
    return (
      <Suspense fallback={<Skeleton rows={14} />}>
        <PagedTable work={work} list={list} />
      </Suspense>
    );
  }
  return <BetGrid work={work} list={list} />;
}

function NoneMatch({ work }: { work: BetWorkState }) {
  const { view } = work;
  const what = view.status === "all" ? "bet" : `${view.status} bet`;
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The rows took the focus with them.
    if (document.activeElement === document.body) frame.current?.querySelector("button")?.focus();
  }, []);
  return (
    <div ref={frame} className="flex-1">
      <EmptyState
        title={view.q === "" ? `No ${what} in this batch` : `No ${what} matches “${view.q}”`}
        actions={
          <Button binding="bets.filter-all" onClick={work.showAll}>
            Show all {work.batch.summary.bets.toLocaleString("en")}
          </Button>
        }
      />
    </div>
  );
}

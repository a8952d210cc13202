import { lazy, type ReactNode, Suspense } from "react";
import { currencyScale, formatMoney, moneyFromWire } from "@/lib/money";
import { parseSelection } from "@/lib/selection-legs";
import { formatIsoTitle, formatMoment, parseInstant } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { useBetRow } from "@/live/hooks";
import { withChange } from "@/live/operations";
import { IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icon";
import { Skeleton } from "@/ui/skeleton";
import { BetEditor } from "./bet-editor";
import { Legs, SelectionNote } from "./bet-row-cells";
import { rowNews } from "./conflict-cell";
import { StatusCell } from "./status-cell";
import type { BetWorkState } from "./use-bet-work";

const History = lazy(async () => ({ default: (await import("./inspector-history")).InspectorHistory }));

type InspectorProps = { readonly work: BetWorkState; readonly pid: number; readonly phone: boolean };

/** All of one bet, at the right of the rows; on a phone over them. It follows the focus. */
export function Inspector({ work, pid, phone }: InspectorProps) {
  const row = useBetRow(pid);
  const { zone } = useSettings();
  if (row === undefined) return null;
  const { bet } = row;
  const scale = currencyScale(work.currency);
  const at = parseInstant(bet.updated_at);
  return (
    <aside
      aria-label={`Bet #${bet.id}`}
      data-inspector={pid}
      className={cx(
        "flex min-h-0 flex-col overflow-y-auto bg-panel",
        phone ? "fixed inset-0 z-10 pb-[env(safe-area-inset-bottom)]" : "w-90 shrink-0 border-l border-line",
      )}
    >
      <header className="flex items-center gap-3 px-4 pt-3 pb-2">
        <h2 className="min-w-0 flex-1 text-lg font-semibold">
          #{bet.id} <Legs selection={bet.selection} />
        </h2>
        <IconButton label="Close the details" tip="Esc" onClick={() => work.inspect(false)}>
          <Icon name="close" />
        </IconButton>
      </header>
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-2 gap-y-1 px-4">
        <Fact name="Status">
          <StatusCell row={row} />
        </Fact>
        {rowNews(row, false) !== undefined && <Fact name="">{rowNews(row, false)}</Fact>}
        <Fact name={`Stake, ${work.currency}`}>{formatMoney(moneyFromWire(bet.stake), scale)}</Fact>
        {parseSelection(bet.selection).note !== "" && (
          <Fact name="Model's note">
            <SelectionNote selection={bet.selection} />
          </Fact>
        )}
        <Fact name="Last change">
          {at !== undefined && <span title={formatIsoTitle(at)}>{formatMoment(at, Date.now(), zone)}</span>}
          {bet.updated_by !== undefined && ` by ${bet.updated_by}`}
        </Fact>
        <Fact name="Version">
          {bet.version} <span className="text-dim">· pid {bet.pid}</span>
        </Fact>
      </dl>
      <BetEditor work={work} bet={row.op === undefined ? bet : withChange(bet, row.op.change)} />
      <Suspense fallback={<Skeleton rows={4} label="Loading the history" />}>
        <History bet={bet} batch={work.batch} />
      </Suspense>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-0.5 text-xs text-dim">{name}</dt>
      <dd className="min-w-0 py-0.5 break-words">{children}</dd>
    </>
  );
}

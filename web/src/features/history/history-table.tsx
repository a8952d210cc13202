import { navigate } from "wouter/use-browser-location";
import type { BatchHead } from "@/contract/types";
import { routes } from "@/lib/routes";
import { useAccountLooks } from "@/live/account-looks";
import { useConnection } from "@/live/hooks";
import { Table } from "@/ui/table";
import { columnsOf } from "./columns";

export interface HistoryTableProps {
  rows: readonly BatchHead[];
  /** The rows are those of the page before. */
  busy: boolean;
  onReopen: (batch: BatchHead) => void;
}

export function HistoryTable({ rows, busy, onReopen }: HistoryTableProps) {
  const looks = useAccountLooks();
  const { locks } = useConnection();
  return (
    <div aria-busy={busy} data-key-region="history" className={busy ? "opacity-60" : undefined}>
      <Table
        caption="Batches, newest first"
        columns={columnsOf({ looks, locked: locks.decide, onReopen })}
        rows={rows}
        rowId={({ id }) => id}
        onOpen={(batch) => navigate(routes.batch(batch.account_id, batch.id))}
      />
    </div>
  );
}

import { useRecentEvents } from "@/live/hooks";
import { Button } from "@/ui/button";
import type { HistoryPage } from "./api";
import { newsSince, newsWords } from "./model";

export interface HistoryNewsProps {
  page: HistoryPage;
  account: number | undefined;
  onRefresh: () => void;
}

/** What the page does not show yet. Rows never move by themselves. */
export function HistoryNews({ page, account, onRefresh }: HistoryNewsProps) {
  const recent = useRecentEvents();
  const words = newsWords(newsSince(recent, page.seq, account, page.rows));
  return (
    <>
      <p role="status" className="text-dim">
        {words ?? ""}
      </p>
      <Button binding="history.refresh" onClick={onRefresh}>
        Refresh
      </Button>
    </>
  );
}

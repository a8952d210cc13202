import { Button } from "@/ui/button";
import type { HistoryPage } from "./api";
import type { Pages } from "./use-pages";

/** Back and on, by the cursors of the server. */
export function HistoryPager({ page, pages, busy }: { page: HistoryPage; pages: Pages; busy: boolean }) {
  const { next, rows } = page;
  const onFirst = pages.view.page === "";
  const where = pages.number === undefined ? "A later page" : `Page ${pages.number}`;
  const more = next === undefined ? "no older ones" : "there may be older ones";
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2">
      <p className="text-dim" role="status">
        {busy ? "Loading the page." : `${where}: ${rows.length} ${rows.length === 1 ? "batch" : "batches"}, ${more}.`}
      </p>
      <div className="ml-auto flex gap-2">
        <Button reason={onFirst ? "This is the first page." : undefined} onClick={pages.first}>
          First
        </Button>
        <Button binding="history.back" reason={onFirst ? "This is the first page." : undefined} onClick={pages.back}>
          Back
        </Button>
        <Button
          binding="history.next"
          reason={next === undefined ? "There are no older batches." : busy ? "Loading the page." : undefined}
          onClick={() => {
            if (next !== undefined) pages.next(next);
          }}
        >
          Next
        </Button>
      </div>
    </nav>
  );
}

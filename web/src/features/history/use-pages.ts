import { useState } from "react";
import { useView } from "@/lib/use-view";
import { type Filters, type HistoryView, historyView } from "./model";

/** The pages that led here, so that there is a way back; a cursor alone only knows the way on. */
type Trail = { readonly filters: string; readonly pages: readonly string[] };

export type Pages = {
  readonly view: HistoryView;
  /** 1 is the first; undefined when a link led into the middle. */
  readonly number: number | undefined;
  readonly filter: (patch: Partial<Filters>) => void;
  readonly next: (page: string) => void;
  readonly back: () => void;
  readonly first: () => void;
};

export function usePages(): Pages {
  const [view, setView] = useView(historyView);
  const filters = historyView.format({ ...view, page: "" });
  const [kept, setTrail] = useState<Trail>({ filters, pages: [] });
  const pages = kept.filters === filters ? kept.pages : [];
  const at = view.page === "" ? 0 : pages.indexOf(view.page) + 1;
  return {
    view,
    number: view.page === "" ? 1 : at === 0 ? undefined : at + 1,
    filter: (patch) => setView({ ...patch, page: "" }),
    next: (page) => {
      setTrail({ filters, pages: [...pages.slice(0, at), page] });
      setView({ page }, { replace: false });
    },
    back: () => setView({ page: at > 1 ? (pages[at - 2] ?? "") : "" }, { replace: false }),
    first: () => setView({ page: "" }, { replace: false }),
  };
}

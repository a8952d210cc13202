import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "@/ui/button";
import { KeyHint } from "@/ui/kbd";
import { FilterChips } from "./filter-chips";
import type { BetWorkState } from "./use-bet-work";

/** Filters, the search in these bets, and what a new order would change. */
export function BetToolbar({ work, search }: { work: BetWorkState; search: RefObject<HTMLInputElement | null> }) {
  const { batch, view, drift, reorder } = work;
  const drifted = drift.moved + drift.fresh > 0;
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 max-md:px-3">
      <FilterChips batchId={batch.id} summary={batch.summary} filter={view.status} onFilter={work.setFilter} />
      <SearchField
        key={batch.id}
        words={view.q}
        onWords={work.setWords}
        field={search}
        onLeave={() => work.active !== undefined && work.focusRow(work.active)}
      />
      <div className="ml-auto flex min-h-7 items-center gap-2 text-xs text-dim">
        {drifted && (
          <>
            <span>
              {[drift.moved > 0 && `${drift.moved} moved`, drift.fresh > 0 && `${drift.fresh} new`]
                .filter(Boolean)
                .join(", ")}
            </span>
            <Button size="row" binding="bets.reorder" onClick={reorder} tip="Rows never move by themselves">
              Apply order
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

const typingPauseMs = 150;

type SearchFieldProps = {
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly onLeave: () => void;
  readonly field: RefObject<HTMLInputElement | null>;
};

function SearchField({ words, onWords, onLeave, field }: SearchFieldProps) {
  const [typed, setTyped] = useState(words);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What the URL says now, unless the operator is typing.
  const [known, setKnown] = useState(words);
  if (known !== words) {
    setKnown(words);
    setTyped(words);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string): void => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onWords(next.trim() === "" ? "" : next), typingPauseMs);
  };
  return (
    <span className="relative flex items-center max-md:flex-1">
      <input
        ref={field}
        type="search"
        value={typed}
        aria-label="Search in these bets"
        placeholder="Selection, note, reference, #"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" && event.key !== "Enter") return;
          event.preventDefault();
          clearTimeout(timer.current);
          if (event.key === "Escape") setTyped("");
          onWords(event.key === "Escape" ? "" : typed.trim());
          onLeave();
        }}
        className="touchable h-7 w-60 min-w-0 max-md:w-full rounded border border-control bg-bg pr-8 pl-2 text-xs text-text"
      />
      <span className="pointer-events-none absolute right-2">
        <KeyHint binding="bets.search" />
      </span>
    </span>
  );
}

import { useCallback, useSyncExternalStore } from "react";
import type { Summary } from "@/contract/types";
import { betGlyph, betWord } from "@/lib/bet-status";
import { useLive } from "@/live/live-context";
import { FilterChip } from "@/ui/chip";
import { StatusGlyph } from "@/ui/status-glyph";
import { type Filter, filters } from "./grid-model";

/** Counts are the server's; "Unknown" are own changes whose answer was lost. */
export function FilterChips({
  batchId,
  summary,
  filter,
  onFilter,
}: {
  batchId: number;
  summary: Summary;
  filter: Filter;
  onFilter: (filter: Filter) => void;
}) {
  const unknown = useUnknownCount(batchId);
  const count = (each: Filter): number =>
    each === "all" ? summary.bets : each === "unknown" ? unknown : summary[each].count;
  return (
    <fieldset
      aria-label="Show bets by status"
      className="min-w-0 flex shrink-0 gap-1.5 overflow-x-auto p-0.5 [scrollbar-width:none]"
    >
      {filters.map((each) => (
        <FilterChip
          key={each}
          pressed={each === filter}
          onPress={() => onFilter(each)}
          count={count(each)}
          binding={`bets.filter-${each}`}
        >
          {each === "all" ? (
            "All"
          ) : each === "unknown" ? (
            <StatusGlyph glyph="question" word="Unknown" />
          ) : (
            <StatusGlyph glyph={betGlyph[each]} word={betWord[each]} />
          )}
        </FilterChip>
      ))}
    </fieldset>
  );
}

export function useUnknownCount(batchId: number): number {
  const { topics, overlay } = useLive();
  const subscribe = useCallback((listener: () => void) => topics.subscribe("operations", listener), [topics]);
  return useSyncExternalStore(subscribe, () => {
    let count = 0;
    for (const { at, state, open } of overlay.all()) {
      if (at.batchId === batchId && state === "unknown") count += open.size;
    }
    return count;
  });
}

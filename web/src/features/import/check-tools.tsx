import { downloadText } from "@/lib/csv";
import { useObservable } from "@/lib/use-observable";
import { Button } from "@/ui/button";
import { FilterChip } from "@/ui/chip";
import type { Checked } from "./check-rows";
import { draft } from "./draft";
import { list } from "./draft-actions";
import { reportCsv } from "./report";
import type { CheckGridState } from "./use-check-grid";

/** Which rows are listed, the way from error to error, and the file with all of them. */
export function CheckTools({ checked, grid }: { checked: Checked; grid: CheckGridState }) {
  const { listed, mapping, origin } = useObservable(draft);
  const none = checked.bad.length === 0 ? "No row has an error." : undefined;
  const name = origin.replace(/\.\w+$/, "").replace(/[^\w-]+/g, "-");
  return (
    <div className="flex flex-1 flex-wrap items-center gap-2">
      <FilterChip pressed={listed.only === "all"} count={checked.rows.length} onPress={() => list("all")}>
        All
      </FilterChip>
      <FilterChip pressed={listed.only === "bad"} count={checked.bad.length} onPress={() => list("bad")}>
        Only errors
      </FilterChip>
      <Button binding="import.next-error" reason={none} onClick={grid.toNextError}>
        Next error
      </Button>
      <Button
        className="ml-auto"
        tip="Every row with its errors, as CSV"
        onClick={() => downloadText(`${name}-checked.csv`, reportCsv(checked, mapping))}
      >
        Download all rows + errors
      </Button>
    </div>
  );
}

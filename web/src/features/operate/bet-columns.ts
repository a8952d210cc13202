// The columns of the grid, and how they share its width. Where there is little room "By" goes first, then the cost: the
// buttons are never cut off.
import type { SortKey } from "./grid-model";

export const rowColumns =
  "grid grid-cols-[2.5rem_3.5rem_minmax(8rem,1fr)_6.5rem_6rem_9.5rem_minmax(0,17rem)_11.5rem] " +
  "@max-[56rem]:grid-cols-[2.5rem_3.5rem_minmax(6rem,1fr)_6rem_5rem_9rem_11.5rem] " +
  "@max-[42rem]:grid-cols-[2.5rem_3rem_minmax(5rem,1fr)_5.5rem_8.5rem_11.5rem]";

/** For cells of the columns that give way. */
export const byGivesWay = "@max-[56rem]:hidden";
export const costGivesWay = "@max-[42rem]:hidden";
/** What "By" would have said stands below the status then. */
export const whereByGaveWay = "hidden @max-[56rem]:block";

export type GridColumn = {
  readonly key: SortKey;
  readonly title: string;
  readonly className: string;
  /** Figures stand at the right. */
  readonly numeric?: true;
};

export const gridColumns: readonly GridColumn[] = [
  { key: "number", title: "#", className: "", numeric: true },
  { key: "selection", title: "Selection", className: "" },
  { key: "stake", title: "Stake", className: "", numeric: true },
  { key: "cost", title: "Cost", className: costGivesWay, numeric: true },
  { key: "status", title: "Status", className: "" },
  { key: "by", title: "By", className: byGivesWay },
];
/** With the box in front and the buttons behind. */
export const columnCount = gridColumns.length + 2;

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
/** What "By" would have said stands beside the selection then. */
export const whereByGaveWay = "hidden @max-[56rem]:inline";

export type GridColumn = { readonly key: SortKey; readonly title: string; readonly className: string };

export const gridColumns: readonly GridColumn[] = [
  { key: "number", title: "#", className: "justify-end" },
  { key: "selection", title: "Selection", className: "" },
  { key: "stake", title: "Stake", className: "justify-end" },
  { key: "cost", title: "Cost", className: `justify-end ${costGivesWay}` },
  { key: "status", title: "Status", className: "" },
  { key: "by", title: "By", className: byGivesWay },
];
/** With the box in front and the buttons behind. */
export const columnCount = gridColumns.length + 2;

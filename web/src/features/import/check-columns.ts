import type { CSSProperties } from "react";
import type { Field } from "./fields";

export const headings: Readonly<Record<Field, string>> = {
  id: "Id",
  selection: "Selection",
  stake: "Stake",
  cost: "Cost",
  reference: "Reference",
  note: "Note",
};

const widths: Readonly<Record<Field, string>> = {
  id: "minmax(4rem, 0.5fr)",
  selection: "minmax(9rem, 1.5fr)",
  stake: "minmax(5.5rem, 0.6fr)",
  cost: "minmax(5.5rem, 0.6fr)",
  reference: "minmax(5rem, 0.7fr)",
  note: "minmax(5rem, 1fr)",
};

export function columnsStyle(columns: readonly Field[]): CSSProperties {
  return { gridTemplateColumns: `4.5rem ${columns.map((field) => widths[field]).join(" ")} minmax(10rem, 2fr)` };
}

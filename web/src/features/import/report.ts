// All rows and what is wrong with them, as a file for whoever made the source.
import { type CsvColumn, toCsv } from "@/lib/csv";
import { type Checked, problemsAt } from "./check-rows";
import { type Field, fields, type Mapping } from "./fields";

const numeric: readonly Field[] = ["id", "stake", "cost"];

export function reportCsv(checked: Checked, mapping: Mapping): string {
  const own = fields.filter((field) => mapping[field] !== undefined);
  const columns: readonly CsvColumn<number>[] = [
    { title: "row", value: (at) => String(at + 1), numeric: true },
    ...own.map((field) => ({
      title: field,
      value: (at: number) => checked.rows[at]?.cells[field] ?? "",
      numeric: numeric.includes(field),
    })),
    { title: "errors", value: (at) => problemsText(checked, at) },
  ];
  return toCsv(columns, checked.rows.keys());
}

export function problemsText(checked: Checked, at: number): string {
  return problemsAt(checked, at)
    .map(({ field, reason }) => `${field}: ${reason}`)
    .join("; ");
}

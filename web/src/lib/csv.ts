// Writing CSV and TSV. A spreadsheet runs cells that begin with = + - @ TAB or CR as formulas (OWASP, CSV injection),
// so text cells get an apostrophe in front; columns of numbers are exempt, or -5.00 would stop being a number.

export interface CsvColumn<Row> {
  title: string;
  value: (row: Row) => string;
  numeric?: boolean;
}

const startsFormula = /^[=+\-@\t\r]/;
const isNumber = /^-?\d+(\.\d+)?$/;

export function csvCell(text: string, numeric = false): string {
  const safe = startsFormula.test(text) && !(numeric && isNumber.test(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const lines = [columns.map((column) => csvCell(column.title)).join(",")];
  for (const row of rows) {
    lines.push(columns.map((column) => csvCell(column.value(row), column.numeric)).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** For the clipboard, where a tab or a line break within a cell would shift the columns. */
export function toTsv<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const cell = (column: CsvColumn<Row>, row: Row): string => {
    const flat = column.value(row).replace(/[\t\r\n]+/g, " ");
    return startsFormula.test(flat) && !(column.numeric === true && isNumber.test(flat)) ? `'${flat}` : flat;
  };
  return [...rows].map((row) => columns.map((column) => cell(column, row)).join("\t")).join("\n");
}

/** Offers `text` as a file. The mark in front makes spreadsheets read CSV as UTF-8; JSON must not have it. */
export function downloadText(name: string, text: string, type = "text/csv"): void {
  const url = URL.createObjectURL(
    new Blob([type === "text/csv" ? "\ufeff" : "", text], { type: `${type};charset=utf-8` }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

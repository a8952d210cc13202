// What was pasted, dropped or chosen, as a table of texts: CSV, TSV (a spreadsheet's clipboard) or JSON.
import { readDelimited } from "./delimited";
import { looksLikeJson, readJson } from "./json-source";
import type { SourceOptions, SourceTable } from "./source-table";

export async function readSource(text: string, options: SourceOptions, signal?: AbortSignal): Promise<SourceTable> {
  const plain = text.replace(/^\ufeff/, "");
  if (looksLikeJson(plain)) return await readJson(plain, signal);
  return await readDelimited(plain, options, signal);
}

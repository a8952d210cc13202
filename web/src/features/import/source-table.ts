// A source as a table of texts, whatever it was written in.
import type { Meta } from "@/contract/types";

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

export type SourceOptions = {
  readonly delimiter: Delimiter | "auto";
  readonly header: "auto" | "yes" | "no";
};

export type Format =
  | { readonly kind: "json" }
  | { readonly kind: "delimited"; readonly delimiter: Delimiter; readonly header: boolean };

export type SourceTable = {
  readonly format: Format;
  /** Names of the header; `Column 3` where there is none. */
  readonly columns: readonly string[];
  /** The rows of bets; a row may be shorter or longer than the header. */
  readonly rows: readonly (readonly string[])[];
  /** Of a JSON source: the meta that it brings. */
  readonly meta: Meta | undefined;
  /** What is wrong with the source as such: nothing can be made of it as it is. */
  readonly problems: readonly string[];
};

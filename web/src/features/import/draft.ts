// The import that is being made. It lives as long as the page: a look at another screen loses nothing of it, and an
// answer that comes late finds its place.
import type { Problem } from "@/contract/types";
import type { DecimalMark } from "@/lib/money";
import { type Observable, observable } from "@/lib/observable";
import type { Checked } from "./check-rows";
import type { DecimalGuess } from "./decimal";
import { type Mapping, noMapping } from "./fields";
import { type MetaEntry, metaForm } from "./meta-model";
import type { SourceOptions, SourceTable } from "./source-table";

export const steps = ["source", "map", "check", "create"] as const;
export type Step = (typeof steps)[number];

export type Creation =
  | { readonly state: "idle" }
  | { readonly state: "sent" }
  /** It may have happened; it is asked again with the same key. */
  | { readonly state: "unknown"; readonly attempts: number }
  | { readonly state: "blocked"; readonly why: string }
  | { readonly state: "refused"; readonly problem: Problem }
  | { readonly state: "created"; readonly accountId: number; readonly batchId: number; readonly bets: number };

export type Draft = {
  readonly step: Step;
  readonly text: string;
  /** `bets.csv`, or where else it came from. */
  readonly origin: string;
  /** About the source as a file. */
  readonly note: string | undefined;
  /** Why nothing could be taken. */
  readonly refused: string | undefined;
  readonly busy: "reading" | "checking" | undefined;
  readonly options: SourceOptions;
  readonly table: SourceTable | undefined;
  readonly mapping: Mapping;
  readonly decimal: DecimalMark | "auto";
  readonly guess: DecimalGuess;
  readonly legsRepeat: boolean;
  readonly meta: readonly MetaEntry[];
  readonly checked: Checked | undefined;
  /** The rows that are listed, by place: fixed when the list was asked for, so that a corrected row stays. */
  readonly listed: { readonly only: "bad" | "all"; readonly places: readonly number[] };
  readonly validOnly: boolean;
  readonly creation: Creation;
};

export const emptyDraft: Draft = {
  step: "source",
  text: "",
  origin: "",
  note: undefined,
  refused: undefined,
  busy: undefined,
  options: { delimiter: "auto", header: "auto" },
  table: undefined,
  mapping: noMapping,
  decimal: "auto",
  guess: { decimal: ".", doubtful: undefined },
  legsRepeat: false,
  meta: metaForm({}),
  checked: undefined,
  listed: { only: "all", places: [] },
  validOnly: false,
  creation: { state: "idle" },
};

export const draft: Observable<Draft> = observable(emptyDraft);

export function changeDraft(patch: Partial<Draft>): void {
  draft.set({ ...draft.get(), ...patch });
}

/** The mark that amounts are read with. JSON knows only one. */
export function decimalOf({ table, decimal, guess }: Draft): DecimalMark {
  if (table?.format.kind === "json") return ".";
  return decimal === "auto" ? guess.decimal : decimal;
}

/** From the first press until the outcome is known nothing of it may change. */
export function isUnderway({ creation }: Draft): boolean {
  return creation.state === "sent" || creation.state === "unknown";
}

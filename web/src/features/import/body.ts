// The one body that is checked by the server, looked for among recent batches, and sent.
import { useMemo } from "react";
import type { NewBatch } from "@/contract/types";
import { betsOf, type Checked, whyNoBatch } from "./check-rows";
import type { Draft } from "./draft";
import { entryFlaw, metaOf } from "./meta-model";

export type Body = {
  /** Made when it is asked for first, since ten thousand bets take a while; the same at every call. */
  readonly batch: () => NewBatch;
  readonly checked: Checked;
  /** A number of its own: another body has another one. */
  readonly revision: number;
};

export type BodyOrReason = { readonly body: Body } | { readonly body: undefined; readonly reason: string };

let revisions = 0;

export function useBody({ checked, validOnly, meta }: Pick<Draft, "checked" | "validOnly" | "meta">): BodyOrReason {
  return useMemo(() => bodyOf(checked, validOnly, meta), [checked, validOnly, meta]);
}

export function bodyOf(checked: Checked | undefined, validOnly: boolean, meta: Draft["meta"]): BodyOrReason {
  if (checked === undefined) return { body: undefined, reason: "The rows are being checked." };
  const reason = whyNoBatch(checked, validOnly);
  if (reason !== undefined) return { body: undefined, reason };
  const flawed = meta.find((entry) => entryFlaw(meta, entry) !== undefined);
  if (flawed !== undefined) {
    const flaw = entryFlaw(meta, flawed) ?? "";
    return { body: undefined, reason: `Meta ${flawed.name}: ${flaw}` };
  }
  revisions += 1;
  let made: NewBatch | undefined;
  const batch = (): NewBatch => {
    made ??= { meta: metaOf(meta), bets: betsOf(checked) };
    return made;
  };
  return { body: { batch, checked, revision: revisions } };
}

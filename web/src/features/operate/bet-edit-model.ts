// The form for cost, reference and note: what was typed, and the change it means. Pure.
import type { Bet, BetChange } from "@/contract/types";
import { currencyScale, type DecimalMark, moneyFromWire, moneyToWire, parseMoney, plainMoney } from "@/lib/money";

export type Draft = { readonly cost: string; readonly reference: string; readonly note: string };

export function draftOf(bet: Bet, currency: string, decimal: DecimalMark): Draft {
  const cost = plainMoney(moneyFromWire(bet.cost), currencyScale(currency)).replace(".", decimal);
  return { cost, reference: bet.reference ?? "", note: bet.note ?? "" };
}

export function sameDraft(a: Draft, b: Draft): boolean {
  return a.cost === b.cost && a.reference === b.reference && a.note === b.note;
}

export type Parsed =
  | { readonly ok: true; readonly change: BetChange }
  | { readonly ok: false; readonly problem: string };

/** Only what differs from the bet; an emptied text clears it. */
export function changeOf(draft: Draft, bet: Bet, decimal: DecimalMark): Parsed {
  const cost = parseMoney(draft.cost, { decimal });
  if (!cost.ok) return { ok: false, problem: `Cost: ${cost.problem}.` };
  const text = (typed: string, had: string | undefined): string | null | undefined => {
    const next = typed.trim();
    return next === (had ?? "") ? undefined : next === "" ? null : next;
  };
  const reference = text(draft.reference, bet.reference);
  const note = text(draft.note, bet.note);
  return {
    ok: true,
    change: {
      ...(moneyToWire(cost.value) === bet.cost ? {} : { cost: moneyToWire(cost.value) }),
      ...(reference === undefined ? {} : { reference }),
      ...(note === undefined ? {} : { note }),
    },
  };
}

export function isNothing(change: BetChange): boolean {
  return Object.keys(change).length === 0;
}

// What an account form holds, what is wrong with it, and what two people who edit the same account meant. Pure.
import type { Account, BatchHead, NewAccount, Problem } from "@/contract/types";
import { type Money, moneyFromWire, sumMoney } from "@/lib/money";

export type Draft = { readonly name: string; readonly hostname: string; readonly currency: string };
export type Field = keyof Draft;
export type Problems = Partial<Readonly<Record<Field, string>>>;

export const fieldLabels: Readonly<Record<Field, string>> = {
  name: "Name",
  hostname: "Hostname",
  currency: "Currency",
};
const fields: readonly Field[] = ["name", "hostname", "currency"];

/** The limits of the contract. */
export const nameMax = 200;
export const hostnameMax = 253;

export const emptyDraft: Draft = { name: "", hostname: "", currency: "EUR" };

export function draftOf({ name, hostname, currency }: Account): Draft {
  return { name, hostname, currency };
}

/** What is sent: spaces around are nobody's intent, and currencies are written in capitals. */
export function cleaned(draft: Draft): NewAccount & Draft {
  return {
    name: draft.name.trim(),
    hostname: draft.hostname.trim(),
    currency: draft.currency.trim().toUpperCase(),
  };
}

export function checkDraft(draft: Draft): Problems {
  const { name, hostname, currency } = cleaned(draft);
  return {
    ...(name === "" ? { name: "An account needs a name." } : {}),
    ...(name.length > nameMax ? { name: `At most ${nameMax} characters.` } : {}),
    ...(hostname.length > hostnameMax ? { hostname: `At most ${hostnameMax} characters.` } : {}),
    ...(/^[A-Z]{3}$/.test(currency) ? {} : { currency: "Three letters, such as EUR." }),
  };
}

export function sameDraft(one: Draft, other: Draft): boolean {
  const [a, b] = [cleaned(one), cleaned(other)];
  return fields.every((field) => a[field] === b[field]);
}

/** The refusal that belongs next to a field; what is left over is said above the buttons. */
export function problemsOf(problem: Problem): { readonly fields: Problems; readonly other: string | undefined } {
  if (problem.code === "name_taken") {
    return { fields: { name: "Another account has this name. Choose another one." }, other: undefined };
  }
  const named = (problem.errors ?? []).flatMap(({ pointer, detail }) => {
    const field = fields.find((each) => pointer === `/${each}`);
    return field === undefined ? [] : [[field, detail] as const];
  });
  if (named.length > 0) return { fields: Object.fromEntries(named), other: undefined };
  return { fields: {}, other: `${problem.title}. ${problem.detail}` };
}

/** A field that somebody else changed since the form was opened. */
export type Difference = {
  readonly field: Field;
  readonly before: string;
  readonly theirs: string;
  readonly mine: string;
  /** Both changed it, to different values: somebody has to decide. */
  readonly clash: boolean;
};

export function differences(base: Account, mine: Draft, theirs: Account): readonly Difference[] {
  const wanted = cleaned(mine);
  return fields.flatMap((field) => {
    if (base[field] === theirs[field]) return [];
    const changed = wanted[field] !== base[field];
    return [
      {
        field,
        before: base[field],
        theirs: theirs[field],
        mine: wanted[field],
        clash: changed && wanted[field] !== theirs[field],
      },
    ];
  });
}

/** On top of what they wrote: my value where I changed one, theirs everywhere else. */
export function rebased(base: Account, mine: Draft, theirs: Account): Draft {
  const pick = (field: Field): string => (cleaned(mine)[field] === base[field] ? theirs[field] : mine[field]);
  return { name: pick("name"), hostname: pick("hostname"), currency: pick("currency") };
}

/** What goes with an account. */
export type Loss = { readonly batches: number; readonly pending: number; readonly stake: Money };

export function lossOf(account: Account, open: readonly BatchHead[]): Loss {
  return {
    batches: account.open_batches,
    pending: open.reduce((sum, { summary }) => sum + summary.pending.count, 0),
    stake: sumMoney(open.map(({ summary }) => moneyFromWire(summary.pending.stake))),
  };
}

/** Whether a name that was typed to confirm still stands for the numbers that were on the screen then. */
export function lossKey({ batches, pending, stake }: Loss): string {
  return `${batches}/${pending}/${stake}`;
}

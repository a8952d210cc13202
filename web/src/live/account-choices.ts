import type { Account } from "@/contract/types";

/** For the select of a filter. An account of the address that does not exist any more stays the choice. */
export function accountChoices(accounts: readonly Account[], chosen: number | undefined) {
  const known = accounts.map(({ id, name }) => ({ value: String(id), label: name }));
  const gone = chosen !== undefined && !accounts.some(({ id }) => id === chosen);
  const lost = gone ? [{ value: String(chosen), label: `Account #${chosen}` }] : [];
  return [{ value: "", label: "All" }, ...known, ...lost];
}

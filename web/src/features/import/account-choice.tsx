import { useObservable } from "@/lib/use-observable";
import { useAccountLooks } from "@/live/account-looks";
import { useAccounts } from "@/live/hooks";
import { AccountTag } from "@/ui/account-tag";
import { Select } from "@/ui/field";
import { draft, isUnderway } from "./draft";

export interface AccountChoiceProps {
  account: number | undefined;
  onChoose: (account: number | undefined) => void;
}

/** Where the batch goes. Nobody is chosen for the operator. */
export function AccountChoice({ account, onChoose }: AccountChoiceProps) {
  const accounts = useAccounts();
  const looks = useAccountLooks();
  const now = useObservable(draft);
  const known = accounts.some(({ id }) => id === account);
  const look = account === undefined ? undefined : looks.get(account);
  const options = [
    { value: "", label: accounts.length === 0 ? "No account yet" : "Choose an account" },
    ...accounts.map(({ id, name, currency }) => ({ value: String(id), label: `${name} · ${currency}` })),
  ];
  return (
    <div className="flex items-center gap-2">
      <span className="text-dim">into</span>
      {known && look !== undefined && <AccountTag {...look} />}
      <Select
        label="Account"
        hideLabel
        className="w-60"
        value={known ? String(account) : ""}
        options={options}
        disabled={isUnderway(now) || now.creation.state === "created"}
        onValue={(value) => onChoose(value === "" ? undefined : Number(value))}
      />
    </div>
  );
}

import { Link } from "wouter";
import { routes } from "@/lib/routes";
import { useAccount } from "@/live/hooks";
import { Icon } from "@/ui/icon";

/** On a phone the panes are a stack; this leads one back. Without a batch to leave, to the accounts. */
export function PhoneBack({ accountId, toAccounts = false }: { accountId: number; toAccounts?: boolean }) {
  const account = useAccount(accountId);
  return (
    <Link
      href={toAccounts ? `${routes.account(accountId)}?level=accounts` : routes.account(accountId)}
      className="flex min-h-11 shrink-0 items-center gap-1 border-b border-line px-2 text-accent"
    >
      <Icon name="left" />
      {toAccounts ? "Accounts" : `Batches of ${account?.name ?? "the account"}`}
    </Link>
  );
}

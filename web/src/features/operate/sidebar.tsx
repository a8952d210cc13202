import { useAccount } from "@/live/hooks";
import { AccountList } from "./account-list";
import { BatchList } from "./batch-list";

/** Where to work: accounts, and the batches of the one that is open. */
export function Sidebar({ account, batch }: { account: number | undefined; batch: number | undefined }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <AccountList current={account} />
      {account !== undefined && <AccountBatches account={account} batch={batch} />}
    </div>
  );
}

function AccountBatches({ account, batch }: { account: number; batch: number | undefined }) {
  const found = useAccount(account);
  if (found === undefined) return null;
  return <BatchList key={account} accountId={account} accountName={found.name} current={batch} />;
}

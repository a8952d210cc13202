import { useLocation } from "wouter";
import { routes } from "@/lib/routes";
import { useKeyOf } from "@/lib/use-keys";
import { useAccount } from "@/live/hooks";
import { Button } from "@/ui/button";
import { AccountList } from "./account-list";
import { BatchList } from "./batch-list";
import { FindBox } from "./find-box";
import { ShiftFooter } from "./shift-footer";

export interface SidebarProps {
  account: number | undefined;
  batch: number | undefined;
}

/** Where to work: accounts, and the batches of the one that is open. */
export function Sidebar({ account, batch }: SidebarProps) {
  return (
    <>
      <FindBox />
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <AccountList current={account} />
        {account !== undefined && <AccountBatches account={account} batch={batch} />}
      </div>
      <ShiftFooter />
    </>
  );
}

/** The batches of an account, and how more of them are made. */
export function AccountBatches({ account, batch }: { account: number; batch: number | undefined }) {
  const found = useAccount(account);
  if (found === undefined) return null;
  return (
    <>
      <BatchList key={account} accountId={account} accountName={found.name} current={batch} />
      <ImportLink account={account} />
    </>
  );
}

function ImportLink({ account }: { account: number }) {
  const [, navigate] = useLocation();
  // The key is there when the screen is.
  const known = useKeyOf("app.import") !== undefined;
  if (!known) return null;
  return (
    <div className="p-2.5 max-md:hidden">
      <Button kind="quiet" binding="app.import" className="w-full" onClick={() => navigate(routes.import(account))}>
        + Import
      </Button>
    </div>
  );
}

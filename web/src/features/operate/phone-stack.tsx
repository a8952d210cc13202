import { useSearch } from "wouter";
import { useAccount } from "@/live/hooks";
import { AccountList } from "./account-list";
import { FindBox } from "./find-box";
import { PhoneBack } from "./phone-back";
import { ShiftFooter } from "./shift-footer";
import { AccountBatches } from "./sidebar";

/** Accounts, then batches; the third pane of the stack is the work itself. */
export function PhoneStack({ account }: { account: number | undefined }) {
  const atAccounts = new URLSearchParams(useSearch()).get("level") === "accounts";
  const found = useAccount(account ?? 0);
  const showsBatches = account !== undefined && found !== undefined && !atAccounts;
  return (
    <div className="flex min-h-0 w-full flex-1 flex-col bg-panel">
      {showsBatches ? <PhoneBack accountId={account} toAccounts /> : <FindBox />}
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {showsBatches ? (
          <>
            <h1 tabIndex={-1} className="px-3.5 pt-3 text-lg font-semibold">
              {found.name}
            </h1>
            <AccountBatches account={account} batch={undefined} />
          </>
        ) : (
          <>
            <h1 tabIndex={-1} className="sr-only">
              Operate
            </h1>
            <AccountList current={account} />
          </>
        )}
      </div>
      <ShiftFooter />
    </div>
  );
}

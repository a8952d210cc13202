// The letters and hue of every account, computed once per change of the accounts.

import { useMemo } from "react";
import { type AccountLook, accountLooks } from "@/lib/account-look";
import { useAccounts } from "./hooks";

export function useAccountLooks(): ReadonlyMap<number, AccountLook> {
  const accounts = useAccounts();
  return useMemo(() => accountLooks(accounts), [accounts]);
}

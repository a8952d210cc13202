import { Link } from "wouter";
import type { Account } from "@/contract/types";
import type { AccountLook } from "@/lib/account-look";
import { routes } from "@/lib/routes";
import { useWidth } from "@/lib/use-width";
import { useAccountLooks } from "@/live/account-looks";
import { useAccounts, useOpenBatches, useServerClock } from "@/live/hooks";
import { AccountTag } from "@/ui/account-tag";
import { cx } from "@/ui/cx";
import { useNow } from "@/ui/now";
import { urgentCount } from "./desk-model";
import { SidebarHeading } from "./sidebar-heading";
import { useDeskMoves } from "./use-desk-moves";

/** All accounts, with how much is open and how much of it is urgent. */
export function AccountList({ current }: { current: number | undefined }) {
  const accounts = useAccounts();
  const looks = useAccountLooks();
  const { openAccount } = useDeskMoves();
  const width = useWidth();
  return (
    <nav aria-label="Accounts" data-key-region="accounts">
      <SidebarHeading title="Accounts" aside="open" />
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <AccountRow
              account={account}
              look={looks.get(account.id)}
              current={account.id === current}
              onOpen={width === "phone" ? undefined : openAccount}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface AccountRowProps {
  account: Account;
  look: AccountLook | undefined;
  current: boolean;
  /** Goes straight to a batch of it; undefined where the batches are listed first. */
  onOpen: ((accountId: number) => void) | undefined;
}

function AccountRow({ account, look, current, onOpen }: AccountRowProps) {
  return (
    <Link
      href={routes.account(account.id)}
      data-account={account.id}
      aria-current={current || undefined}
      onClick={(event) => {
        if (onOpen === undefined || opensElsewhere(event)) return;
        event.preventDefault();
        onOpen(account.id);
      }}
      className={cx(
        "flex min-h-8 items-center gap-2 border-l-2 py-1 pr-3.5 pl-3 -outline-offset-2 pointer-coarse:min-h-12",
        current ? "border-accent bg-selected text-text" : "border-transparent text-dim hover:bg-hover hover:text-text",
      )}
    >
      <span className="min-w-0 flex-1">
        <AccountTag letters={look?.letters ?? "??"} hue={look?.hue ?? 1} name={account.name} />
      </span>
      <Counts account={account} />
    </Link>
  );
}

function Counts({ account }: { account: Account }) {
  const batches = useOpenBatches(account.id);
  const urgent = urgentCount(batches, useNow() + useServerClock().offsetMs());
  const open = account.open_batches;
  return (
    <span className="flex shrink-0 items-baseline gap-2 font-medium">
      {urgent > 0 && (
        <span className="font-bold text-failed" title="Less than 5 minutes to the start, and bets pending">
          {urgent} <span aria-hidden="true">!</span>
          <span className="sr-only">urgent,</span>
        </span>
      )}
      <span className={open === 0 ? "text-faint" : undefined}>
        {open === 0 ? <span aria-hidden="true">–</span> : open}
        <span className="sr-only">{open === 0 ? "none open" : " open"}</span>
      </span>
    </span>
  );
}

function opensElsewhere(event: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

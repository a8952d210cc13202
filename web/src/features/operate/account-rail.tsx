import { lazy, Suspense, useState } from "react";
import { useAccountLooks } from "@/live/account-looks";
import { useAccounts } from "@/live/hooks";
import { AccountTag } from "@/ui/account-tag";
import { IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icon";
import { useDeskMoves } from "./use-desk-moves";

const SidebarDrawer = lazy(async () => ({ default: (await import("./sidebar-drawer")).SidebarDrawer }));

export interface AccountRailProps {
  account: number | undefined;
  batch: number | undefined;
}

/** Where there is no room for the sidebar: the accounts as tags, and all of it in a drawer. */
export function AccountRail({ account, batch }: AccountRailProps) {
  const [open, setOpen] = useState(false);
  const accounts = useAccounts();
  const looks = useAccountLooks();
  const { openAccount } = useDeskMoves();
  return (
    <nav
      aria-label="Accounts"
      className="flex w-12 shrink-0 flex-col items-center gap-1 overflow-y-auto border-r border-line bg-panel py-1.5"
    >
      <IconButton label="Accounts and batches" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="menu" />
      </IconButton>
      {accounts.map(({ id, name, open_batches: count }) => (
        <button
          key={id}
          type="button"
          data-account={id}
          data-tip={name}
          aria-current={id === account || undefined}
          onClick={() => openAccount(id)}
          className={cx(
            "flex min-h-11 w-10 flex-col items-center justify-center rounded text-[11px]/4 text-dim",
            id === account ? "bg-selected" : "hover:bg-hover",
          )}
        >
          <AccountTag letters={looks.get(id)?.letters ?? "??"} hue={looks.get(id)?.hue ?? 1} />
          <span className="sr-only">{name}</span>
          <span>{count}</span>
          <span className="sr-only"> open</span>
        </button>
      ))}
      {open && (
        <Suspense>
          <SidebarDrawer account={account} batch={batch} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </nav>
  );
}

import { type RefObject, useEffect, useRef, useState } from "react";
import type { Account } from "@/contract/types";
import { useCommands } from "@/lib/use-commands";
import { useKeys } from "@/lib/use-keys";
import { useAccounts, useConnection, useReady } from "@/live/hooks";
import { Button } from "@/ui/button";
import { Screen as Frame } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";
import { AccountTable } from "./account-table";
import { CreateDialog, FirstAccount } from "./create-form";
import { DeleteDialog } from "./delete-dialog";
import { EditDialog } from "./edit-dialog";

type Open = { readonly what: "create" } | { readonly what: "edit" | "delete"; readonly account: Account };

/** Who bets where: to create, rename and delete the accounts. */
export function Screen() {
  const accounts = useAccounts();
  const ready = useReady();
  const { locks } = useConnection();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const create = (): void => setOpen({ what: "create" });
  useKeys([{ id: "accounts.new", keys: ["N"], label: "New account", group: "Accounts", scope: "global", run: create }]);
  const frame = useRef<HTMLDivElement>(null);
  useKeptFocus(frame, `${accounts.length} ${open === undefined}`);
  useCommands(() => [{ id: "accounts.new", label: "New account", group: "Actions", run: create }]);

  return (
    <div ref={frame} className="h-full">
      <Frame
        title="Accounts"
        aside={ready ? <span className="text-dim">{countWords(accounts)}</span> : undefined}
        actions={
          <Button kind="primary" binding="accounts.new" reason={ready ? locks.decide : "Loading."} onClick={create}>
            New account
          </Button>
        }
      >
        {!ready && <Skeleton label="Loading accounts" />}
        {ready && accounts.length === 0 && <FirstAccount onCreated={sayCreated} />}
        {ready && accounts.length > 0 && (
          <AccountTable
            accounts={accounts}
            locked={locks.decide}
            onEdit={(account) => setOpen({ what: "edit", account })}
            onDelete={(account) => setOpen({ what: "delete", account })}
          />
        )}
      </Frame>
      {open !== undefined && <OpenDialog open={open} onClose={close} />}
    </div>
  );
}

function OpenDialog({ open, onClose }: { open: Open; onClose: () => void }) {
  const closing = (say: (account: Account) => void) => (account: Account) => {
    onClose();
    say(account);
  };
  if (open.what === "create") return <CreateDialog onClose={onClose} onCreated={closing(sayCreated)} />;
  const { account } = open;
  return open.what === "edit" ? (
    <EditDialog
      account={account}
      onClose={onClose}
      onSaved={closing(({ name }) => showToast(`Saved ${name}.`, "check"))}
    />
  ) : (
    <DeleteDialog
      account={account}
      onClose={onClose}
      onDeleted={closing(({ name }) => showToast(`Deleted ${name}.`, "check"))}
    />
  );
}

function sayCreated({ name }: Account): void {
  showToast(`Created ${name}.`, "check");
}

function countWords(accounts: readonly Account[]): string {
  const open = accounts.reduce((sum, account) => sum + account.open_batches, 0);
  return `${accounts.length} ${accounts.length === 1 ? "account" : "accounts"}, ${open} open ${open === 1 ? "batch" : "batches"}`;
}

/** A row that is gone takes the focus with it: it goes to the heading then, never to nowhere. */
function useKeptFocus(frame: RefObject<HTMLDivElement | null>, shown: string): void {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    // After the dialog has given the focus back to a button that may be gone.
    const next = requestAnimationFrame(() => {
      if (document.activeElement === document.body) frame.current?.querySelector("h1")?.focus();
    });
    return () => cancelAnimationFrame(next);
  }, [frame, shown]);
}

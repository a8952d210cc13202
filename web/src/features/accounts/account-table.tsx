import { Link } from "wouter";
import type { Account } from "@/contract/types";
import { routes } from "@/lib/routes";
import { parseInstant } from "@/lib/time";
import { useAccountLooks } from "@/live/account-looks";
import { AccountTag } from "@/ui/account-tag";
import { Button } from "@/ui/button";
import { Moment } from "@/ui/moment";
import { type Column, Table } from "@/ui/table";

export interface AccountTableProps {
  accounts: readonly Account[];
  /** Why none can be changed now. */
  locked: string | undefined;
  onEdit: (account: Account) => void;
  onDelete: (account: Account) => void;
}

export function AccountTable({ accounts, locked, onEdit, onDelete }: AccountTableProps) {
  const looks = useAccountLooks();
  const name: Column<Account> = {
    key: "name",
    title: "Account",
    className: "w-full max-w-0",
    cell: (account) => {
      const look = looks.get(account.id);
      return (
        <button
          type="button"
          className="flex max-w-full min-w-0 rounded-sm text-left font-semibold hover:underline pointer-coarse:min-h-11 pointer-coarse:items-center"
          onClick={(event) => {
            event.stopPropagation();
            onEdit(account);
          }}
        >
          {look === undefined ? account.name : <AccountTag {...look} name={account.name} />}
        </button>
      );
    },
  };
  const actions: Column<Account> = {
    key: "actions",
    title: <span className="sr-only">Actions</span>,
    className: "text-right",
    cell: (account) => (
      // The row opens on a click too: what is pressed here is not meant for it.
      <span className="inline-flex gap-1.5">
        <Button
          size="row"
          className="max-md:hidden"
          aria-label={`Edit ${account.name}`}
          onClick={(event) => {
            event.stopPropagation();
            onEdit(account);
          }}
        >
          Edit
        </Button>
        <Button
          size="row"
          reason={locked}
          aria-label={`Delete ${account.name}`}
          onClick={(event) => {
            event.stopPropagation();
            onDelete(account);
          }}
        >
          Delete
        </Button>
      </span>
    ),
  };
  return (
    <Table
      caption="Accounts"
      columns={[name, ...plainColumns, actions]}
      rows={accounts}
      rowId={(account) => account.id}
      onOpen={onEdit}
    />
  );
}

const plainColumns: readonly Column<Account>[] = [
  {
    key: "hostname",
    title: "Hostname",
    from: "md",
    cell: ({ hostname }) => (hostname === "" ? <span className="text-dim">none</span> : hostname),
  },
  { key: "currency", title: "Currency", from: "md", cell: ({ currency }) => currency },
  {
    key: "open",
    title: "Open batches",
    numeric: true,
    cell: (account) => (
      <Link
        href={routes.account(account.id)}
        aria-label={`${account.open_batches} open batches of ${account.name}`}
        className="inline-block min-w-6 rounded-sm text-right underline decoration-edge underline-offset-3 hover:decoration-text"
        onClick={(event) => event.stopPropagation()}
      >
        {account.open_batches}
      </Link>
    ),
  },
  { key: "created", title: "Created", from: "lg", cell: ({ created_at }) => <CreatedAt text={created_at} /> },
  { key: "version", title: "Version", numeric: true, from: "lg", cell: ({ version }) => version },
];

function CreatedAt({ text }: { text: string }) {
  const at = parseInstant(text);
  return at === undefined ? null : <Moment at={at} />;
}

import { Link } from "wouter";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/ui/empty-state";
import { Screen as Frame } from "@/ui/screen";

export function NotOnPhones({ account }: { account: number | undefined }) {
  return (
    <Frame title="Import a batch">
      <EmptyState
        title="Import needs a wider screen"
        actions={
          <Link
            href={account === undefined ? routes.home() : routes.account(account)}
            className="inline-flex min-h-11 items-center rounded-sm text-accent underline"
          >
            Go to the bets
          </Link>
        }
      >
        Rows are checked and corrected side by side, which a phone has no room for. Open this page on a tablet or a
        desktop. Bets can be marked here.
      </EmptyState>
    </Frame>
  );
}

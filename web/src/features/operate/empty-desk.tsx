import { useLocation } from "wouter";
import type { Account } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { keys } from "@/lib/keyboard";
import { routes } from "@/lib/routes";
import { useKeyOf } from "@/lib/use-keys";
import { useSettings } from "@/lib/use-settings";
import { useAccountLooks } from "@/live/account-looks";
import { startTime } from "@/live/batch-order";
import { useAccounts, useOpenBatches, useServerClock } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { AccountTag } from "@/ui/account-tag";
import { Button } from "@/ui/button";
import { Countdown } from "@/ui/countdown";
import { EmptyState } from "@/ui/empty-state";
import { useNow } from "@/ui/now";
import { nextInQueue } from "./advance";
import { openOnly } from "./desk-model";
import { NextUp } from "./next-up";
import { useDeskMoves } from "./use-desk-moves";

/** An account is open, and no batch of it. */
export function NoBatchOpen({ account }: { account: Account }) {
  const open = openOnly(useOpenBatches(account.id));
  const { openBatch } = useDeskMoves();
  const first = open[0];
  if (first === undefined) return <NothingOpen account={account} />;
  return (
    <EmptyState
      title={`Choose a batch of ${account.name}`}
      actions={
        <Button kind="primary" binding="batch.next" onClick={() => openBatch(account.id, first.id)}>
          Open {batchTitle(first)}
        </Button>
      }
    >
      {open.length === 1 ? "1 batch is open." : `${open.length} batches are open.`}
    </EmptyState>
  );
}

function NothingOpen({ account }: { account: Account }) {
  const { followQueue } = useSettings();
  const accounts = useAccounts();
  const { openAccount } = useDeskMoves();
  const waiting = accounts.find((other) => other.id !== account.id && other.open_batches > 0);
  return (
    <EmptyState
      title={`No open batch for ${account.name}`}
      actions={
        <>
          {waiting !== undefined && !followQueue && (
            <Button onClick={() => openAccount(waiting.id)}>Open {waiting.name}</Button>
          )}
          {followQueue && <QueueOffer accountId={account.id} />}
          <ImportButton accountId={account.id} />
        </>
      }
    >
      {waiting === undefined ? (
        <p>No other account has one either. New batches appear at the left when a model or an import sends them.</p>
      ) : (
        <p>
          {waiting.open_batches} in {waiting.name}. Alt+Up and Alt+Down go from account to account.
        </p>
      )}
    </EmptyState>
  );
}

/** The next batch of any account; taken only by a press on it. */
function QueueOffer({ accountId }: { accountId: number }) {
  const { store } = useLive();
  const { offsetMs } = useServerClock();
  const { openBatch } = useDeskMoves();
  const looks = useAccountLooks();
  useNow();
  const next = nextInQueue(
    store.allAccounts().flatMap(({ id }) => store.openBatches(id)),
    accountId,
  );
  if (next === undefined) return null;
  const look = looks.get(next.account_id);
  const start = startTime(next);
  return (
    <Button
      size="large"
      autoFocus
      onKeyDown={(event) => {
        if (event.repeat) event.preventDefault();
      }}
      onClick={() => {
        if (!keys.isSettling()) openBatch(next.account_id, next.id);
      }}
    >
      Next:
      <AccountTag letters={look?.letters ?? "??"} hue={look?.hue ?? 1} name={store.account(next.account_id)?.name} />
      {batchTitle(next)}
      {start !== undefined && <Countdown target={start} clockOffset={offsetMs()} />}
    </Button>
  );
}

function ImportButton({ accountId }: { accountId: number }) {
  const [, navigate] = useLocation();
  const known = useKeyOf("app.import") !== undefined;
  return known ? <Button onClick={() => navigate(routes.import(accountId))}>Import a batch</Button> : null;
}

/** No account is open, or the one of the address is not there. */
export function NoAccountOpen({ missing }: { missing: boolean }) {
  const accounts = useAccounts();
  const [, navigate] = useLocation();
  const canCreate = useKeyOf("go.accounts") !== undefined;
  if (accounts.length > 0 && !missing) return <NextUp />;
  if (missing) {
    return <EmptyState title="There is no such account">The accounts that there are stand at the left.</EmptyState>;
  }
  return (
    <EmptyState
      title="No account yet"
      actions={canCreate && <Button onClick={() => navigate(routes.accounts())}>Create an account</Button>}
    >
      Batches belong to accounts. Create one here or through the API.
    </EmptyState>
  );
}

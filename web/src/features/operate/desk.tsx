import { useRef } from "react";
import { useSettings } from "@/lib/use-settings";
import { useWidth } from "@/lib/use-width";
import { useAccount, usePresentAt, useServerClock, useTombstone } from "@/live/hooks";
import { AccountRail } from "./account-rail";
import { NoAccountOpen, NoBatchOpen } from "./empty-desk";
import { PhoneStack } from "./phone-stack";
import { PresenceBar } from "./presence-bar";
import { deletedWords } from "./read-only";
import { ResyncBanner } from "./resync-banner";
import { SettleLine } from "./settle-line";
import { Sidebar } from "./sidebar";
import { Tombstone } from "./tombstone";
import { useDeskKeys } from "./use-desk-keys";
import { useWorkFocus } from "./use-work-focus";
import { Work } from "./work";

export interface DeskProps {
  account: number | undefined;
  batch: number | undefined;
}

/** The panes: accounts and batches at the left, the work at the right; a phone shows one of them. */
export function Desk({ account, batch }: DeskProps) {
  const width = useWidth();
  useDeskKeys();
  usePresentAt({
    ...(account === undefined ? {} : { accountId: account }),
    ...(batch === undefined ? {} : { batchId: batch }),
  });
  return (
    <div data-key-region="desk" tabIndex={-1} className="flex h-full min-h-0 outline-none">
      <PresenceBar account={account} />
      {width === "wide" && (
        <aside aria-label="Accounts and batches" className="flex w-64 shrink-0 flex-col border-r border-line bg-panel">
          <Sidebar account={account} batch={batch} />
        </aside>
      )}
      {width === "narrow" && <AccountRail account={account} batch={batch} />}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <SettleLine />
        {batch !== undefined && account !== undefined && <ResyncBanner accountId={account} batchId={batch} />}
        {width === "phone" && batch === undefined ? (
          <PhoneStack account={account} />
        ) : (
          <Pane account={account} batch={batch} />
        )}
      </div>
    </div>
  );
}

function Pane({ account, batch }: DeskProps) {
  const found = useAccount(account ?? 0);
  const tombstone = useTombstone(account ?? 0);
  const { zone } = useSettings();
  const { now } = useServerClock();
  const pane = useRef<HTMLElement>(null);
  useWorkFocus(pane, batch === undefined ? `${account}` : undefined, false);
  if (account !== undefined && batch !== undefined) return <Work accountId={account} batchId={batch} key={account} />;
  return (
    <section ref={pane} aria-label="Batch" className="min-w-0 flex-1 overflow-y-auto">
      <h1 tabIndex={-1} className="sr-only">
        {found?.name ?? "Operate"}
      </h1>
      {tombstone !== undefined && (
        <Tombstone words={deletedWords(tombstone, { now: now(), zone })} name={tombstone.name} />
      )}
      {found !== undefined && <NoBatchOpen account={found} />}
      {found === undefined && tombstone === undefined && <NoAccountOpen missing={account !== undefined} />}
    </section>
  );
}

import { batchTitle } from "@/lib/batch-title";
import { usePresence } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { InTopBar } from "@/ui/top-bar-slot";
import { PresenceInitials } from "./presence-initials";
import { usePeople } from "./use-people";

const shownMax = 4;

/** In the top bar: who else is at work on this account, and on which batch. */
export function PresenceBar({ account }: { account: number | undefined }) {
  const { store } = useLive();
  const people = usePeople(usePresence()).filter(({ account_id: at }) => at !== undefined && at === account);
  if (people.length === 0) return null;
  const where = (batchId: number | undefined): string => {
    const batch = batchId === undefined ? undefined : store.head(batchId);
    return batch === undefined ? "" : `, in ${batchTitle(batch)}`;
  };
  return (
    <InTopBar>
      <span className="flex items-center gap-1 max-md:hidden">
        {people.slice(0, shownMax).map((session) => (
          <PresenceInitials key={session.session} session={session} where={where(session.batch_id)} />
        ))}
        {people.length > shownMax && <span className="text-xs text-dim">+{people.length - shownMax}</span>}
      </span>
    </InTopBar>
  );
}

/** In the list: who else has this batch open. */
export function BatchPresence({ batchId }: { batchId: number }) {
  const people = usePeople(usePresence()).filter(({ batch_id: at }) => at === batchId);
  return people
    .slice(0, shownMax)
    .map((session) => <PresenceInitials key={session.session} session={session} where=" is here" />);
}

import { useReady } from "@/live/hooks";
import { Skeleton } from "@/ui/skeleton";
import { Desk } from "./desk";
import { useDeskPlace } from "./place";

/** Operate: where bets are marked and batches are submitted. */
export function Screen() {
  const ready = useReady();
  const { account, batch } = useDeskPlace();
  if (ready) return <Desk account={account} batch={batch} />;
  return (
    <>
      <h1 className="sr-only">Operate</h1>
      <Skeleton rows={16} label="Loading accounts and batches" />
    </>
  );
}

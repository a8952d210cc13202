import { Banner } from "@/ui/banner";
import { EmptyState } from "@/ui/empty-state";

/** Over what was deleted while the operator looked at it: it stays, to be read and copied, until they leave. */
export function TombstoneBanner({ words, name }: { words: string; name: string | undefined }) {
  return (
    <Banner tone="bad" title={words}>
      {name === undefined ? "The account is" : `${name} is`} gone with all its batches. You can copy what you see until
      you leave.
    </Banner>
  );
}

/** What was deleted, and nothing of it is here. */
export function Tombstone({ words, name }: { words: string; name: string | undefined }) {
  return (
    <EmptyState title={words}>
      {name === undefined ? "This account is" : `${name} is`} gone with all its batches. Choose another account.
    </EmptyState>
  );
}

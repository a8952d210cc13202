import { useView } from "@/lib/use-view";
import { useWidth } from "@/lib/use-width";
import { useReady } from "@/live/hooks";
import { Screen as Frame } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { AccountChoice } from "./account-choice";
import { ImportSteps } from "./import-steps";
import { NotOnPhones } from "./not-on-phones";
import { StepList } from "./step-list";
import { importView } from "./view";

/** Bets from a file or the clipboard become one batch of one account, or nothing at all. */
export function Screen() {
  const width = useWidth();
  const ready = useReady();
  const [{ account }, setView] = useView(importView);
  if (width === "phone") return <NotOnPhones account={account} />;
  return (
    <Frame
      title="Import a batch"
      fixed
      aside={<StepList />}
      actions={<AccountChoice account={account} onChoose={(chosen) => setView({ account: chosen })} />}
    >
      {ready ? <ImportSteps accountId={account} /> : <Skeleton label="Loading the accounts" />}
    </Frame>
  );
}

import { useObservable } from "@/lib/use-observable";
import { useAccount } from "@/live/hooks";
import { Skeleton } from "@/ui/skeleton";
import { useDryRun, useIdenticalBatches } from "./api";
import { useBody } from "./body";
import { CheckGrid } from "./check-grid";
import { CheckNews } from "./check-news";
import { CheckTools } from "./check-tools";
import { CreateBar } from "./create-bar";
import { draft } from "./draft";
import { StepFrame } from "./step-frame";
import { useCheckGrid } from "./use-check-grid";

/** Step 3: every row, what is wrong with it, and what the server says of them all. */
export function CheckStep({ accountId }: { accountId: number | undefined }) {
  const now = useObservable(draft);
  const account = useAccount(accountId ?? 0);
  const wanted = useBody(now);
  const dryRun = useDryRun(account?.id, wanted.body);
  const identical = useIdenticalBatches(account?.id, wanted.body);
  const grid = useCheckGrid();
  const { checked } = now;
  return (
    <StepFrame
      fixed
      title={checked === undefined ? "Checking" : <Verdict valid={checked.valid.length} bad={checked.bad.length} />}
      aside={checked !== undefined && <CheckTools checked={checked} grid={grid} />}
      footer={<CreateBar account={account} accountId={accountId} wanted={wanted} dryRun={dryRun} />}
    >
      {checked === undefined ? (
        <Skeleton label="Checking the rows" />
      ) : (
        <>
          <CheckNews account={account} body={wanted.body} dryRun={dryRun} identical={identical} />
          <CheckGrid checked={checked} grid={grid} currency={account?.currency} />
        </>
      )}
    </StepFrame>
  );
}

function Verdict({ valid, bad }: { valid: number; bad: number }) {
  const total = valid + bad;
  return (
    <span data-import-verdict>
      {total.toLocaleString("en")} {total === 1 ? "row" : "rows"}: {valid.toLocaleString("en")} valid,{" "}
      <span className={bad > 0 ? "text-failed" : undefined}>
        {bad.toLocaleString("en")} with {bad === 1 ? "an error" : "errors"}
      </span>
    </span>
  );
}

import type { UseQueryResult } from "@tanstack/react-query";
import type { Account } from "@/contract/types";
import { keys } from "@/lib/keyboard";
import { useKeys } from "@/lib/use-keys";
import { useObservable } from "@/lib/use-observable";
import { useActions, useConnection, useTombstone } from "@/live/hooks";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/choice";
import type { DryRunResult } from "./api";
import type { BodyOrReason } from "./body";
import { create } from "./creation";
import { changeDraft, draft } from "./draft";
import { goTo } from "./draft-actions";

export interface CreateBarProps {
  account: Account | undefined;
  accountId: number | undefined;
  wanted: BodyOrReason;
  dryRun: UseQueryResult<DryRunResult>;
}

/** The button names how many bets go where, and why they cannot go yet. */
export function CreateBar({ account, accountId, wanted, dryRun }: CreateBarProps) {
  const { checked, validOnly } = useObservable(draft);
  const actions = useActions();
  const { locks } = useConnection();
  const tombstone = useTombstone(accountId ?? 0);
  const valid = checked?.valid.length ?? 0;
  const bad = checked?.bad.length ?? 0;
  const count = validOnly ? valid : valid + bad;
  const reason =
    tombstone !== undefined
      ? `The account ${tombstone.name} was deleted. Choose another one.`
      : account === undefined
        ? "Choose the account at the top that the batch is for."
        : wanted.body === undefined
          ? wanted.reason
          : (locks.decide ?? serverReason(dryRun));
  const act = (): void => {
    if (reason !== undefined || account === undefined || wanted.body === undefined || keys.isSettling()) return;
    void create(actions, account, wanted.body);
  };
  useKeys([
    {
      id: "import.create",
      keys: ["Ctrl+Enter"],
      label: "Create the batch",
      group: "Import",
      scope: "import",
      mutates: true,
      run: act,
    },
  ]);
  return (
    <>
      <Button size="large" onClick={() => void goTo("map")}>
        Back
      </Button>
      <Checkbox
        checked={validOnly}
        onChecked={(chosen) => changeDraft({ validOnly: chosen })}
        reason={bad === 0 && !validOnly ? "All rows are valid." : undefined}
        label={
          bad === 0
            ? "import valid rows only"
            : `import valid rows only, ${valid.toLocaleString("en")} of ${(valid + bad).toLocaleString("en")}`
        }
      />
      <span className="ml-auto min-w-0 truncate text-xs text-dim">{reason}</span>
      <Button
        kind="primary"
        size="large"
        binding="import.create"
        reason={reason}
        onKeyDown={(event) => {
          if (event.key === "Enter" && event.repeat) event.preventDefault();
        }}
        onClick={act}
      >
        Create {count.toLocaleString("en")} {count === 1 ? "bet" : "bets"}
        {account !== undefined && ` in ${account.name}`}
      </Button>
    </>
  );
}

function serverReason(dryRun: UseQueryResult<DryRunResult>): string | undefined {
  if (dryRun.isError && !dryRun.isFetching) return "The server could not check the rows. Retry.";
  if (dryRun.data === undefined) return "The server is checking the rows.";
  return dryRun.data.accepted ? undefined : "The server does not take this batch.";
}

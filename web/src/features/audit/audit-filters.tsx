import { useSettings } from "@/lib/use-settings";
import { parseId } from "@/lib/view-codec";
import { accountChoices } from "@/live/account-choices";
import { groupChoices } from "@/live/event-words";
import { useAccounts } from "@/live/hooks";
import { Button } from "@/ui/button";
import { DraftField } from "@/ui/draft-field";
import { Select, TextField } from "@/ui/field";
import { type AuditView, auditView, isFiltered, searchProblem } from "./model";

export interface AuditFiltersProps {
  view: AuditView;
  onFilter: (patch: Partial<AuditView>) => void;
}

export function AuditFilters({ view, onFilter }: AuditFiltersProps) {
  const accounts = useAccounts();
  const { zone } = useSettings();
  const id = (value: number | undefined): string => (value === undefined ? "" : String(value));
  const clock = zone === "utc" ? "UTC" : "your clock";
  return (
    <search aria-label="Log" className="filter-row">
      <DraftField
        label="Bet (pid)"
        className="w-24"
        inputMode="numeric"
        value={id(view.bet)}
        onCommit={(text) => onFilter({ bet: parseId(text) })}
      />
      <DraftField
        label="Batch"
        className="w-24"
        inputMode="numeric"
        value={id(view.batch)}
        onCommit={(text) => onFilter({ batch: parseId(text.replace("#", "")) })}
      />
      <DraftField
        label="Who"
        className="w-36"
        placeholder="The whole name"
        maxLength={64}
        value={view.actor}
        onCommit={(actor) => onFilter({ actor })}
      />
      <Select
        label="Account"
        className="w-40"
        value={id(view.account)}
        onValue={(value) => onFilter({ account: parseId(value) })}
        options={accountChoices(accounts, view.account)}
      />
      <Select
        label="Type"
        className="w-40"
        value={view.type}
        onValue={(type) => onFilter({ type })}
        options={groupChoices}
      />
      <TextField
        label={`From, ${clock}`}
        type="datetime-local"
        className="w-48"
        value={view.from}
        onValue={(from) => onFilter({ from })}
      />
      <TextField
        label={`To, ${clock}`}
        type="datetime-local"
        className="w-48"
        value={view.to}
        error={searchProblem(view)}
        onValue={(to) => onFilter({ to })}
      />
      <Button
        className="h-8"
        reason={isFiltered(view) ? undefined : "No filter is set."}
        onClick={() => onFilter(auditView.defaults)}
      >
        Clear
      </Button>
    </search>
  );
}

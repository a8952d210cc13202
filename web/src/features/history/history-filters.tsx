import { accountChoices } from "@/live/account-choices";
import { useAccounts } from "@/live/hooks";
import { Button } from "@/ui/button";
import { DraftField } from "@/ui/draft-field";
import { Select, TextField } from "@/ui/field";
import { type Filters, type HistoryView, isFiltered, statusChoices, statusesOf } from "./model";

export interface HistoryFiltersProps {
  view: HistoryView;
  onFilter: (patch: Partial<Filters>) => void;
}

export function HistoryFilters({ view, onFilter }: HistoryFiltersProps) {
  const accounts = useAccounts();
  return (
    <search aria-label="Batches" className="filter-row">
      <DraftField
        label="Find"
        type="search"
        className="w-56"
        placeholder="Name, race, #812"
        maxLength={100}
        value={view.q}
        onCommit={(q) => onFilter({ q })}
      />
      <Select
        label="Account"
        className="w-44"
        value={view.account === undefined ? "" : String(view.account)}
        onValue={(id) => onFilter({ account: id === "" ? undefined : Number(id) })}
        options={accountChoices(accounts, view.account)}
      />
      <Select
        label="Status"
        className="w-32"
        value={view.status.join(",")}
        onValue={(value) => onFilter({ status: statusesOf(value) })}
        options={statusChoices(view.status)}
      />
      <TextField
        label="Created from"
        type="date"
        className="w-36"
        value={view.from}
        max={view.to === "" ? undefined : view.to}
        onValue={(from) => onFilter({ from })}
      />
      <TextField
        label="to"
        type="date"
        className="w-36"
        value={view.to}
        min={view.from === "" ? undefined : view.from}
        onValue={(to) => onFilter({ to })}
      />
      <Button
        className="h-8"
        reason={isFiltered(view) ? undefined : "No filter is set."}
        onClick={() => onFilter({ account: undefined, status: [], from: "", to: "", q: "" })}
      >
        Clear
      </Button>
    </search>
  );
}

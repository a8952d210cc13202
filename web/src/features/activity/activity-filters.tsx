import { accountChoices } from "@/live/account-choices";
import { groupChoices } from "@/live/event-words";
import { useAccounts } from "@/live/hooks";
import { Button } from "@/ui/button";
import { DraftField } from "@/ui/draft-field";
import { Select } from "@/ui/field";
import { type ActivityView, activityView, isFiltered } from "./model";

export interface ActivityFiltersProps {
  view: ActivityView;
  onFilter: (patch: Partial<ActivityView>) => void;
}

export function ActivityFilters({ view, onFilter }: ActivityFiltersProps) {
  const accounts = useAccounts();
  return (
    <search aria-label="Events" className="filter-row">
      <Select
        label="Type"
        className="w-44"
        value={view.type}
        onValue={(type) => onFilter({ type })}
        options={groupChoices}
      />
      <Select
        label="Account"
        className="w-44"
        value={view.account === undefined ? "" : String(view.account)}
        onValue={(id) => onFilter({ account: id === "" ? undefined : Number(id) })}
        options={accountChoices(accounts, view.account)}
      />
      <DraftField
        label="Who"
        className="w-40"
        placeholder="The whole name"
        maxLength={64}
        value={view.actor}
        onCommit={(actor) => onFilter({ actor })}
      />
      <Button
        className="h-8"
        reason={isFiltered(view) ? undefined : "No filter is set."}
        onClick={() => onFilter(activityView.defaults)}
      >
        Clear
      </Button>
    </search>
  );
}

import type { BetStatus } from "@/contract/types";
import { MenuAt, type MenuItem } from "@/ui/menu";
import { betsText } from "./bet-words";
import type { BetWorkState } from "./use-bet-work";
import type { RowMenuPlace } from "./use-row-events";

type RowMenuProps = { readonly work: BetWorkState; readonly place: RowMenuPlace; readonly onClose: () => void };

/** What the keys do, for the right mouse button: on the chosen rows where the row is one of them, else on it alone. */
export function RowMenu({ work, place, onClose }: RowMenuProps) {
  const { pid } = place;
  const { chosen, marks } = work;
  const count = chosen.selection.has(pid) ? chosen.selection.size : 1;
  const reason = count > 1 ? marks.bulkReason : marks.markReason;
  const of = count > 1 ? ` (${betsText(count)})` : "";
  const mark = (status: BetStatus, label: string, binding: string): MenuItem => ({
    id: status,
    label: `${label}${of}`,
    binding,
    reason,
    run: () => (count > 1 ? work.mark(status) : work.markRow(pid, status)),
  });
  const copied = count > 1 ? undefined : [pid];
  const items: readonly MenuItem[] = [
    mark("successful", "Mark successful", "bet.successful"),
    mark("failed", "Mark failed", "bet.failed"),
    mark("pending", "Back to pending", "bet.pending"),
    { id: "details", label: "Details", binding: "bet.inspect", separated: true, run: () => work.inspect(true) },
    { id: "cost", label: "Edit cost and reference", binding: "bet.edit-cost", run: () => work.inspect(true, "cost") },
    { id: "note", label: "Edit note", binding: "bet.edit-note", run: () => work.inspect(true, "note") },
    {
      id: "choose",
      label: chosen.selection.has(pid) ? "Take out of the choice" : "Choose",
      binding: "bet.choose",
      separated: true,
      run: () => chosen.toggle(pid),
    },
    { id: "copy", label: `Copy selection${of}`, binding: "bet.copy", run: () => void work.copy("legs", copied) },
    { id: "rows", label: `Copy as rows${of}`, binding: "bet.copy-rows", run: () => void work.copy("rows", copied) },
  ];
  return (
    <MenuAt
      x={place.x}
      y={place.y}
      label={`Bet #${work.look(pid)?.bet.id ?? pid}`}
      items={items}
      onClose={onClose}
      returnTo={() => document.querySelector<HTMLElement>(`[data-pid="${pid}"]`)}
    />
  );
}

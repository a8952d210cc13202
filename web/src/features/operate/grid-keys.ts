// The keys of the bet grid. Marks and movement belong to the grid, and work when it has the focus; the others to the
// whole of the bet work around it.

import type { BetStatus } from "@/contract/types";
import { announcer } from "@/lib/announce";
import type { KeyBinding } from "@/lib/keyboard";
import { filters } from "./grid-model";
import type { BetWorkState } from "./use-bet-work";

export const gridRegion = "bets";
export const workRegion = "bet-work";

export type GridMotion = {
  /** Rows to go; `extend` also chooses them. */
  readonly by: (rows: number, extend: boolean) => void;
  readonly page: () => number;
  readonly cell: (step: 1 | -1) => void;
  readonly search: () => void;
};

const inGrid = { scope: gridRegion, group: "Bets" } as const;
const around = { scope: workRegion, group: "Bets" } as const;
const all = Number.POSITIVE_INFINITY;

export function gridBindings(work: BetWorkState, motion: GridMotion): readonly KeyBinding[] {
  return [...markBindings(work), ...motionBindings(work, motion), ...viewBindings(work, motion)];
}

function markBindings(work: BetWorkState): readonly KeyBinding[] {
  const mark = (id: string, key: string, label: string, status: BetStatus): KeyBinding => ({
    ...inGrid,
    id,
    keys: [key],
    label,
    mutates: true,
    run: () => work.mark(status),
  });
  const undo = { label: "Undo", mutates: true, run: () => work.takeBack("undo") };
  return [
    mark("bet.successful", "S", "Mark successful", "successful"),
    mark("bet.failed", "F", "Mark failed", "failed"),
    mark("bet.pending", "P", "Back to pending", "pending"),
    { ...around, ...undo, id: "bet.undo", keys: ["Z"] },
    { ...undo, id: "bet.undo-anywhere", keys: ["Ctrl+Z"], scope: "global", group: "Bets" },
    {
      ...around,
      id: "bet.redo",
      keys: ["Shift+Z", "Ctrl+Shift+Z"],
      label: "Redo",
      mutates: true,
      run: () => work.takeBack("redo"),
    },
    {
      ...inGrid,
      id: "bet.edit-cost",
      keys: ["E"],
      label: "Edit cost and reference",
      run: () => work.inspect(true, "cost"),
    },
    { ...inGrid, id: "bet.edit-note", keys: ["O"], label: "Edit note", run: () => work.inspect(true, "note") },
  ];
}

function motionBindings(work: BetWorkState, { by, page, cell }: GridMotion): readonly KeyBinding[] {
  const move = (
    id: string,
    keys: readonly string[],
    label: string,
    rows: () => number,
    extend = false,
  ): KeyBinding => ({
    ...inGrid,
    id,
    keys,
    label,
    run: () => by(rows(), extend),
  });
  return [
    move("bet.down", ["ArrowDown", "J"], "Next row", () => 1),
    move("bet.up", ["ArrowUp", "K"], "Previous row", () => -1),
    move("bet.page-down", ["PageDown"], "A page down", page),
    move("bet.page-up", ["PageUp"], "A page up", () => -page()),
    move("bet.first", ["Home", "Ctrl+Home"], "First row", () => -all),
    move("bet.last", ["End", "Ctrl+End"], "Last row", () => all),
    move("bet.extend-down", ["Shift+ArrowDown"], "Choose downwards", () => 1, true),
    move("bet.extend-up", ["Shift+ArrowUp"], "Choose upwards", () => -1, true),
    { ...inGrid, id: "bet.left", keys: ["ArrowLeft"], label: "Cell to the left", run: () => cell(-1) },
    { ...inGrid, id: "bet.right", keys: ["ArrowRight"], label: "Cell to the right", run: () => cell(1) },
    { ...inGrid, id: "bet.next-pending", keys: ["N"], label: "Next pending", run: work.goToNextPending },
    {
      ...inGrid,
      id: "bet.choose",
      keys: ["Space"],
      label: "Choose the row",
      run: () => {
        if (work.active !== undefined) work.chosen.toggle(work.active);
      },
    },
    {
      ...inGrid,
      id: "bet.choose-all",
      keys: ["Ctrl+A"],
      label: "Choose all rows of the view",
      run: () => announcer.polite(`${work.chosen.all().toLocaleString("en")} chosen.`),
    },
  ];
}

function viewBindings(work: BetWorkState, { search }: GridMotion): readonly KeyBinding[] {
  const labels = {
    all: "All bets",
    pending: "Pending",
    successful: "Successful",
    failed: "Failed",
    unknown: "Unknown",
  };
  return [
    ...filters.map(
      (filter, index): KeyBinding => ({
        ...around,
        id: `bets.filter-${filter}`,
        keys: [String(index)],
        label: `Show: ${labels[filter]}`,
        run: () => work.setFilter(filter),
      }),
    ),
    { ...around, id: "bets.reorder", keys: ["R"], label: "Apply the order", run: work.reorder },
    { ...around, id: "bets.search", keys: ["Q"], label: "Search in these bets", run: search },
    { ...around, id: "bet.copy", keys: ["C"], label: "Copy selections", run: () => void work.copy("legs") },
    { ...around, id: "bet.copy-rows", keys: ["Shift+C"], label: "Copy rows", run: () => void work.copy("rows") },
    { ...inGrid, id: "bet.inspect", keys: ["Enter"], label: "Details", run: () => work.inspect(!work.inspecting) },
    {
      ...around,
      id: "bet.escape",
      keys: ["Escape"],
      label: "Close the details, then clear the choice",
      run: () => (work.inspecting ? work.inspect(false) : work.chosen.clear()),
    },
  ];
}

// The keys of Operate, described for the settings: they are registered only while Operate is open. A browser test compares
// this list with what Operate registers.

export interface DescribedKey {
  id: string;
  keys: readonly string[];
  label: string;
  group: string;
}

const group =
  (name: string) =>
  (id: string, label: string, ...keys: readonly string[]): DescribedKey => ({ id, label, keys, group: name });
const bets = group("Bets");
const batch = group("Batch");
const desk = group("Desk");

export const deskKeys: readonly DescribedKey[] = [
  bets("bet.successful", "Mark successful", "S"),
  bets("bet.failed", "Mark failed", "F"),
  bets("bet.pending", "Back to pending", "P"),
  bets("bet.undo", "Undo", "Z"),
  bets("bet.undo-anywhere", "Undo", "Ctrl+Z"),
  bets("bet.redo", "Redo", "Shift+Z", "Ctrl+Shift+Z"),
  bets("bet.edit-cost", "Edit cost and reference", "E"),
  bets("bet.edit-note", "Edit note", "O"),
  bets("bet.down", "Next row", "ArrowDown", "J"),
  bets("bet.up", "Previous row", "ArrowUp", "K"),
  bets("bet.page-down", "A page down", "PageDown"),
  bets("bet.page-up", "A page up", "PageUp"),
  bets("bet.first", "First row", "Home", "Ctrl+Home"),
  bets("bet.last", "Last row", "End", "Ctrl+End"),
  bets("bet.extend-down", "Choose downwards", "Shift+ArrowDown"),
  bets("bet.extend-up", "Choose upwards", "Shift+ArrowUp"),
  bets("bet.left", "Cell to the left", "ArrowLeft"),
  bets("bet.right", "Cell to the right", "ArrowRight"),
  bets("bet.next-pending", "Next pending", "N"),
  bets("bet.choose", "Choose the row", "Space"),
  bets("bet.choose-all", "Choose all rows of the view", "Ctrl+A"),
  bets("bets.filter-all", "Show: All bets", "0"),
  bets("bets.filter-pending", "Show: Pending", "1"),
  bets("bets.filter-successful", "Show: Successful", "2"),
  bets("bets.filter-failed", "Show: Failed", "3"),
  bets("bets.filter-unknown", "Show: Unknown", "4"),
  bets("bets.reorder", "Apply the order", "R"),
  bets("bets.search", "Search in these bets", "Q"),
  bets("bet.copy", "Copy selections", "C"),
  bets("bet.copy-rows", "Copy rows", "Shift+C"),
  bets("bet.inspect", "Details", "Enter"),
  bets("bet.escape", "Close the details, then clear the choice", "Escape"),
  batch("batch.submit", "Submit the batch: review", "Ctrl+Enter"),
  desk("desk.find", "Find an account, batch or selection", "/"),
  desk("batch.previous", "Previous batch", "["),
  desk("batch.next", "Next batch", "]"),
  desk("account.previous", "Previous account", "Alt+ArrowUp"),
  desk("account.next", "Next account", "Alt+ArrowDown"),
];

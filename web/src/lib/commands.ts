// What the command palette offers. Screens register sources, which are asked each time the palette opens, so that
// nothing has to be kept current while it is closed.

export interface Command {
  id: string;
  label: string;
  /** The heading it is listed under: Accounts, Batches, Screens, Actions. */
  group: string;
  /** The account's letters and hue, before the label. */
  tag?: { letters: string; hue: number };
  /** Shown after the label, quieter. */
  detail?: string;
  /** The key that does the same. */
  hint?: string;
  keywords?: string;
  /** Why it cannot be run now. */
  reason?: string;
  run: () => void;
}

export type CommandSource = () => readonly Command[];

const sources = new Set<CommandSource>();

export function registerCommands(source: CommandSource): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

export function allCommands(): readonly Command[] {
  return [...sources].flatMap((source) => source());
}

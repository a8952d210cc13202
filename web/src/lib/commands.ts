// What the command palette offers. Screens register sources, which are asked each time the palette opens, so that
// nothing has to be kept current while it is closed.

export interface Command {
  id: string;
  label: string;
  /** The heading it is listed under: Accounts, Batches, Screens, Actions. */
  group: string;
  /** Shown at the right: a key, a countdown, a tag. */
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

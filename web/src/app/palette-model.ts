// What the palette lists, and what a query finds.

import type { Command } from "@/lib/commands";
import type { KeyBinding } from "@/lib/keyboard";

export interface CommandGroup {
  name: string;
  items: readonly Command[];
}

/**
 * Commands of screens, and global key bindings. Bindings of a region are left out, since the palette has taken the focus
 * from it; so are those that change something, since the palette hides what they would change.
 */
export function groupCommands(
  commands: readonly Command[],
  bindings: readonly KeyBinding[],
  keyOf: (id: string) => string | undefined,
): readonly CommandGroup[] {
  const fromKeys = bindings
    .filter((binding) => binding.scope === "global" && binding.mutates !== true && binding.id !== "app.palette")
    .map((binding): Command => {
      const hint = keyOf(binding.id);
      const { id, label, group, run } = binding;
      return { id, label, group, run, ...(hint === undefined ? {} : { hint }) };
    });
  const groups = new Map<string, Command[]>();
  for (const command of [...commands, ...fromKeys]) {
    const group = groups.get(command.group);
    if (group === undefined) groups.set(command.group, [command]);
    else if (!group.some(({ id }) => id === command.id)) group.push(command);
  }
  return [...groups].map(([name, items]) => ({ name, items }));
}

/** Every word of the query is in the command, in any order: `tri 5` finds `TRIFECTA R5`. */
export function matchesCommand({ label, group, keywords = "", detail = "" }: Command, query: string): boolean {
  const words = `${label} ${group} ${keywords} ${detail}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== "")
    .every((part) => words.includes(part));
}

// Everything that can be done or gone to, by typing a part of its name. Loaded when it is opened first.

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useMemo, useState } from "react";
import { allCommands, type Command } from "@/lib/commands";
import { keys } from "@/lib/keyboard";
import { AccountTag } from "@/ui/account-tag";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icon";
import { Kbd } from "@/ui/kbd";
import { groupCommands, matchesCommand } from "./palette-model";

const nothing = "Nothing is called that.";

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  // As it was when the palette opened: nothing moves under the operator's fingers.
  const [groups] = useState(() => groupCommands(allCommands(), keys.bindings(), keys.keyOf));
  const shown = useMemo(
    () =>
      groups
        .map((group) => ({ ...group, items: group.items.filter((command) => matchesCommand(command, query)) }))
        .filter((group) => group.items.length > 0),
    [groups, query],
  );
  const run = (command: Command): void => {
    if (command.reason !== undefined) return;
    onClose();
    command.run();
  };

  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-scrim" />
        <Dialog.Popup
          aria-label="Commands"
          className="fixed inset-x-0 top-0 mx-auto flex max-h-[100dvh] w-full max-w-xl flex-col overflow-hidden border-edge bg-panel shadow-float md:top-[12dvh] md:max-h-[70dvh] md:rounded-md md:border"
        >
          <Autocomplete.Root
            inline
            open
            items={shown}
            mode="none"
            autoHighlight="always"
            value={query}
            onValueChange={setQuery}
            itemToStringValue={(command: Command) => command.label}
          >
            <div className="flex items-center gap-2 border-b border-line px-4">
              <Icon name="search" className="text-dim" />
              <Autocomplete.Input
                aria-label="Command"
                placeholder="Account, batch, screen or command"
                className="h-11 min-w-0 flex-1 bg-transparent text-md outline-none"
              />
              <Dialog.Close className="touchable h-6 rounded px-1 text-xs text-dim hover:bg-hover">Esc</Dialog.Close>
            </div>
            <Autocomplete.Empty className="px-4 py-6 text-center text-dim empty:hidden">
              {shown.length === 0 && nothing}
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto py-1">
              {(group: (typeof shown)[number]) => (
                <Autocomplete.Group key={group.name} items={group.items}>
                  <Autocomplete.GroupLabel className="px-4 pt-2 pb-1 text-xs font-semibold text-dim">
                    {group.name}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(command: Command) => <Item key={command.id} command={command} onRun={run} />}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Item({ command, onRun }: { command: Command; onRun: (command: Command) => void }) {
  const locked = command.reason !== undefined;
  return (
    <Autocomplete.Item
      value={command}
      disabled={locked}
      onClick={() => onRun(command)}
      className={cx(
        "flex min-h-8 cursor-default items-center gap-3 px-4 outline-none data-highlighted:bg-selected pointer-coarse:min-h-11",
        locked && "text-faint",
      )}
    >
      {command.tag !== undefined && <AccountTag {...command.tag} size="small" />}
      <span className="min-w-0 truncate">{command.label}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-dim">{command.detail}</span>
      {locked && <span className="shrink-0 text-xs">{command.reason}</span>}
      {command.hint !== undefined && <Kbd keys={command.hint} />}
    </Autocomplete.Item>
  );
}

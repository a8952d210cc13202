import { useState } from "react";
import { type DescribedKey, deskKeys } from "@/lib/desk-keys";
import { changeSettings } from "@/lib/settings";
import { useAllBindings } from "@/lib/use-keys";
import { useSettings } from "@/lib/use-settings";
import { Button } from "@/ui/button";
import { Switch } from "@/ui/choice";
import { KeyRow } from "./key-row";
import { withKey, withoutOwnKey } from "./model";
import { Section } from "./section";

/** All actions: those of Operate, and those that work here. */
function useActionsWithKeys(): readonly DescribedKey[] {
  const known = new Set(deskKeys.map(({ id }) => id));
  const here = useAllBindings().filter(({ id }) => !known.has(id));
  return [...deskKeys, ...here];
}

export function KeysSection() {
  const { keysEnabled, keyMap } = useSettings();
  const [changing, setChanging] = useState<string>();
  const all = useActionsWithKeys();
  const groups = [...new Set(all.map(({ group }) => group))];
  const own = Object.keys(keyMap).length;
  return (
    <Section
      title="Keys"
      about="Press Change, then the new key. The letter counts, not its place, so every layout works. Keys of a list work while the list has the focus."
    >
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Switch
          checked={keysEnabled}
          onChecked={(next) => changeSettings({ keysEnabled: next })}
          label="Single keys work. Off: only those with Ctrl or Alt, arrows and Enter."
        />
        <Button
          reason={own === 0 ? "All keys are as they came." : undefined}
          onClick={() => changeSettings({ keyMap: {} })}
        >
          Reset all keys
        </Button>
      </div>
      {groups.map((group) => (
        <div key={group}>
          <h3 className="mb-1 text-xs font-semibold text-dim">{group}</h3>
          <ul className="border-t border-line">
            {all
              .filter((action) => action.group === group)
              .map((action) => (
                <KeyRow
                  key={action.id}
                  action={action}
                  all={all}
                  map={keyMap}
                  changing={changing === action.id}
                  onChanging={(on) => setChanging(on ? action.id : undefined)}
                  onKey={(stroke) => changeSettings({ keyMap: withKey(all, keyMap, action, stroke) })}
                  onReset={() => changeSettings({ keyMap: withoutOwnKey(keyMap, action.id) })}
                />
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

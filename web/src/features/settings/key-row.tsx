import { type KeyboardEvent, useState } from "react";
import type { DescribedKey } from "@/lib/desk-keys";
import { strokeOf } from "@/lib/keyboard";
import { Button } from "@/ui/button";
import { Kbd } from "@/ui/kbd";
import { conflictsOf, type KeyMap, keysOf, refusalOf } from "./model";

export interface KeyRowProps {
  action: DescribedKey;
  all: readonly DescribedKey[];
  map: KeyMap;
  changing: boolean;
  onChanging: (changing: boolean) => void;
  onKey: (stroke: string) => void;
  onReset: () => void;
}

type Wanted = { readonly stroke: string; readonly others: readonly DescribedKey[] } | { readonly refusal: string };

/** One action: its keys, and the way to another one. A key that is in use is named before it is taken. */
export function KeyRow({ action, all, map, changing, onChanging, onKey, onReset }: KeyRowProps) {
  const [wanted, setWanted] = useState<Wanted>();
  const keys = keysOf(action, map);
  const take = (stroke: string): void => {
    setWanted(undefined);
    onChanging(false);
    onKey(stroke);
  };
  const press = (event: KeyboardEvent): void => {
    if (!changing || event.key === "Tab") return;
    event.preventDefault();
    const stroke = event.repeat ? undefined : strokeOf(event.nativeEvent);
    if (stroke === undefined) return;
    if (stroke === "Escape") onChanging(false);
    else if (stroke === "Delete" || stroke === "Backspace") take("");
    else {
      const refusal = refusalOf(stroke);
      const others = conflictsOf(all, map, action, stroke);
      if (refusal !== undefined) setWanted({ refusal });
      else if (others.length === 0) take(stroke);
      else {
        setWanted({ stroke, others });
        onChanging(false);
      }
    }
  };
  return (
    <li className="border-b border-line py-1" data-key-action={action.id}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-40 flex-1">{action.label}</span>
        <span className="flex gap-1">
          {keys.length === 0 ? (
            <span className="text-dim">none</span>
          ) : (
            keys.map((key) => <Kbd key={key} keys={key} spoken />)
          )}
        </span>
        <Button
          size="row"
          aria-label={changing ? `Press the new key for ${action.label}` : `Change the key of ${action.label}`}
          className={changing ? "border-accent bg-selected" : undefined}
          onClick={() => {
            setWanted(undefined);
            onChanging(!changing);
          }}
          onKeyDown={press}
          onBlur={() => onChanging(false)}
        >
          {changing ? "Press a key" : "Change"}
        </Button>
        <Button
          size="row"
          kind="quiet"
          aria-label={`Reset the key of ${action.label}`}
          reason={action.id in map ? undefined : "This is the key that it came with."}
          onClick={onReset}
        >
          Reset
        </Button>
      </div>
      {changing && <p className="text-xs text-dim">Esc keeps it as it is. Delete leaves it without a key.</p>}
      {wanted !== undefined && <WantedNote wanted={wanted} onTake={take} onDrop={() => setWanted(undefined)} />}
    </li>
  );
}

function WantedNote({
  wanted,
  onTake,
  onDrop,
}: {
  wanted: Wanted;
  onTake: (stroke: string) => void;
  onDrop: () => void;
}) {
  if ("refusal" in wanted) {
    return (
      <p role="alert" className="py-1 text-failed">
        {wanted.refusal}
      </p>
    );
  }
  const { stroke, others } = wanted;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 py-1">
      <span>
        {stroke} is in use: {others.map(({ label }) => label).join(", ")}.
      </span>
      <Button size="row" onClick={() => onTake(stroke)}>
        Take it from there
      </Button>
      <Button size="row" kind="quiet" onClick={onDrop}>
        Leave it
      </Button>
    </div>
  );
}

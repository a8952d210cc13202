import { useRef } from "react";
import { formatIsoTitle, parseInstant } from "@/lib/time";
import { useObservable } from "@/lib/use-observable";
import { useSettings } from "@/lib/use-settings";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { changeDraft, draft } from "./draft";
import { addEntry, changeEntry, entryFlaw, fromPicker, isKnown, type MetaEntry, toPicker } from "./meta-model";

const hints: Readonly<Record<string, string>> = {
  name: "What the batch is called.",
  bet_type: "Such as TRIFECTA.",
};

/** What the batch is about. All of it may stay empty. */
export function MetaFields() {
  const { meta } = useObservable(draft);
  const add = useRef<HTMLButtonElement>(null);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold">
        Meta of the batch <span className="font-normal text-dim">(optional)</span>
      </legend>
      <div className="grid gap-3 md:grid-cols-2">
        {meta.filter(isKnown).map((entry) => (
          <Known key={entry.key} entry={entry} />
        ))}
      </div>
      <ul className="mt-3 flex flex-col gap-2">
        {meta
          .filter((entry) => !isKnown(entry))
          .map((entry) => (
            <Other key={entry.key} entry={entry} onRemoved={() => add.current?.focus()} />
          ))}
      </ul>
      <Button ref={add} className="mt-3" onClick={() => changeDraft({ meta: addEntry(meta) })}>
        Add a name and value
      </Button>
      <p className="mt-2 text-xs text-dim">Numbers and true or false are stored as such.</p>
    </fieldset>
  );
}

function change(entry: MetaEntry, patch: Partial<Pick<MetaEntry, "name" | "text">>): void {
  changeDraft({ meta: changeEntry(draft.get().meta, entry.key, patch) });
}

function Known({ entry }: { entry: MetaEntry }) {
  const { meta } = useObservable(draft);
  // What a JSON source calls its start time, and is none, is shown and mended as the text that it is.
  const picks = entry.name === "start_time" && (entry.text === "" || parseInstant(entry.text) !== undefined);
  if (picks) return <StartTime entry={entry} />;
  return (
    <TextField
      label={entry.name}
      hint={hints[entry.name]}
      className={entry.name === "name" || entry.name === "start_time" ? "md:col-span-2" : undefined}
      value={entry.text}
      error={entryFlaw(meta, entry)}
      onValue={(text) => change(entry, { text })}
    />
  );
}

function StartTime({ entry }: { entry: MetaEntry }) {
  const { zone } = useSettings();
  const instant = parseInstant(entry.text);
  return (
    <TextField
      type="datetime-local"
      step={1}
      label={`start_time, ${zone === "utc" ? "UTC" : "local"}`}
      hint={instant === undefined ? "When the race starts." : formatIsoTitle(instant)}
      className="md:col-span-2"
      value={instant === undefined ? "" : toPicker(instant, zone)}
      onValue={(picked) => change(entry, { text: fromPicker(picked, zone) })}
    />
  );
}

function Other({ entry, onRemoved }: { entry: MetaEntry; onRemoved: () => void }) {
  const { meta } = useObservable(draft);
  return (
    <li className="flex items-start gap-2">
      <TextField
        label="Name"
        hideLabel
        placeholder="name"
        autoFocus={entry.name === "" && entry.text === ""}
        className="flex-1"
        value={entry.name}
        error={entryFlaw(meta, entry)}
        onValue={(name) => change(entry, { name })}
      />
      <TextField
        label={`Value of ${entry.name || "the new name"}`}
        hideLabel
        placeholder="value"
        className="flex-1"
        value={entry.text}
        onValue={(text) => change(entry, { text })}
      />
      <Button
        kind="quiet"
        className="mt-0.5"
        onClick={() => {
          changeDraft({ meta: meta.filter((other) => other.key !== entry.key) });
          onRemoved();
        }}
      >
        Remove
      </Button>
    </li>
  );
}

import { useRef, useState } from "react";
import { downloadText } from "@/lib/csv";
import { changeSettings, defaultSettings, type Settings, settings } from "@/lib/settings";
import { Button } from "@/ui/button";
import { fromFile, toFile } from "./model";
import { Section } from "./section";

/** All settings at once: out, in, and back to how they came. Each can be taken back. */
export function TransferSection() {
  const input = useRef<HTMLInputElement>(null);
  const [before, setBefore] = useState<Settings>();
  const [said, setSaid] = useState("");
  const replace = (next: Settings, words: string): void => {
    setBefore(settings.get());
    changeSettings(next);
    setSaid(words);
  };
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const found = fromFile(await file.text(), settings.get());
    if (!found.ok) setSaid(found.why);
    else replace(found.settings, `Imported. ${found.changed} ${found.changed === 1 ? "setting" : "settings"} changed.`);
  };
  return (
    <Section title="All settings" about="As a file, without your name.">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => downloadText("betstream-settings.json", toFile(settings.get()), "application/json")}>
          Export
        </Button>
        <Button onClick={() => input.current?.click()}>Import a file</Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          aria-label="File of settings"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button
          onClick={() => replace({ ...defaultSettings, actor: settings.get().actor }, "All settings are as they came.")}
        >
          Reset all
        </Button>
        <Button
          reason={before === undefined ? "Nothing was imported or reset on this page." : undefined}
          onClick={() => {
            if (before !== undefined) changeSettings({ ...before, actor: settings.get().actor });
            setBefore(undefined);
            setSaid("Back to the settings before.");
          }}
        >
          Take it back
        </Button>
      </div>
      <p role="status">{said}</p>
    </Section>
  );
}

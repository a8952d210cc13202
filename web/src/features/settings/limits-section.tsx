import { useState } from "react";
import { type BoundedSetting, changeSettings, isWithin, settingBounds } from "@/lib/settings";
import { useSettings } from "@/lib/use-settings";
import { NumberField } from "@/ui/field";
import { Section } from "./section";

export function LimitsSection() {
  return (
    <Section title="Limits" about="You can be warned and asked earlier, not later: what is safe by default stays safe.">
      <div className="grid gap-4 md:grid-cols-2">
        <NumberSetting name="amberSeconds" label="Countdown turns amber before the start" unit="s" />
        <NumberSetting name="urgentSeconds" label="Countdown turns urgent before the start" unit="s" />
        <NumberSetting name="confirmFrom" label="A bulk mark asks first from so many bets on" />
        <NumberSetting name="typeCountFrom" label="The number has to be typed from so many bets on" />
      </div>
      <p className="rounded border border-line bg-panel px-3 py-2 text-dim">
        Data older than 4 s locks submit, bulk marks and deletion, and older than 10 s counts as stale. This cannot be
        changed: what is decided on old data may be decided on what is no longer true.
      </p>
    </Section>
  );
}

/** What is being typed stays as it is; only a number within the bounds is taken over. */
function NumberSetting({ name, label, unit }: { name: BoundedSetting; label: string; unit?: string }) {
  const value = useSettings()[name];
  const [draft, setDraft] = useState<string>();
  const { min, max } = settingBounds[name];
  const shown = draft ?? String(value);
  const number = /^\d+$/.test(shown.trim()) ? Number(shown) : Number.NaN;
  return (
    <NumberField
      label={label}
      className="max-w-80"
      inputMode="numeric"
      value={shown}
      suffix={unit}
      hint={`${min} to ${max}. Now ${value}${unit === undefined ? "" : ` ${unit}`}.`}
      error={isWithin(name, number) ? undefined : `A whole number from ${min} to ${max}. ${value} still holds.`}
      onValue={(next) => {
        setDraft(next);
        const wanted = /^\d+$/.test(next.trim()) ? Number(next) : Number.NaN;
        if (isWithin(name, wanted)) changeSettings({ [name]: wanted });
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
}

import { changeSettings } from "@/lib/settings";
import { formatClock } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { RadioGroup } from "@/ui/choice";
import { useNow } from "@/ui/now";
import { Section } from "./section";

export function LookSection() {
  const { theme, density, zone, decimal } = useSettings();
  const now = useNow();
  return (
    <Section title="Look" about="Touch screens always have the tallest rows.">
      <RadioGroup
        inline
        legend="Theme"
        value={theme}
        onValue={(next) => changeSettings({ theme: next })}
        options={[
          { value: "system", label: "As the system" },
          { value: "dark", label: "Dark" },
          { value: "light", label: "Light" },
        ]}
      />
      <RadioGroup
        inline
        legend="Height of rows"
        value={density}
        onValue={(next) => changeSettings({ density: next })}
        options={[
          { value: "compact", label: "Compact, 28 px" },
          { value: "normal", label: "Normal, 34 px" },
          { value: "roomy", label: "Roomy, 44 px" },
        ]}
      />
      <RadioGroup
        inline
        legend="Times"
        value={zone}
        onValue={(next) => changeSettings({ zone: next })}
        options={[
          { value: "local", label: `Local, now ${formatClock(now, "local")}` },
          { value: "utc", label: `UTC, now ${formatClock(now, "utc")}` },
        ]}
      />
      <RadioGroup
        inline
        legend="Decimal mark of amounts that are pasted or imported"
        value={decimal}
        onValue={(next) => changeSettings({ decimal: next })}
        options={[
          { value: ".", label: "Point, 1,240.50" },
          { value: ",", label: "Comma, 1.240,50" },
        ]}
      />
      <p className="-mt-2 text-xs text-dim">
        The console itself always shows 1,240.50, so that everybody reads the same number on every screen.
      </p>
    </Section>
  );
}

import { useState, useSyncExternalStore } from "react";
import { changeSettings } from "@/lib/settings";
import { type SoundState, soundLabels, soundNames, sounds } from "@/lib/sound";
import { useSettings } from "@/lib/use-settings";
import { Button } from "@/ui/button";
import { Checkbox, Switch } from "@/ui/choice";
import { Section } from "./section";

const stateWords: Readonly<Record<SoundState, string>> = {
  off: "Off",
  blocked: "Blocked: the browser lets no sound through until you press Turn sound on, or any key.",
  on: "On",
};

export function SoundSection() {
  const state = useSyncExternalStore(sounds.subscribe, sounds.state);
  const { soundEvents } = useSettings();
  const turn = (on: boolean): void => {
    changeSettings({ soundOn: on });
    void sounds.setWanted(on);
  };
  const silent = state === "on" ? undefined : "Sound is not on.";
  return (
    <Section
      title="Sounds"
      about="They call you back: a page that has the focus is quiet. On or off is kept in this browser."
    >
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" data-sound-state={state}>
          Sound: <strong className="font-semibold">{stateWords[state]}</strong>
        </p>
        <Button data-sound={state} onClick={() => turn(state !== "on")}>
          {state === "on" ? "Turn sound off" : "Turn sound on"}
        </Button>
      </div>
      <fieldset>
        <legend className="mb-1 text-xs text-dim">Sound for</legend>
        <ul>
          {soundNames.map((name) => (
            <li key={name} className="flex flex-wrap items-center justify-between gap-2 border-b border-line py-0.5">
              <Checkbox
                checked={soundEvents[name]}
                onChecked={(on) => changeSettings({ soundEvents: { ...soundEvents, [name]: on } })}
                label={soundLabels[name]}
              />
              <Button
                size="row"
                aria-label={`Test: ${soundLabels[name]}`}
                reason={silent}
                onClick={() => sounds.play(name)}
              >
                Test
              </Button>
            </li>
          ))}
        </ul>
      </fieldset>
    </Section>
  );
}

type Permission = "absent" | "default" | "granted" | "denied";

function permission(): Permission {
  return globalThis.isSecureContext && "Notification" in globalThis ? Notification.permission : "absent";
}

export function NotificationSection() {
  const { notifications } = useSettings();
  const [allowed, setAllowed] = useState(permission);
  const turn = async (on: boolean): Promise<void> => {
    const now = on && allowed === "default" ? await Notification.requestPermission() : allowed;
    setAllowed(now);
    changeSettings({ notifications: on && now === "granted" });
  };
  const reasons: Partial<Record<Permission, string>> = {
    absent: `Browsers allow notifications only on HTTPS and on this machine itself. This page is at ${globalThis.location.origin}.`,
    denied: "This browser was told to block them. Allow them in its settings for this site.",
  };
  return (
    <Section title="Desktop notifications" about="For the same events as the sounds. Kept in this browser.">
      <Switch
        checked={notifications && allowed === "granted"}
        onChecked={(on) => void turn(on)}
        label="Show notifications while another window is in front"
        reason={reasons[allowed]}
      />
      {reasons[allowed] !== undefined && <p className="-mt-2 text-xs text-dim">{reasons[allowed]}</p>}
    </Section>
  );
}

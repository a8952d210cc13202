// What keys and buttons of the shell change, and say aloud.

import { announcer } from "@/lib/announce";
import { changeSettings, type Density, settings } from "@/lib/settings";
import { sounds } from "@/lib/sound";
import { shownTheme } from "./appearance";

export function toggleTheme(): void {
  const theme = shownTheme(settings.get().theme) === "dark" ? "light" : "dark";
  changeSettings({ theme });
  announcer.polite(`Theme ${theme}.`);
}

const densities: readonly Density[] = ["compact", "normal", "roomy"];

export function nextDensity(): void {
  const at = densities.indexOf(settings.get().density);
  const density = densities[(at + 1) % densities.length] ?? "normal";
  changeSettings({ density });
  announcer.polite(`Rows ${density}.`);
}

/** Blocked sound is wanted sound: the first press only lets it through. */
export function toggleSound(): void {
  const soundOn = sounds.state() !== "on";
  changeSettings({ soundOn });
  void sounds.setWanted(soundOn).then(() => announcer.polite(`Sound ${sounds.state()}.`));
}

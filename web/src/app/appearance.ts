// Puts theme and density on <html>, where tokens.css reads them.

import { type Settings, settings, type Theme } from "@/lib/settings";

const wantsLight = (): MediaQueryList => globalThis.matchMedia("(prefers-color-scheme: light)");

export function shownTheme(theme: Theme): "dark" | "light" {
  if (theme !== "system") return theme;
  return wantsLight().matches ? "light" : "dark";
}

function apply({ theme, density }: Settings): void {
  document.documentElement.dataset["theme"] = shownTheme(theme);
  document.documentElement.dataset["density"] = density;
}

export function followAppearance(): void {
  const look = (): void => apply(settings.get());
  look();
  settings.subscribe(look);
  wantsLight().addEventListener("change", look);
}

import { navigate } from "wouter/use-browser-location";
import type { KeyBinding } from "@/lib/keyboard";
import { routes } from "@/lib/routes";
import { useKeys } from "@/lib/use-keys";
import { parseId } from "@/lib/view-codec";
import { overlay } from "./overlays";
import { nextDensity, toggleSound, toggleTheme } from "./preferences";
import { screens } from "./screens";

const everywhere = { group: "Everywhere", scope: "global" } as const;

const bindings: readonly KeyBinding[] = [
  {
    ...everywhere,
    id: "app.palette",
    keys: ["Ctrl+K"],
    label: "Commands",
    inInputs: true,
    run: () => overlay.set("palette"),
  },
  { ...everywhere, id: "app.cheat-sheet", keys: ["?"], label: "All keys", run: () => overlay.set("cheat-sheet") },
  { ...everywhere, id: "app.theme", keys: ["T"], label: "Dark or light", run: toggleTheme },
  { ...everywhere, id: "app.density", keys: ["D"], label: "Height of rows", run: nextDensity },
  { ...everywhere, id: "app.sound", keys: ["M"], label: "Sound on or off", run: toggleSound },
  ...screens.map(
    (screen): KeyBinding => ({
      id: `go.${screen.name}`,
      keys: [`G ${screen.key}`],
      label: `Go to ${screen.label}`,
      group: "Screens",
      scope: "global",
      run: () => navigate(screen.href),
    }),
  ),
  ...screens
    .filter((screen) => screen.name === "import")
    .map(
      (): KeyBinding => ({
        id: "app.import",
        keys: ["I"],
        label: "Import a batch",
        group: "Everywhere",
        scope: "global",
        run: () => navigate(routes.import(openAccount())),
      }),
    ),
];

/** The account that Operate is at: an import from there is for it. */
function openAccount(): number | undefined {
  const [, account = ""] = /^\/a\/(\d+)(\/|$)/.exec(globalThis.location.pathname) ?? [];
  return parseId(account);
}

/** The keys that work on every screen. */
export function useShellKeys(): void {
  useKeys(bindings);
}

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { keys } from "@/lib/keyboard";
import { followOtherTabs, settings } from "@/lib/settings";
import { sounds } from "@/lib/sound";
import { startLive } from "@/live/start-live";
import "@/ui/tokens.css";
import { App } from "./app";
import { followAppearance } from "./appearance";
import { overlay } from "./overlays";
import { showPlace } from "./shown-place";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

followAppearance();
followOtherTabs();
const configure = (): void => {
  const { keysEnabled, keyMap } = settings.get();
  keys.configure({ enabled: keysEnabled, map: keyMap });
};
configure();
settings.subscribe(configure);
overlay.subscribe(() => keys.pause(overlay.get() !== undefined));
globalThis.addEventListener("keydown", (event) => keys.handle(event));
if (settings.get().soundOn) sounds.awaitGesture();
const { live } = startLive({ actor: () => settings.get().actor });
showPlace(live);

createRoot(root).render(
  <StrictMode>
    <App live={live} />
  </StrictMode>,
);

// After the first paint: settings of another browser may come a moment later.
void import("./preferences-sync").then(
  ({ startPreferencesSync }) => startPreferencesSync(live),
  () => undefined,
);

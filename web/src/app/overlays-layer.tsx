import { lazy, Suspense, useEffect } from "react";
import { manualCopy } from "@/lib/clipboard";
import { settings } from "@/lib/settings";
import { useObservable } from "@/lib/use-observable";
import { closeOverlay, overlay } from "./overlays";
import type { Place } from "./place";

const loadPalette = () => import("./command-palette");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
const CheatSheet = lazy(async () => ({ default: (await import("./cheat-sheet")).CheatSheet }));
const ActorPrompt = lazy(async () => ({ default: (await import("./actor-prompt")).ActorPrompt }));
const NavigationSheet = lazy(async () => ({ default: (await import("./navigation-sheet")).NavigationSheet }));
const CopyByHand = lazy(async () => ({ default: (await import("./copy-by-hand")).CopyByHand }));

const preloadAfter = 2000;

/** The shell's windows, loaded when they are opened. */
export function OverlaysLayer({ place }: { place: Place }) {
  const open = useObservable(overlay);
  const copying = useObservable(manualCopy);
  useEffect(() => {
    if (settings.get().actor === "") overlay.set("actor");
    // Ahead of the first Ctrl+K, so that what is typed right after it is not lost; late enough to be in nobody's way.
    const timer = setTimeout(() => loadPalette().catch(() => {}), preloadAfter);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense fallback={null}>
      {open === "palette" && <CommandPalette onClose={closeOverlay} />}
      {open === "cheat-sheet" && <CheatSheet onClose={closeOverlay} />}
      {open === "actor" && <ActorPrompt onClose={closeOverlay} />}
      {open === "navigation" && <NavigationSheet current={place.screen} onClose={closeOverlay} />}
      {copying !== undefined && <CopyByHand text={copying} onClose={() => manualCopy.set(undefined)} />}
    </Suspense>
  );
}

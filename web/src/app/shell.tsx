import { Alerts } from "@/features/operate/alerts";
import { useConnection } from "@/live/hooks";
import { LiveRegion } from "@/ui/live-region";
import { ToastLayer } from "@/ui/toast";
import { TooltipLayer } from "@/ui/tooltip";
import { useAttention } from "./attention";
import { ConnectionBanner } from "./connection-banner";
import { useGoCommands } from "./go-commands";
import { NavigationRail } from "./navigation";
import { NewVersionBanner } from "./new-version";
import { OverlaysLayer } from "./overlays-layer";
import { type Place, usePlace } from "./place";
import { ScreenOutlet } from "./screen-outlet";
import { useShellKeys } from "./shell-keys";
import { TopBar } from "./top-bar";

/** What is around every screen. */
export function Shell() {
  const place = usePlace();
  const { state } = useConnection();
  useShellKeys();
  useGoCommands();
  return (
    <div className="flex h-dvh flex-col overflow-hidden" data-freshness={state}>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-1 focus:left-1 focus:z-20 focus:rounded focus:bg-accent focus:px-3 focus:py-1 focus:text-accent-ink"
      >
        Skip to the content
      </a>
      <Attention place={place} />
      <Alerts />
      <TopBar place={place} />
      <div className="flex min-h-0 flex-1">
        <NavigationRail current={place.screen} />
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col">
          <ConnectionBanner />
          <NewVersionBanner />
          <div className="min-h-0 flex-1">
            <ScreenOutlet screen={place.screen} />
          </div>
        </main>
      </div>
      <OverlaysLayer place={place} />
      <LiveRegion />
      <ToastLayer />
      <TooltipLayer />
    </div>
  );
}

/** Renders nothing; apart, so that its clock does not render the shell. */
function Attention({ place }: { place: Place }) {
  useAttention(place);
  return null;
}

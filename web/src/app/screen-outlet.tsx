import { lazy, Suspense, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/ui/empty-state";
import { Screen } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { ErrorBoundary } from "./error-boundary";
import type { ScreenEntry } from "./screens";

const ColdData = lazy(async () => ({ default: (await import("./cold-data")).ColdData }));

/** The screen of this address, in a frame that holds when it breaks. */
export function ScreenOutlet({ screen }: { screen: ScreenEntry | undefined }) {
  const [path] = useLocation();
  if (screen === undefined) return <NoSuchScreen />;
  const { Content, name } = screen;
  return (
    <ErrorBoundary place={path}>
      <Suspense fallback={<Skeleton label={`Loading ${screen.label}`} />}>
        <Arrival key={name} name={name} />
        {name === "operate" ? (
          <Content key={name} />
        ) : (
          <ColdData>
            <Content key={name} />
          </ColdData>
        )}
      </Suspense>
    </ErrorBoundary>
  );
}

/** Says that a screen's content is there, and gives its heading the focus when it was gone to (not on the first load). */
function Arrival({ name }: { name: string }) {
  const first = useRef(document.documentElement.dataset["screen"] === undefined);
  useEffect(() => {
    document.documentElement.dataset["screen"] = name;
    if (!first.current) focusHeading();
  }, [name]);
  return null;
}

/** Only from where the focus would be lost, or from the navigation: a screen that took it already keeps it. */
function focusHeading(): void {
  const main = document.querySelector("main");
  if (main === null || main.contains(document.activeElement)) return;
  const heading = main.querySelector("h1");
  (heading ?? main).focus({ preventScroll: true });
}

function NoSuchScreen() {
  return (
    <Screen title="Not found">
      <EmptyState
        title="There is nothing at this address"
        actions={
          <Link href={routes.home()} className="rounded-sm text-accent underline">
            Go to the start
          </Link>
        }
      >
        The link may be mistyped, or from another version.
      </EmptyState>
    </Screen>
  );
}

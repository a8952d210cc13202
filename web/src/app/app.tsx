import { useEffect } from "react";
import { Router, useLocation } from "wouter";
import type { Live } from "@/live/live";
import { LiveContext } from "@/live/live-context";
import { lastPlace, rememberPlace } from "./last-place";
import { Shell } from "./shell";

export function App({ live }: { live: Live }) {
  return (
    <LiveContext value={live}>
      <Router>
        <PlaceKeeper />
        <Shell />
      </Router>
    </LiveContext>
  );
}

function PlaceKeeper() {
  const [path, navigate] = useLocation();
  useEffect(() => {
    const last = path === "/" ? lastPlace() : undefined;
    if (last !== undefined) navigate(last, { replace: true });
    rememberPlace(path);
  }, [path, navigate]);
  return null;
}

import { useEffect } from "react";
import { Router, useLocation } from "wouter";
import { LiveContext } from "@/live/live-context";
import { lastPlace, rememberPlace } from "./last-place";
import { live } from "./live-session";
import { Shell } from "./shell";

export function App() {
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

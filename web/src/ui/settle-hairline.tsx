import { useEffect, useState, useSyncExternalStore } from "react";
import { keys } from "@/lib/keyboard";

/** A line that runs out while keys and clicks that change something are ignored, because content was swapped. */
export function SettleHairline() {
  const until = useSyncExternalStore(keys.subscribe, keys.settlesAt);
  const [over, setOver] = useState(0);
  useEffect(() => {
    if (until === 0) return;
    const timer = setTimeout(() => setOver(until), until - performance.now());
    return () => clearTimeout(timer);
  }, [until]);
  if (until === 0 || until === over) return null;
  return <div key={until} aria-hidden="true" data-settling className="settling h-px w-full origin-left bg-accent" />;
}

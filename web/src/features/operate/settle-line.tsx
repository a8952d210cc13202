import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { keys, settleGuard } from "@/lib/keyboard";

/** A hairline that shrinks while keys that change something are ignored, after content was swapped. */
export function SettleLine() {
  const until = useSyncExternalStore(keys.subscribe, keys.settlesAt);
  const [over, setOver] = useState(0);
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (until === 0) return;
    const left = Math.max(0, until - performance.now());
    const shrink = line.current?.animate([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], settleGuard);
    const timer = setTimeout(() => setOver(until), left);
    return () => {
      shrink?.cancel();
      clearTimeout(timer);
    };
  }, [until]);
  return (
    <div aria-hidden="true" className="h-0.5 shrink-0 overflow-hidden" data-settling={until > over || undefined}>
      {until > over && <div ref={line} className="h-full origin-left bg-accent" />}
    </div>
  );
}

import { useEffect, useState } from "react";

/** False for the first 120 ms, so that what loads fast does not flicker. */
export function useLate(milliseconds = 120): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return late;
}

/** Grey rows where rows will be. */
export function Skeleton({ rows = 8, label = "Loading" }: { rows?: number; label?: string }) {
  const late = useLate();
  return (
    <div role="status" aria-label={label} className="w-full">
      {late &&
        Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
          <div key={row} className="row-height flex items-center gap-4 border-b border-line px-4">
            <span className="h-2.5 w-8 rounded bg-hover" />
            <span className="h-2.5 rounded bg-hover" style={{ width: `${22 + ((row * 37) % 30)}%` }} />
            <span className="ml-auto h-2.5 w-16 rounded bg-hover" />
          </div>
        ))}
    </div>
  );
}

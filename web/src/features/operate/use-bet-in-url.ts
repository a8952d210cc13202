import { useEffect, useRef } from "react";

/** Held arrow keys must not flood the history of the browser. */
const pauseMs = 300;

/**
 * The link leads back to the bet whose details are open; and a link to another bet of the batch, such as one that was
 * found, opens that.
 */
export function useBetInUrl(
  shown: number | undefined,
  inUrl: number | undefined,
  write: (bet: number | undefined) => void,
  open: (bet: number) => void,
): void {
  const written = useRef(inUrl);
  const latest = useRef({ write, open });
  useEffect(() => {
    latest.current = { write, open };
  });
  useEffect(() => {
    if (inUrl === written.current) return;
    written.current = inUrl;
    if (inUrl !== undefined) latest.current.open(inUrl);
  }, [inUrl]);
  useEffect(() => {
    if (shown === written.current) return;
    const timer = setTimeout(() => {
      written.current = shown;
      latest.current.write(shown);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [shown]);
}

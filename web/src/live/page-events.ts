// What the browser tells a page: it is looked at or not, it wakes up, the network comes and goes, it is being closed.
import type { Live } from "./live";

/** Tells the hub that the page lives. */
const heartbeatMs = 20_000;
/** A hidden page with a connection of its own closes it after this time. */
const hiddenCloseMs = 60_000;

/** Follows the page's events until the answer is called. */
export function followPage(live: Live, ownsHub: boolean): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let hasLeft = false;
  let closing: ReturnType<typeof setTimeout> | undefined;

  const leave = () => {
    hasLeft = true;
    live.presence.leave();
    live.post({ type: "leave" });
  };
  const look = () => {
    clearTimeout(closing);
    const visible = document.visibilityState === "visible";
    if (visible && hasLeft) {
      hasLeft = false;
      live.subscribe();
    }
    if (hasLeft) return;
    live.post({ type: "visible", visible });
    live.presence.setVisible(visible);
    if (visible) live.post({ type: "check" });
    else if (ownsHub) closing = setTimeout(leave, hiddenCloseMs);
  };
  const network = () => {
    live.link.setOnline(navigator.onLine);
    live.post({ type: "online", online: navigator.onLine });
  };
  const heartbeat = setInterval(() => {
    if (!hasLeft) live.post({ type: "visible", visible: document.visibilityState === "visible" });
  }, heartbeatMs);

  document.addEventListener("visibilitychange", look, { signal });
  addEventListener("pageshow", look, { signal });
  addEventListener("pagehide", leave, { signal });
  addEventListener("online", network, { signal });
  addEventListener("offline", network, { signal });
  for (const name of ["keydown", "pointerdown"]) {
    addEventListener(name, () => live.presence.input(), { signal, capture: true, passive: true });
  }
  addEventListener("beforeunload", (event) => live.hasOpenWrites() && event.preventDefault(), { signal });
  network();
  look();
  return () => {
    stop.abort();
    clearInterval(heartbeat);
    clearTimeout(closing);
  };
}

// The hub as a SharedWorker: every page of this build is a port of it.
import { Hub } from "./hub";

const hub = new Hub({ baseUrl: "", fetch: (url, init) => fetch(url, init), random: Math.random });

addEventListener("connect", (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined;
  if (port === undefined) return;
  const hear = hub.attach((message) => port.postMessage(message));
  port.addEventListener("message", ({ data }) => hear(data));
  port.start();
});

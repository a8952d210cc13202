// How a page comes to its hub: a SharedWorker that all pages of this build share, or a hub of its own.
import { Hub } from "./hub";
import type { HubLink, ToPage } from "./hub-messages";
import workerUrl from "./hub-worker.ts?sharedworker&url";

/** Whether the page has a connection of its own, which it closes when nobody looks. */
export const hasOwnHub = (): boolean => typeof SharedWorker === "undefined";

export function connectHub(hear: (message: ToPage) => void): HubLink {
  return hasOwnHub() ? connectOwn(hear) : connectShared(hear);
}

function connectShared(hear: (message: ToPage) => void): HubLink {
  // The address carries the hash of the worker's code: pages of different builds do not share one.
  const name = `bs-${workerUrl.slice(workerUrl.lastIndexOf("/") + 1)}`;
  const worker = new SharedWorker(trusted(workerUrl), { type: "module", name });
  worker.port.addEventListener("message", ({ data }) => hear(data));
  worker.port.start();
  let link: HubLink = {
    post: (message) => worker.port.postMessage(message),
    close: () => {
      worker.port.postMessage({ type: "leave" });
      worker.port.close();
    },
  };
  // A worker that cannot start says only this: then the page goes on alone.
  const goAlone = () => {
    worker.port.close();
    link = connectOwn(hear);
    hear({ type: "who_are_you" });
  };
  worker.addEventListener("error", goAlone, { once: true });
  return { post: (message) => link.post(message), close: () => link.close() };
}

function connectOwn(hear: (message: ToPage) => void): HubLink {
  const hub = new Hub({ baseUrl: "", fetch: (url, init) => fetch(url, init), random: Math.random });
  const post = hub.attach(hear);
  return { post, close: () => post({ type: "leave" }) };
}

/** The page is served with `require-trusted-types-for 'script'`: only this one address becomes a worker. */
function trusted(url: string): string {
  const types = globalThis.trustedTypes;
  if (types === undefined) return url;
  const policy = types.createPolicy("betstream", {
    createScriptURL: (input) => {
      if (input !== workerUrl) throw new TypeError(`not a worker of ours: ${input}`);
      return input;
    },
  });
  return policy.createScriptURL(url);
}

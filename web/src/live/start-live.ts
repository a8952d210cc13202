// The live session of a page in a browser; the app calls this once.
import { connectHub, hasOwnHub } from "./hub-connect";
import { Live } from "./live";
import { followPage } from "./page-events";

export type StartOptions = {
  /** The name of who works here, asked at every write. */
  readonly actor: () => string;
};

export function startLive({ actor }: StartOptions): { readonly live: Live; readonly stop: () => void } {
  const live = new Live({ baseUrl: "", actor, connect: connectHub, ...storage() });
  live.start();
  const unfollow = followPage(live, hasOwnHub());
  return {
    live,
    stop: () => {
      unfollow();
      live.stop();
    },
  };
}

// Browsers may forbid it.
function storage(): { readonly storage?: Storage } {
  try {
    return { storage: sessionStorage };
  } catch {
    return {};
  }
}

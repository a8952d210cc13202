import { useEffect, useRef, useState } from "react";
import { useConnection } from "@/live/hooks";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";

/** The build that runs here: the address of its script holds a hash of its content. */
function buildOf(page: Document): string | undefined {
  return page.querySelector('script[type="module"][src]')?.getAttribute("src") ?? undefined;
}

/** True once the server serves another build than this one. Looked for whenever the connection comes back. */
function useNewVersion(): boolean {
  const { state } = useConnection();
  const [found, setFound] = useState(false);
  const before = useRef(state);
  useEffect(() => {
    const cameBack = state === "live" && before.current !== "live" && before.current !== "connecting";
    before.current = state;
    if (!cameBack) return;
    const asking = new AbortController();
    void servedBuild(asking.signal).then((served) => {
      if (served !== undefined && served !== buildOf(document)) setFound(true);
    });
    return () => asking.abort();
  }, [state]);
  return found;
}

/** Undefined when it cannot be known now; then there is nothing to say. */
async function servedBuild(signal: AbortSignal): Promise<string | undefined> {
  try {
    const answer = await fetch("/", { headers: { accept: "text/html" }, cache: "no-store", signal });
    if (!answer.ok) return undefined;
    return /<script[^>]+src="([^"]+)"/.exec(await answer.text())?.[1];
  } catch {
    return undefined;
  }
}

export function NewVersionBanner() {
  if (!useNewVersion()) return null;
  return (
    <Banner
      tone="info"
      title="There is a new version of this console."
      actions={<Button onClick={() => location.reload()}>Reload</Button>}
    >
      Finish what you are at; reloading keeps your place.
    </Banner>
  );
}

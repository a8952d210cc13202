import { useEffect, useState } from "react";
import { announcer } from "@/lib/announce";

/** One polite and one assertive voice for the page; rendered once, by the shell. */
export function LiveRegion() {
  const [polite, setPolite] = useState("");
  const [urgent, setUrgent] = useState("");
  useEffect(
    () =>
      announcer.connect((voice, text) => {
        // The same sentence twice is news again: a no-break space makes it differ.
        const say = voice === "polite" ? setPolite : setUrgent;
        say((before) => (before === text ? `${text}\u00a0` : text));
      }),
    [],
  );
  return (
    <>
      <div role="status" aria-live="polite" className="sr-only">
        {polite}
      </div>
      <div role="alert" aria-live="assertive" className="sr-only">
        {urgent}
      </div>
    </>
  );
}

import { useRef, useState } from "react";
import { announcer } from "@/lib/announce";

export type Notice = { readonly text: string; readonly tone: "plain" | "warn" };
export type Notices = ReturnType<typeof useNotices>;

/** How long a mere confirmation stands in the place of the last action. */
const saidMs = 4000;

/** What is said in the bar below the rows, and to screen readers. A warning stays until the next thing is done. */
export function useNotices() {
  const [notice, setNotice] = useState<Notice>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return {
    notice,
    warn(text: string) {
      setNotice({ text, tone: "warn" });
      announcer.urgent(text);
    },
    say(text: string) {
      const said: Notice = { text, tone: "plain" };
      setNotice(said);
      announcer.polite(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setNotice((now) => (now === said ? undefined : now)), saidMs);
    },
    /** It is on the screen already: only spoken. */
    speak(text: string) {
      setNotice(undefined);
      announcer.polite(text);
    },
  };
}

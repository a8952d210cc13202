// What screen readers are told. Polite news is gathered for a while and said as one sentence; urgent news at once.

export interface Announcer {
  polite(sentence: string): void;
  /** Stale data, a conflict, a failed write. */
  urgent(sentence: string): void;
  connect(speak: (voice: "polite" | "urgent", text: string) => void): () => void;
}

const pause = 2000;
const sentencesMax = 5;

export function createAnnouncer(later: (run: () => void, delay: number) => unknown = setTimeout): Announcer {
  let speak: ((voice: "polite" | "urgent", text: string) => void) | undefined;
  let waiting: string[] = [];
  let resting = false;

  const flush = (): void => {
    resting = waiting.length > 0;
    if (!resting) return;
    speak?.("polite", summary(waiting));
    waiting = [];
    later(flush, pause);
  };
  return {
    polite(sentence) {
      waiting.push(sentence);
      if (!resting) flush();
    },
    urgent: (sentence) => speak?.("urgent", sentence),
    connect(voice) {
      speak = voice;
      return () => {
        if (speak === voice) speak = undefined;
      };
    },
  };
}

/** A flood is counted, not read out. */
function summary(sentences: readonly string[]): string {
  const last = sentences.at(-1) ?? "";
  return sentences.length > sentencesMax ? `${sentences.length} changes. Last: ${last}` : sentences.join(" ");
}

/** The page's own. */
export const announcer: Announcer = createAnnouncer();

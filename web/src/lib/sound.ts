// Short tones by WebAudio, no files. A browser keeps a page silent until the first click or key, so there are three
// states: off (by choice), blocked (wanted, but not allowed yet), on.

export type SoundState = "off" | "blocked" | "on";
export type SoundName = "new-batch" | "closing" | "write-failed" | "connection-lost";

export const soundNames: readonly SoundName[] = ["new-batch", "closing", "write-failed", "connection-lost"];

export const soundLabels: Readonly<Record<SoundName, string>> = {
  "new-batch": "New batch",
  closing: "Less than a minute left, and bets pending",
  "write-failed": "A write failed, or a conflict",
  "connection-lost": "Connection lost",
};

/** Frequencies in Hz, one tone after the other. Falling is bad news. */
const tones: Readonly<Record<SoundName, readonly number[]>> = {
  "new-batch": [660, 880],
  closing: [880, 880, 880],
  "write-failed": [440, 330],
  "connection-lost": [440, 330, 220],
};
const toneLength = 0.12;
const gestures = ["pointerdown", "keydown"] as const;

export interface Sounds {
  state(): SoundState;
  /** To be called in a click or key handler: only there a browser unblocks sound. */
  setWanted(wanted: boolean): Promise<void>;
  /** Wanted from an earlier visit; blocked until the page is clicked or a key is pressed. */
  awaitGesture(): void;
  play(name: SoundName): void;
  subscribe(listener: () => void): () => void;
}

export function createSounds(open: () => AudioContext): Sounds {
  let wanted = false;
  let context: AudioContext | undefined;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  return {
    state: () => (wanted ? (context?.state === "running" ? "on" : "blocked") : "off"),
    async setWanted(next) {
      wanted = next;
      try {
        context ??= next ? open() : undefined;
        if (context !== undefined) context.onstatechange = changed;
        if (next && context?.state !== "running") void context?.resume().catch(changed);
        if (!next) await context?.suspend();
      } catch {
        // No audio device, or not allowed: the state says blocked.
      }
      changed();
    },
    awaitGesture() {
      wanted = true;
      changed();
      const unblock = (event: Event): void => {
        // The button of the sound decides for itself.
        if (event.target instanceof Element && event.target.closest("[data-sound]") !== null) return;
        for (const gesture of gestures) globalThis.removeEventListener(gesture, unblock);
        if (wanted && context === undefined) void this.setWanted(true);
      };
      for (const gesture of gestures) globalThis.addEventListener(gesture, unblock);
    },
    play(name) {
      if (!wanted || context === undefined || context.state !== "running") return;
      for (const [at, frequency] of tones[name].entries()) playTone(context, frequency, at);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function playTone(context: AudioContext, frequency: number, at: number): void {
  const start = context.currentTime + at * toneLength * 1.25;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  // A hard edge clicks; ramps do not.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.12, start + 0.01);
  gain.gain.linearRampToValueAtTime(0, start + toneLength);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + toneLength);
}

/** The page's own. */
export const sounds: Sounds = createSounds(() => new AudioContext());

import { describe, expect, it } from "vitest";
import { createSounds } from "./sound";

/** An audio context as browsers have it: suspended until a person acts. */
function aContext(allowed: () => boolean): { context: AudioContext; tones: () => number } {
  let tones = 0;
  const parameter = { value: 0, setValueAtTime: () => parameter, linearRampToValueAtTime: () => parameter };
  const node = {
    frequency: parameter,
    gain: parameter,
    connect: () => node,
    start: () => (tones += 1),
    stop: () => undefined,
  };
  const fake = {
    state: "suspended",
    currentTime: 0,
    destination: node,
    onstatechange: null,
    createOscillator: () => node,
    createGain: () => node,
    resume: async () => {
      if (allowed()) fake.state = "running";
    },
    suspend: async () => {
      fake.state = "suspended";
    },
  };
  // @ts-expect-error: the few parts of an AudioContext that are used
  return { context: fake, tones: () => tones };
}

describe("sound", () => {
  it("is off, blocked until a person acts, and then on", async () => {
    let allowed = false;
    const { context, tones } = aContext(() => allowed);
    const sounds = createSounds(() => context);
    expect(sounds.state()).toBe("off");

    await sounds.setWanted(true);
    sounds.play("new-batch");
    expect([sounds.state(), tones()]).toEqual(["blocked", 0]);
    allowed = true;
    await sounds.setWanted(true);
    sounds.play("new-batch");

    expect([sounds.state(), tones()]).toEqual(["on", 2]);
    await sounds.setWanted(false);
    sounds.play("new-batch");
    expect([sounds.state(), tones()]).toEqual(["off", 2]);
  });

  it("is blocked where there is no audio device, and nothing breaks", async () => {
    const sounds = createSounds(() => {
      throw new Error("no device");
    });
    await sounds.setWanted(true);
    sounds.play("closing");
    expect(sounds.state()).toBe("blocked");
  });
});

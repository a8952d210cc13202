import { describe, expect, it } from "vitest";
import { defaultSettings, parseSettings } from "./settings";

describe("the settings", () => {
  it("are restored as they were written", () => {
    const chosen = {
      ...defaultSettings,
      actor: "Ana",
      theme: "light" as const,
      keyMap: { "bet.mark": "W" },
      confirmFrom: 3,
    };
    expect(parseSettings(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it("lose only what is damaged", () => {
    const damaged = {
      actor: "Ana",
      theme: "pink",
      confirmFrom: -1,
      keyMap: { a: 5, b: "B" },
      soundEvents: { closing: false },
    };
    expect(parseSettings(damaged)).toEqual({
      ...defaultSettings,
      actor: "Ana",
      keyMap: { b: "B" },
      soundEvents: { ...defaultSettings.soundEvents, closing: false },
    });
    expect(parseSettings("nonsense")).toBeUndefined();
  });

  it("never hold a limit that is laxer than the default, wherever it came from", () => {
    const lax = parseSettings({ ...defaultSettings, confirmFrom: 12, typeCountFrom: 5000, urgentSeconds: 1 });
    expect(lax).toEqual(defaultSettings);
  });
});

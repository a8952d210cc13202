import { describe, expect, it } from "vitest";
import { defaultSettings } from "./settings";
import { mergeSettings, parseStamped, type SyncMemory, stampedSettings } from "./settings-merge";

const memory = (fields: Partial<SyncMemory> = {}): SyncMemory => ({
  owner: "Ana",
  stamps: {},
  acknowledged: {},
  ...fields,
});

describe("the settings of one operator in two browsers", () => {
  it("come from the server where nothing was chosen here, and nothing is sent back", () => {
    const merged = mergeSettings(defaultSettings, memory(), { theme: { value: "light", at: 5 } });
    expect(merged.settings.theme).toBe("light");
    expect([merged.push, merged.overruled]).toEqual([false, []]);
  });

  it("are merged one by one: the newest choice of each holds", () => {
    const local = { ...defaultSettings, theme: "dark" as const, density: "roomy" as const };
    const merged = mergeSettings(local, memory({ stamps: { theme: 9, density: 4 } }), {
      theme: { value: "light", at: 8 },
      density: { value: "compact", at: 7 },
    });
    expect([merged.settings.theme, merged.settings.density]).toEqual(["dark", "compact"]);
    expect(merged.push).toBe(true);
    expect(merged.overruled).toEqual(["density"]);
  });

  it("name no choice as overruled that the server had already", () => {
    const known = memory({ stamps: { density: 4 }, acknowledged: { density: 4 } });
    const local = { ...defaultSettings, density: "roomy" as const };
    expect(mergeSettings(local, known, { density: { value: "compact", at: 7 } }).overruled).toEqual([]);
  });

  it("keep the name and the sound of this browser, and a damaged value costs only itself", () => {
    const merged = mergeSettings({ ...defaultSettings, actor: "Ana" }, memory(), {
      actor: { value: "Mark", at: 9 },
      soundOn: { value: true, at: 9 },
      theme: { value: "pink", at: 9 },
      density: { value: "compact", at: 9 },
    });
    expect(merged.settings).toEqual({ ...defaultSettings, actor: "Ana", density: "compact" });
  });

  it("are sent with what others stored beside them", () => {
    const remote = parseStamped({ theme: { value: "light", at: 3 }, later: { value: 1, at: 2 }, broken: 5 });
    expect(stampedSettings({ ...defaultSettings, theme: "dark" }, { theme: 4, actor: 4 }, remote)).toEqual({
      theme: { value: "dark", at: 4 },
      later: { value: 1, at: 2 },
    });
  });
});

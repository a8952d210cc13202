import { describe, expect, it } from "vitest";
import { deskKeys } from "@/lib/desk-keys";
import { defaultSettings } from "@/lib/settings";
import {
  conflictsOf,
  fromFile,
  keysOf,
  overruledWords,
  refusalOf,
  templatePreview,
  templateProblem,
  toFile,
  withKey,
  withoutOwnKey,
} from "./model";

const action = (id: string) => {
  const found = deskKeys.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const go = { id: "go.history", keys: ["G H"], label: "Go to History", group: "Screens" };
const all = [...deskKeys, go];

describe("own keys", () => {
  it("conflict with whatever has the key now, by default or by own choice", () => {
    const failed = action("bet.failed");
    expect(conflictsOf(all, {}, failed, "S").map(({ id }) => id)).toEqual(["bet.successful"]);
    expect(conflictsOf(all, { "bet.successful": "W" }, failed, "S")).toEqual([]);
    expect(conflictsOf(all, { "bet.successful": "W" }, failed, "W").map(({ id }) => id)).toEqual(["bet.successful"]);
  });

  it("conflict with a sequence that begins with the key", () => {
    expect(conflictsOf(all, {}, action("bet.failed"), "G")).toEqual([go]);
  });

  it("are taken from the other action, which keeps its second key", () => {
    const map = withKey(all, {}, action("bet.failed"), "J");
    expect(map).toEqual({ "bet.failed": "J", "bet.down": "ArrowDown" });
    expect(keysOf(action("bet.down"), map)).toEqual(["ArrowDown"]);
    expect(withKey(all, {}, action("bet.failed"), "S")).toEqual({ "bet.failed": "S", "bet.successful": "" });
  });

  it("leave no trace when the default is chosen again", () => {
    const map = withKey(all, { "bet.failed": "X" }, action("bet.failed"), "F");
    expect(map).toEqual({});
    expect(withoutOwnKey({ "bet.failed": "X", "bet.copy": "Y" }, "bet.failed")).toEqual({ "bet.copy": "Y" });
  });

  it("cannot be keys that the browser keeps", () => {
    expect(refusalOf("Ctrl+W")).toMatch(/keeps Ctrl\+W/);
    expect(refusalOf("W")).toBeUndefined();
  });
});

describe("the copy template", () => {
  it("is previewed as it would be copied, tabs visible", () => {
    expect(templatePreview("{legs}\\t{stake}")).toBe("4/5/6 ⇥ 15.00");
  });

  it("says what it cannot fill in", () => {
    expect(templateProblem("{legs} {odds}")).toBe("There is no {odds}. It is copied as it stands.");
    expect(templateProblem("{legs}\\t{id}")).toBeUndefined();
    expect(templateProblem(" ")).toMatch(/nothing would be copied/);
  });
});

describe("settings in a file", () => {
  it("come back as they were, without the name of who wrote them", () => {
    const hers = { ...defaultSettings, actor: "Ana", theme: "light" as const, keyMap: { "bet.failed": "X" } };
    expect(toFile(hers)).not.toContain("Ana");
    const read = fromFile(`\ufeff${toFile(hers)}`, { ...defaultSettings, actor: "Mark" });
    expect(read).toEqual({ ok: true, settings: { ...hers, actor: "Mark" }, changed: 2 });
  });

  it("are refused with a reason when they are something else", () => {
    expect(fromFile("{", defaultSettings)).toEqual({ ok: false, why: "This file is not JSON." });
    expect(fromFile('{"theme":"dark"}', defaultSettings).ok).toBe(false);
  });
});

it("names what another browser changed later", () => {
  expect(overruledWords([])).toBeUndefined();
  expect(overruledWords(["theme", "keyMap"])).toMatch(/^Theme and Keys were changed/);
});

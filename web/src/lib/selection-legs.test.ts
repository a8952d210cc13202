import { describe, expect, it } from "vitest";
import { fillTemplate, legsText, parseSelection } from "./selection-legs";

describe("a selection", () => {
  it.each([
    ["1/2/3", ["1", "2", "3"], ""],
    [" 4 / 5 / 6 ** lay off ** now", ["4", "5", "6"], "lay off ** now"],
    ["7", ["7"], ""],
    ["** only a note", [], "only a note"],
    ["", [], ""],
  ])("%j has its legs and its note", (text, legs, note) => {
    expect(parseSelection(text)).toEqual({ legs, note });
  });

  it("is pasted without its note", () => {
    expect(legsText("1 / 2/3 ** lay")).toBe("1/2/3");
  });
});

describe("a copy template", () => {
  it("fills what it knows and leaves what it does not", () => {
    expect(fillTemplate("{legs}\\t{stake} {typo}", { legs: "1/2", stake: "10.00" })).toBe("1/2\t10.00 {typo}");
  });
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { promises, readTokens } from "../../scripts/palette.mjs";

const css = readFileSync(fileURLToPath(new URL("./tokens.css", import.meta.url)), "utf8");

describe("the tokens", () => {
  const kept = promises(readTokens(css));

  it("are all there, in both themes", () => {
    expect(kept.length).toBeGreaterThan(120);
    expect(kept.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
  });

  it("can be read, and told apart with every kind of colour vision", () => {
    expect(kept.filter(({ value, least }) => value < least)).toEqual([]);
  });
});

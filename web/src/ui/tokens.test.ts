import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { faviconGrounds } from "@/lib/favicon";
import { rowHeights } from "@/lib/settings";
import { promises, readTokens } from "../../scripts/palette.mjs";

const css = readFileSync(fileURLToPath(new URL("./tokens.css", import.meta.url)), "utf8");

describe("the tokens", () => {
  const kept = promises(readTokens(css));

  it("are all there, in both themes", () => {
    expect(kept.length).toBeGreaterThan(120);
    expect(kept.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
  });

  it("agree with what is written in TypeScript", () => {
    const { light } = readTokens(css);
    expect(faviconGrounds).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((hue) => light[`account-${hue}`]));
    const heights = [...css.matchAll(/--row-height: (\d+)px/g)].map((match) => Number(match[1]));
    expect(heights).toEqual([rowHeights.normal, rowHeights.compact, rowHeights.roomy, rowHeights.roomy]);
  });

  it("can be read, and told apart with every kind of colour vision", () => {
    expect(kept.filter(({ value, least }) => value < least)).toEqual([]);
  });
});

// The promises of ui/tokens.css, and how its account hues were found.
//   node scripts/palette.mjs            prints every pair with its contrast and distance; fails on a broken promise
//   node scripts/palette.mjs --search   looks for eight account hues per theme (a seeded random search)

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { blend, contrast, distances, hexOf, leastDistance, linearOfOklch, sightings } from "./colour.mjs";

export const themes = ["dark", "light"];
export const statuses = ["pending", "placing", "successful", "failed", "unknown"];
const surfaces = ["bg", "panel", "row", "hover", "selected"];
const tints = { failed: "failed-tint", unknown: "unknown-tint" };
const hues = [1, 2, 3, 4, 5, 6, 7, 8];

/** What the design asks for: the least contrast of text, of large text and graphics, and the least distances. */
export const least = {
  text: 4.5,
  graphic: 3,
  status: { dark: 11.2, light: 9.7 },
  verdicts: { dark: 25.5, light: 21.5 },
  account: { dark: 9, light: 8 },
};

/** Every `--color-name: light-dark(light, dark)` of the file, by theme. */
export function readTokens(css) {
  const tokens = { dark: {}, light: {} };
  for (const [, name, light, dark] of css.matchAll(
    /--color-([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g,
  )) {
    tokens.light[name] = light;
    tokens.dark[name] = dark;
  }
  return tokens;
}

/** Each promise as {claim, value, least}; it is broken where value < least. */
export function promises(tokens) {
  return themes.flatMap((theme) => {
    const of = tokens[theme];
    const pair = (ink, ground, wanted) => ({
      claim: `${theme}: ${ink} on ${ground}`,
      value: contrast(of[ink], of[ground]),
      least: wanted,
    });
    const inks = ["text", "dim", "faint", ...statuses];
    return [
      ...surfaces.flatMap((ground) => inks.map((ink) => pair(ink, ground, least.text))),
      ...Object.entries(tints).flatMap(([status, tint]) =>
        ["text", "dim", status].map((ink) => pair(ink, tint, least.text)),
      ),
      ...surfaces.flatMap((ground) => ["focus", "accent", "control"].map((ink) => pair(ink, ground, least.graphic))),
      pair("accent-ink", "accent", least.text),
      pair("accent-ink", "accent-hover", least.text),
      ...hues.map((hue) => pair(`account-${hue}-ink`, `account-${hue}`, least.text)),
      {
        claim: `${theme}: any two statuses`,
        value: leastDistance(statuses.map((each) => of[each])),
        least: least.status[theme],
      },
      {
        claim: `${theme}: successful and failed`,
        value: Math.min(...distances(of.successful, of.failed)),
        least: least.verdicts[theme],
      },
      {
        claim: `${theme}: any two accounts`,
        value: leastDistance(hues.map((hue) => of[accountToken(theme, hue)])),
        least: least.account[theme],
      },
    ];
  });
}

/** The saturated one of the two colours of a tag: the letters in the dark, the ground in the light. */
function accountToken(theme, hue) {
  return theme === "dark" ? `account-${hue}-ink` : `account-${hue}`;
}

/** Mulberry32: the same search, the same hues. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Eight hues 45 degrees apart, whose lightness and chroma wander until the two nearest are as far apart as can be. */
function searchHues(random, { lightness, chroma }, fits) {
  const draw = (slot) => {
    for (;;) {
      const linear = linearOfOklch(
        lightness[0] + random() * (lightness[1] - lightness[0]),
        chroma[0] + random() * (chroma[1] - chroma[0]),
        slot * 45 + (random() - 0.5) * 40,
      );
      if (linear !== undefined && fits(hexOf(linear))) return hexOf(linear);
    }
  };
  let chosen = hues.map((_, slot) => draw(slot));
  let best = leastDistance(chosen);
  for (let round = 0; round < 12_000; round += 1) {
    const slot = Math.floor(random() * 8);
    const tried = chosen.with(slot, draw(slot));
    const reached = leastDistance(tried);
    if (reached >= best) [chosen, best] = [tried, reached];
  }
  return { chosen, best };
}

/** A tag must not look like a verdict to those who see all colours. */
function search(tokens) {
  const random = seeded(2026);
  const clear = (hex, of) => [of.failed, of.unknown].every((status) => distances(hex, status)[0] >= 9);
  const dark = searchHues(random, { lightness: [0.66, 0.88], chroma: [0.06, 0.15] }, (hex) => {
    return contrast(hex, tagGround(hex, tokens.dark.panel)) >= least.text && clear(hex, tokens.dark);
  });
  const light = searchHues(random, { lightness: [0.34, 0.58], chroma: [0.06, 0.18] }, (hex) => {
    return contrast(hex, "#ffffff") >= least.text && clear(hex, tokens.light);
  });
  for (const [slot, hue] of hues.entries()) {
    const [day, night] = [light.chosen[slot], dark.chosen[slot]];
    console.log(`  --color-account-${hue}: light-dark(${day}, ${tagGround(night, tokens.dark.panel)});`);
    console.log(`  --color-account-${hue}-ink: light-dark(#ffffff, ${night});`);
  }
  console.log(`least distance: dark ${dark.best.toFixed(1)}, light ${light.best.toFixed(1)}`);
}

/** In the dark a tag is its letters' colour, thinned. */
function tagGround(hex, panel) {
  return blend(hex, panel, 0.18);
}

function main() {
  const css = readFileSync(fileURLToPath(new URL("../src/ui/tokens.css", import.meta.url)), "utf8");
  const tokens = readTokens(css);
  if (process.argv.includes("--search")) return search(tokens);
  const all = promises(tokens);
  for (const { claim, value, least: wanted } of all) {
    console.log(`${value < wanted ? "BROKEN" : "kept  "} ${value.toFixed(1).padStart(5)} >= ${wanted}  ${claim}`);
  }
  console.log(`colour vision: ${sightings("#000000").length} kinds`);
  process.exitCode = all.some(({ value, least: wanted }) => value < wanted) ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();

// axe-core on a page, and what it found in words.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

function describe({ id, impact, help, helpUrl, nodes }) {
  const places = nodes.map(
    ({ target, failureSummary }) => `    ${target.join(" ")}\n      ${failureSummary.replaceAll("\n", "\n      ")}`,
  );
  return `${id} (${impact}): ${help}\n  ${helpUrl}\n${places.join("\n")}`;
}

// What can be wrong in one theme and right in the other.
const ofColours = ["color-contrast", "link-in-text-block"];

/** Fails with every violation. `within` limits it to a part of the page; `except` names rules with a reason elsewhere. */
export async function assertAccessible(page, { within = "html", except = [] } = {}) {
  const options = {
    runOnly: { type: "tag", values: standards },
    rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
  };
  await assertNoViolation(page, within, options);
}

/** The same in dark and in light, one after the other on the same page; its theme is that of the system. */
export async function assertAccessibleInBothThemes(page) {
  await assertAccessible(page);
  const was = await page.locator("html").getAttribute("data-theme");
  await changeTheme(page, was === "dark" ? "light" : "dark");
  await assertNoViolation(page, "html", { runOnly: { type: "rule", values: ofColours } });
}

async function changeTheme(page, theme) {
  await page.emulateMedia({ colorScheme: theme });
  await page.locator(`html[data-theme="${theme}"]`).waitFor();
}

// A fade that has not ended has colours of its own.
function atRest() {
  const ends = document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity);
  return Promise.all(ends.map(({ finished }) => finished.catch(() => {})));
}

async function assertNoViolation(page, within, options) {
  await page.evaluate(atRest);
  // Not a script element: the policy of the console would refuse that, as it should.
  await page.evaluate(`globalThis.axe ?? (() => { ${source} })()`);
  const run = ([place, how]) => globalThis.axe.run(place, { ...how, resultTypes: ["violations"] });
  const { violations } = await page.evaluate(run, [within, options]);
  if (violations.length > 0) throw new Error(`${page.url()}\n${violations.map(describe).join("\n")}`);
}

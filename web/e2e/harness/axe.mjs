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

/** Fails with every violation. `within` limits it to a part of the page; `except` names rules with a reason elsewhere. */
export async function assertAccessible(page, { within = "html", except = [] } = {}) {
  // Not a script element: the policy of the console would refuse that, as it should.
  await page.evaluate(source);
  const options = {
    runOnly: { type: "tag", values: standards },
    rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
    resultTypes: ["violations"],
  };
  const { violations } = await page.evaluate(([place, how]) => globalThis.axe.run(place, how), [within, options]);
  if (violations.length > 0) throw new Error(`${page.url()}\n${violations.map(describe).join("\n")}`);
}

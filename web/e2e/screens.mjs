// Takes the pictures of scenes.mjs, in both themes and sizes, and one contact sheet: node web/e2e/screens.mjs [name...]
// They are for people to look at; nothing compares them.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { desktop, phone } from "./harness/browser.mjs";
import { drawContactSheet } from "./harness/contact-sheet.mjs";
import { seed } from "./harness/server.mjs";
import { artifacts, Stage } from "./harness/stage.mjs";
import { makeScene, scenes } from "./scenes.mjs";

const looks = ["dark", "light"].flatMap((theme) => [
  { theme, device: "desktop", viewport: desktop },
  { theme, device: "phone", viewport: phone },
]);

// How the busiest screen looks to people who see colours differently, and where the system decides on them.
const visions = [
  ...["protanopia", "deuteranopia", "tritanopia"].map((vision) => ({ caption: vision, vision })),
  { caption: "forced colours", forcedColors: "active" },
].flatMap((look) => ["dark", "light"].map((theme) => ({ ...look, theme, caption: `${look.caption}, ${theme}` })));

function commit() {
  return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { encoding: "utf8" }).trim();
}

// One picture, by an operator of its own, so that no state of one leaks into the next.
async function take(stage, scene, data, { file, vision, ...look }) {
  const operator = await stage.operator("Ana", look);
  try {
    await scene.open(operator, data, stage.proxy);
    if (vision !== undefined) {
      const session = await operator.context.newCDPSession(operator.page);
      await session.send("Emulation.setEmulatedVisionDeficiency", { type: vision });
    }
    await operator.page.evaluate(() => document.fonts.ready);
    await operator.page.screenshot({ path: file, animations: "disabled", caret: "hide" });
    return operator.complaints.unexpected;
  } finally {
    stage.proxy.heal();
    await operator.close();
  }
}

async function takeAll(stage, folder, data, scene, variants) {
  const section = { name: scene.name, pictures: [], failures: [] };
  for (const look of variants) {
    const caption = look.caption ?? `${look.theme}, ${look.device}`;
    const file = join(folder, `${scene.name} ${caption}.png`.replace(/[ ,]+/g, "-"));
    try {
      const complaints = await take(stage, scene, data, { ...look, file });
      section.pictures.push({ file, caption, device: look.device ?? "desktop" });
      section.failures.push(...complaints.map((text) => `${caption}: ${text}`));
    } catch (error) {
      section.failures.push(`${caption}: ${error.message.split("\n")[0]}`);
    }
  }
  process.stdout.write(`${scene.name}: ${section.pictures.length} pictures\n`);
  for (const text of section.failures) process.stdout.write(`  ${text}\n`);
  return section;
}

async function main() {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !scenes.some((scene) => scene.name === name));
  if (unknown) throw new Error(`no scene '${unknown}'; there are ${scenes.map(({ name }) => name).join(", ")}`);
  const folder = join(artifacts, "ui", commit());
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const stage = await new Stage().open();
  stage.expectFailures(); // some scenes take the network away
  try {
    await seed(stage.server);
    const data = await makeScene(stage.desk);
    const sections = [];
    for (const scene of scenes.filter(({ name }) => named.length === 0 || named.includes(name))) {
      const variants = looks.filter(({ device }) => !(scene.desktopOnly && device === "phone"));
      sections.push(await takeAll(stage, folder, data, scene, variants));
    }
    const busiest = { ...scenes[0], name: "operate, other eyes" };
    if (named.length === 0) sections.push(await takeAll(stage, folder, data, busiest, visions));
    const file = join(folder, "contact-sheet.png");
    await drawContactSheet(stage.browser, { title: `BetStream console, ${commit()}`, sections, file });
    process.stdout.write(`${file}\n`);
    if (sections.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
  } finally {
    await stage.close();
  }
}

await main();

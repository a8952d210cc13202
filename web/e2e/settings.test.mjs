// Settings: they hold at once, follow the operator to another browser, and change what the keys of the grid do.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

async function settings(operator) {
  await operator.goto("/settings");
  await operator.page.locator('html[data-screen="settings"]').waitFor();
  await operator.connection("live");
}

/** Within the page, as a link does. */
const goOn = ({ page }, path) =>
  page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);

const saved = ({ page }) => page.locator('[data-sync="saved"]').waitFor();
const keyRow = ({ page }, action) => page.locator(`[data-key-action="${action}"]`);

stage.test("what is chosen in one browser holds in another one of the same operator", async ({ desk, operator }) => {
  const first = await operator("Ana");
  await settings(first);
  await saved(first);
  await assertAccessible(first.page);
  await first.page.getByRole("radio", { name: "Light" }).check();
  await first.page.getByRole("radio", { name: /^Roomy/ }).check();
  const owned = async () => (await desk.ask("GET", "/api/v1/preferences/Ana")).settings ?? {};
  await until(async () => (await owned()).density?.value === "roomy", "the server to have the settings");

  const second = await operator("Ana");
  await settings(second);
  await until(async () => (await second.page.locator("html").getAttribute("data-theme")) === "light", "the theme");
  assert.equal(await second.page.getByRole("radio", { name: /^Roomy/ }).isChecked(), true);
  await assertAccessible(second.page);

  await second.page.getByRole("radio", { name: /^Compact/ }).check();
  await until(async () => (await owned()).density?.value === "compact", "the server to have the newer one");
  await first.page.evaluate(() => dispatchEvent(new Event("focus")));
  await until(() => first.page.getByRole("radio", { name: /^Compact/ }).isChecked(), "the first browser to follow");
  assert.equal(await first.page.getByRole("radio", { name: "Light" }).isChecked(), true);

  const mark = await operator("Mark");
  await settings(mark);
  await saved(mark);
  assert.equal(await mark.page.getByRole("radio", { name: "As the system" }).isChecked(), true);
});

stage.test("without the server they are kept here, and the screen says so", async (all) => {
  const { desk, operator, proxy, expectFailures } = all;
  expectFailures();
  const kim = await operator("Kim");
  await settings(kim);
  await saved(kim);
  proxy.offline();
  await kim.page.getByRole("radio", { name: "Light" }).check();
  await kim.page.locator('[data-sync="kept"]').waitFor();
  await kim.page.getByText(/Kept in this browser only: the server did not take them/).waitFor();
  proxy.heal();
  await kim.page.evaluate(() => dispatchEvent(new Event("online")));
  await saved(kim);
  assert.equal((await desk.ask("GET", "/api/v1/preferences/Kim")).settings.theme.value, "light");
});

stage.test("a key that is given to another action works in the grid, and the loser is named first", async (all) => {
  const { desk, operator } = all;
  const batch = await desk.batch(await desk.account(), 3);
  const ana = await operator("Bea");
  await settings(ana);
  await ana.page.getByRole("button", { name: "Change the key of Mark failed" }).click();
  await ana.press("s");
  await keyRow(ana, "bet.failed").getByText("S is in use: Mark successful.").waitFor();
  await keyRow(ana, "bet.failed").getByRole("button", { name: "Take it from there" }).click();
  await keyRow(ana, "bet.successful").getByText("none").waitFor();
  await ana.page.getByRole("button", { name: "Change the key of Mark successful" }).press("Enter");
  await ana.press("w");
  await keyRow(ana, "bet.successful").locator("kbd", { hasText: "W" }).waitFor();

  const [first, second] = batch.bets;
  await goOn(ana, `/a/${batch.account_id}/b/${batch.id}`);
  await ana.row(first).waitFor();
  await ana.focusRow(first);
  await ana.press("s");
  await ana.settled(first, "failed");
  await ana.press("w");
  await ana.settled(second, "successful");
});

stage.test("the key map lists every key that works in Operate", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 2);
  const ana = await operator("Cy");
  await ana.operate(batch);
  await ana.focusRow(batch.bets[0]);
  await ana.press("?");
  const sheet = ana.page.getByRole("dialog", { name: "Keys" });
  await sheet.waitFor();
  const works = await sheet
    .locator("dl")
    .evaluateAll((lists) =>
      lists.flatMap((list) =>
        [...list.querySelectorAll("dt")].map((dt) => `${dt.textContent}: ${dt.nextElementSibling.textContent}`),
      ),
    );
  await goOn(ana, "/settings");
  await ana.page.locator('html[data-screen="settings"]').waitFor();
  const listed = await ana.page
    .locator("[data-key-action]")
    .evaluateAll((rows) =>
      rows.map((row) => `${row.querySelector("span").textContent}: ${row.querySelector("kbd").textContent}`),
    );
  assert.ok(works.length > 40, `${works.length} keys work`);
  const missing = works.filter((key) => !listed.includes(key));
  assert.deepEqual(missing, []);
});

stage.test("limits cannot be made laxer, and the copy template shows what it copies", async ({ operator }) => {
  const ana = await operator("Dee");
  await settings(ana);
  const confirm = ana.page.getByLabel("A bulk mark asks first from so many bets on");
  await confirm.fill("50");
  await ana.page.getByText("A whole number from 2 to 11. 11 still holds.").waitFor();
  await confirm.fill("5");
  await ana.page.getByText("2 to 11. Now 5.").waitFor();
  await ana.page.getByLabel("Copy template").fill("{legs}\\t{stake}");
  assert.equal(await ana.page.locator("[data-copy-preview]").textContent(), "4/5/6 ⇥ 15.00");
  await ana.page.reload();
  await ana.page.locator("[data-copy-preview]").waitFor();
  assert.equal(await ana.page.locator("[data-copy-preview]").textContent(), "4/5/6 ⇥ 15.00");
});

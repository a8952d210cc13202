// History, activity, audit and reconcile for everybody: no violations in either theme, and reached by keyboard alone.
import { assertAccessible } from "./harness/axe.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const filled = {
  history: "tbody tr",
  activity: "main [data-seq]",
  audit: "main [data-seq]",
  reconcile: "[data-verdict=open]",
};

for (const [screen, ready] of Object.entries(filled)) {
  stage.test(`${screen} has no accessibility violations in either theme`, async ({ desk, operator }) => {
    const account = await desk.account();
    const batch = await desk.batch(account, 4);
    await desk.markAll(batch, batch.bets.slice(0, 2), "successful");
    await desk.submit(await desk.batch(account, 2));
    for (const theme of ["dark", "light"]) {
      const ana = await operator("Ana", { settings: { theme } });
      await ana.goto(`/${screen}`);
      await ana.page.locator(ready).first().waitFor();
      await ana.connection("live");
      await assertAccessible(ana.page);
    }
  });
}

stage.test("the records are reached and left by keyboard alone", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 2);
  const ana = await operator("Ana");
  await ana.operate(batch);
  const focus = () => ana.page.evaluate(() => document.activeElement?.textContent);
  for (const [key, title] of [
    ["h", "History"],
    ["a", "Activity"],
    ["u", "Audit"],
    ["r", "Reconcile"],
  ]) {
    await ana.press("g", key);
    await until(async () => (await focus()) === title, `the focus on the heading ${title}`);
  }
});

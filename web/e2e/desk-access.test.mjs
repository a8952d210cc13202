// The desk's own states for everybody: no violation that axe can find, and a shift that takes no pointer.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();
const dialog = (operator) => operator.page.getByRole("dialog");
const heading = (operator, name) => operator.page.getByRole("heading", { level: 1, name }).waitFor();
const settled = (operator) => operator.page.locator("[data-settling]").waitFor({ state: "detached" });

for (const theme of ["dark", "light"]) {
  stage.test(`the desk, its review and its empty state are accessible, ${theme}`, async ({ desk, operator }) => {
    const account = await desk.account();
    const idle = await desk.account();
    const batch = await desk.batch(account, 5, { meta: { start_time: new Date(Date.now() + 100_000).toISOString() } });
    const ana = await operator("Ana", { theme });
    await ana.operate(batch);
    await assertAccessible(ana.page);
    await settled(ana);
    await ana.press("Control+Enter");
    await dialog(ana).getByText("Submit and leave pending").click();
    await assertAccessible(ana.page);
    await ana.goto(`/a/${idle.id}`);
    await ana.page.getByText(/^No open batch for/).waitFor();
    await assertAccessible(ana.page);
  });
}

stage.test("a shift by keyboard alone, and the focus is never lost", async ({ desk, operator }) => {
  const account = await desk.account({ name: "Keys" });
  const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
  const first = await desk.batch(account, 2, { meta: { name: "ONE", start_time: at(900) } });
  const second = await desk.batch(account, 2, { meta: { name: "TWO", start_time: at(1800) } });
  const ana = await operator("Ana");
  const focused = () => ana.page.evaluate(() => document.activeElement !== document.body);
  await ana.operate(first);
  await settled(ana);
  await until(
    () => ana.page.evaluate(() => document.activeElement?.closest('[data-grid="bets"]') !== null),
    "the grid",
  );
  await ana.press("s", "f");
  await ana.settled(first.bets[0], "successful");
  await ana.settled(first.bets[1], "failed");
  assert.ok(await focused(), "after marks");
  await ana.press("Control+Enter");
  await dialog(ana).waitFor();
  await ana.press("Enter");
  await heading(ana, "TWO");
  await ana.row(second.bets[0]).waitFor();
  await settled(ana);
  await until(
    () => ana.page.evaluate(() => document.activeElement?.closest('[data-grid="bets"]') !== null),
    "the next",
  );
  await ana.press("s");
  await ana.settled(second.bets[0], "successful");
  await ana.press("/");
  await ana.page.keyboard.type("two");
  await ana.page.getByRole("option", { name: /TWO/ }).waitFor();
  await ana.press("Enter");
  await until(focused, "a focus after finding");
});

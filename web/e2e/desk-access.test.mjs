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
  await ana.inDialog();
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

const inGrid = (operator) =>
  operator.page.evaluate(() => document.activeElement?.closest('[data-grid="bets"] [data-pid]') !== null);

/** Long enough on this page for all that follows the opening of a batch: so many frames, however slow they are. */
const frames = (operator, count = 100) =>
  operator.page.evaluate(async (most) => {
    for (let frame = 0; frame < most; ++frame) await new Promise((next) => requestAnimationFrame(next));
  }, count);

stage.test("the focus is in the grid when the button that it was on has gone", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 2);
  const ana = await operator("Ana");
  const button = (name) => ana.page.getByRole("button", { name, exact: true });
  await ana.operate(batch);
  await frames(ana);
  await button("Activate").focus();
  await ana.press("Enter");
  await button("Activate").waitFor({ state: "detached" });
  await until(() => inGrid(ana), "the focus in the grid after the batch was activated");

  await desk.submit(batch);
  await button("Reopen").focus();
  await ana.press("Enter");
  const reason = dialog(ana).getByRole("textbox");
  await until(() => reason.evaluate((field) => field === document.activeElement), "the focus on the reason");
  await ana.page.keyboard.type("a bet was left");
  await frames(ana);
  await ana.press("Enter");
  await dialog(ana).waitFor({ state: "detached" });
  await until(() => inGrid(ana), "the focus in the grid after the batch was reopened");
  await ana.press("s");
  await ana.settled(batch.bets[0], "successful");
});

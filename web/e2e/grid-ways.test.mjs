// Other ways to the same bets: the right mouse button, the clipboard, a link, a phone, the paged table.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

stage.test(
  "the right mouse button acts on its row, and on the chosen rows where it is one of them",
  async ({ desk, operator }) => {
    const batch = await desk.batch(await desk.account(), 8);
    const ana = await operator("Ana");
    await ana.operate(batch);
    await ana.focusRow(batch.bets[0]);
    await ana.press("Space", "Shift+ArrowDown", "Shift+ArrowDown");
    await ana.cell(batch.bets[5], "selection").click({ button: "right" });
    await ana.page.getByRole("menuitem", { name: "Mark failed", exact: true }).click();
    await ana.settled(batch.bets[5], "failed");
    await ana.cell(batch.bets[1], "selection").click({ button: "right" });
    await ana.page.getByRole("menuitem", { name: "Mark successful (3 bets)" }).click();
    for (const bet of batch.bets.slice(0, 3)) await ana.settled(bet, "successful");
    const { summary } = await desk.read(batch);
    assert.deepEqual([summary.successful.count, summary.failed.count], [3, 1]);
    assert.ok(await ana.page.evaluate(() => document.activeElement !== document.body));
  },
);

stage.test("C copies the legs, Shift+C the rows under the name of their account", async ({ desk, operator }) => {
  const account = await desk.account({ name: "Bet365 Ana", currency: "EUR" });
  const batch = await desk.batch(account, 3, { bet: (i) => (i === 0 ? { selection: "1/2/3 ** lay off" } : {}) });
  const ana = await operator("Ana");
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ana.operate(batch);
  await ana.focusRow(batch.bets[0]);
  await ana.press("c");
  const copied = () => ana.page.evaluate(() => navigator.clipboard.readText());
  await until(async () => (await copied()) === "1/2/3", "the legs on the clipboard");
  await ana.row(batch.bets[0]).getByText("copied").waitFor();
  await ana.press("Space", "Shift+ArrowDown", "Shift+C");
  await until(async () => (await copied()).split("\n").length === 4, "two rows under two lines of heading");
  assert.match(await copied(), /^# \[BA\] Bet365 Ana #\d+ EUR\n#\tselection/);
});

stage.test("a link to a bet opens its details, and the address follows the focus", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 200);
  const [far, next] = [batch.bets[150], batch.bets[151]];
  const ana = await operator("Ana");
  await ana.operate(batch, `?bet=${far.pid}`);
  await ana.page.getByRole("complementary", { name: `Bet #${far.id}` }).waitFor();
  await ana.row(far).waitFor();
  await ana.focusRow(far);
  await ana.press("ArrowDown");
  await until(() => ana.page.url().endsWith(`?bet=${next.pid}`), "the address of the next bet");
  await ana.press("Escape");
  await until(() => !ana.page.url().includes("bet="), "an address without a bet");
});

stage.test("a phone shows cards with two large buttons", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 30);
  const ana = await operator("Ana", { viewport: { width: 390, height: 844 } });
  await ana.goto(`/a/${batch.account_id}/b/${batch.id}`);
  const card = ana.page.locator(`[data-pid="${batch.bets[0].pid}"]`);
  const ok = card.getByRole("button", { name: /^OK/ });
  await ok.waitFor();
  const boxes = [await ok.boundingBox(), await card.getByRole("button", { name: /^Fail/ }).boundingBox()];
  for (const box of boxes) assert.ok(box.height >= 48, `${box.height} px high`);
  assert.ok(boxes[1].x - (boxes[0].x + boxes[0].width) > 100, "far apart");
  await assertAccessible(ana.page);
  await ok.tap();
  await until(async () => (await card.getAttribute("data-status")) === "successful", "the mark");
  await card.getByRole("button", { name: /details/ }).tap();
  await ana.page.getByRole("heading", { name: "History" }).waitFor();
  await ana.page.getByRole("button", { name: "Close the details" }).tap();
  await until(async () => (await desk.read(batch)).summary.successful.count === 1, "one bet marked");
});

stage.test("the paged table is a table, with the same keys", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 120);
  const ana = await operator("Ana", { settings: { pagedTable: true } });
  await ana.goto(`/a/${batch.account_id}/b/${batch.id}`);
  await ana.page.getByRole("table", { name: /page 1 of 3/ }).waitFor();
  const row = (bet) => ana.page.locator(`tr[data-pid="${bet.pid}"]`);
  await row(batch.bets[48]).locator("td").nth(2).click();
  await ana.press("s", "s");
  await ana.page.getByRole("table", { name: /page 2 of 3/ }).waitFor();
  await until(async () => (await desk.read(batch)).summary.successful.count === 2, "two bets marked");
  await until(
    () => row(batch.bets[50]).evaluate((element) => element === document.activeElement),
    "the focus on page 2",
  );
  await assertAccessible(ana.page);
});

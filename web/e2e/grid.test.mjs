// The bet grid by keyboard: marks, movement, filters, and ten thousand rows of which few are there.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const focusedPid = (ana) => ana.page.evaluate(() => Number(document.activeElement?.closest("[data-pid]")?.dataset.pid));
const focusIs = (ana, bet) => until(async () => (await focusedPid(ana)) === bet.pid, `the focus on bet ${bet.id}`);
const focusIsSomewhere = (ana) => ana.page.evaluate(() => document.activeElement !== document.body);

stage.test(
  "one key marks the focused row, and the focus goes on to the next pending one",
  async ({ desk, operator }) => {
    const batch = await desk.batch(await desk.account(), 6);
    const [first, second, third, fourth] = batch.bets;
    await desk.mark(batch, second, "failed", { as: "MK" });
    const ana = await operator("Ana");
    await ana.operate(batch);
    await ana.focusRow(first);
    await ana.press("s");
    await focusIs(ana, third);
    await ana.press("f");
    await focusIs(ana, fourth);
    await ana.settled(first, "successful");
    await ana.settled(third, "failed");
    assert.match(await ana.cell(first, "by").textContent(), /Ana · \d\d:\d\d:\d\d/);
    assert.equal((await desk.read(batch)).summary.failed.count, 2);
  },
);

stage.test("keys outside the grid and held keys change nothing", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 4);
  const ana = await operator("Ana");
  await ana.operate(batch);
  const search = ana.page.getByRole("searchbox", { name: "Search in these bets" });
  await search.focus();
  await ana.press("s", "f", "p");
  assert.equal(await search.inputValue(), "sfp");
  await ana.press("Escape");
  await ana.focusRow(batch.bets[0]);
  await ana.page.keyboard.down("s");
  await ana.page.keyboard.down("s");
  await ana.page.keyboard.down("s");
  await ana.page.keyboard.up("s");
  await ana.settled(batch.bets[0], "successful");
  const { summary } = await desk.read(batch);
  assert.deepEqual([summary.successful.count, summary.failed.count], [1, 0]);
});

stage.test(
  "ten thousand rows: few are mounted, indices are absolute, the focus is never lost",
  async ({ desk, operator }) => {
    const batch = await desk.batch(await desk.account(), 10_000);
    const ana = await operator("Ana");
    await ana.operate(batch);
    assert.equal(await ana.grid.getAttribute("aria-rowcount"), "10001");
    await ana.focusRow(batch.bets[0]);
    await ana.press("End");
    await focusIs(ana, batch.bets[9_999]);
    assert.equal(await ana.row(batch.bets[9_999]).getAttribute("aria-rowindex"), "10001");
    await ana.press("PageUp", "ArrowUp", "Home");
    await focusIs(ana, batch.bets[0]);
    const scroller = ana.page.locator("[data-scroller]");
    for (const at of [20_000, 170_000, 339_000, 3_000]) {
      await scroller.evaluate((element, top) => element.scrollTo(0, top), at);
      await until(
        async () => (await ana.rows()).some(({ index }) => Math.abs(index - at / 34) < 30),
        `rows at ${at} px`,
      );
      const rows = await ana.rows();
      assert.ok(rows.length <= 60, `${rows.length} rows are mounted`);
      assert.equal(await focusedPid(ana), batch.bets[0].pid, "the focus stays with its row, out of sight");
    }
    await ana.press("ArrowDown");
    await focusIs(ana, batch.bets[1]);
    await until(() => ana.row(batch.bets[1]).isVisible(), "the row in sight again");
  },
);

stage.test(
  "filters, search and sort leave the focus in the grid, also when no row is left",
  async ({ desk, operator }) => {
    const batch = await desk.batch(await desk.account(), 9);
    await desk.markAll(batch, batch.bets.slice(0, 3), "failed", { as: "MK" });
    const ana = await operator("Ana");
    await ana.operate(batch);
    await ana.focusRow(batch.bets[0]);
    await ana.press("1");
    await focusIs(ana, batch.bets[3]);
    assert.match(ana.page.url(), /status=pending/);
    await ana.press("2");
    await ana.page.getByText("No successful bet in this batch").waitFor();
    assert.ok(await focusIsSomewhere(ana));
    await ana.press("0");
    await until(async () => (await ana.rows()).length === 9, "all rows");
    await until(async () => Number.isFinite(await focusedPid(ana)), "the focus on a row");
    await ana.page.getByRole("button", { name: /^Stake/ }).click();
    await ana.page.getByRole("button", { name: /^Stake/ }).click();
    await until(async () => (await ana.rows())[0]?.pid === batch.bets[7].pid, "the largest stake first");
    assert.equal(await ana.page.locator('[aria-sort="descending"]').count(), 1);
    await ana.page.reload();
    await until(async () => (await ana.rows())[0]?.pid === batch.bets[7].pid, "the same view after a reload");
  },
);

stage.test("details follow the focus, tell the history and save a note", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 5);
  await desk.mark(batch, batch.bets[1], "failed", { as: "MK" });
  const ana = await operator("Ana");
  await ana.operate(batch);
  await ana.focusRow(batch.bets[0]);
  await ana.press("Enter", "ArrowDown");
  const details = ana.page.getByRole("complementary", { name: "Bet #2" });
  await details.getByText(/Pending → Failed/).waitFor();
  assert.match(await details.textContent(), /by MK/);
  await ana.press("o");
  await until(() => ana.page.evaluate(() => document.activeElement?.name === "note"), "the focus on the note");
  await ana.page.keyboard.type("price gone");
  await ana.press("Enter");
  await details.getByText("note: price gone").waitFor();
  await focusIs(ana, batch.bets[1]);
  assert.equal((await desk.read(batch)).bets[1].note, "price gone");
  await ana.press("Escape");
  await details.waitFor({ state: "detached" });
  await focusIs(ana, batch.bets[1]);
});

stage.test("the grid is accessible in both themes", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 12, {
    bet: (i) => (i === 2 ? { selection: "4/5 ** lay off" } : {}),
  });
  await desk.markAll(batch, batch.bets.slice(0, 2), "failed", { as: "MK" });
  for (const theme of ["dark", "light"]) {
    const ana = await operator(`Ana ${theme}`, { theme });
    await ana.operate(batch);
    await ana.focusRow(batch.bets[3]);
    await ana.press("Space", "Shift+ArrowDown", "Enter");
    await ana.page.getByRole("heading", { name: "History" }).waitFor();
    await assertAccessible(ana.page);
  }
});

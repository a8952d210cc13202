// Many bets at once, and back again: U8, U9.
import assert from "node:assert/strict";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

/** Chooses `count` rows from the first on, by keyboard. */
async function choose(ana, batch, count) {
  await ana.focusRow(batch.bets[0]);
  await ana.press("Space", ...Array.from({ length: count - 1 }, () => "Shift+ArrowDown"));
  await ana.page.getByText(`${count} selected`).waitFor();
}

const statuses = async (desk, batch) => (await desk.read(batch)).bets.map(({ status }) => status);

stage.test(
  "U8 of 37 chosen 3 are changed by others: 34 are marked, 3 are shown, nothing else is touched",
  async ({ desk, operator }) => {
    const batch = await desk.batch(await desk.account(), 60);
    const ana = await operator("Ana");
    await ana.operate(batch);
    await choose(ana, batch, 37);
    const taken = [batch.bets[3], batch.bets[10], batch.bets[20]];
    await desk.markAll(batch, taken, "successful", { as: "MK" });
    await ana.page.getByText("3 changed by others since, left out").waitFor();
    await ana.press("f");
    const question = ana.page.getByRole("form", { name: "Mark 34 bets failed" });
    await question.waitFor();
    assert.equal((await desk.read(batch)).summary.failed.count, 0, "nothing happens before it is confirmed");
    await ana.press("Enter");
    await until(async () => (await desk.read(batch)).summary.failed.count === 34, "34 failed");
    const now = await statuses(desk, batch);
    for (const bet of taken) assert.equal(now[bet.id - 1], "successful");
    assert.ok(now.slice(37).every((status) => status === "pending"));
    await ana.page.getByText("3 selected").waitFor();
    await ana.press("Home");
    await ana.row(taken[0]).waitFor();
    assert.deepEqual((await ana.selected()).sort(), taken.map(({ pid }) => pid).sort());
  },
);

stage.test("U8 what others changed unseen is refused row by row", async ({ desk, proxy, operator }) => {
  const batch = await desk.batch(await desk.account(), 20);
  const ana = await operator("Ana");
  await ana.operate(batch);
  await choose(ana, batch, 8);
  proxy.halfOpen();
  await desk.markAll(batch, batch.bets.slice(0, 3), "successful", { as: "MK" });
  await ana.press("f");
  await until(async () => (await ana.grid.locator("[data-conflict]").count()) === 3, "three conflicts");
  assert.deepEqual((await statuses(desk, batch)).slice(0, 9), [
    ...Array.from({ length: 3 }, () => "successful"),
    ...Array.from({ length: 5 }, () => "failed"),
    "pending",
  ]);
});

stage.test("more than a hundred rows ask for their number", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 130);
  const ana = await operator("Ana");
  await ana.operate(batch);
  await ana.focusRow(batch.bets[0]);
  await ana.press("Control+a");
  await ana.page.getByText("130 selected").waitFor();
  await ana.press("s", "Enter");
  const question = ana.page.getByRole("form", { name: "Mark 130 bets successful" });
  await question.waitFor();
  assert.equal((await desk.read(batch)).summary.successful.count, 0);
  await ana.page.keyboard.type("130");
  await ana.press("Enter");
  await until(async () => (await desk.read(batch)).summary.successful.count === 130, "130 successful");
});

stage.test(
  "U9 undo goes back step by step, redo forward, and neither writes over others",
  async ({ desk, operator }) => {
    const batch = await desk.batch(await desk.account(), 5);
    const [first, second, third] = batch.bets;
    const ana = await operator("Ana");
    await ana.operate(batch);
    await ana.focusRow(first);
    await ana.press("s", "f", "s");
    await ana.settled(first, "successful");
    await ana.settled(second, "failed");
    await ana.settled(third, "successful");
    await ana.press("z");
    await ana.settled(third, "pending");
    await ana.press("Control+z");
    await ana.settled(second, "pending");
    await ana.press("Shift+Z");
    await ana.settled(second, "failed");
    await ana.press("z", "z");
    await ana.settled(first, "pending");

    await ana.focusRow(first);
    await ana.press("s");
    await ana.settled(first, "successful");
    await desk.mark(batch, first, "failed", { as: "MK" });
    await ana.settled(first, "failed");
    await ana.focusRow(second);
    await ana.press("z");
    await ana.page.getByText("Not undone: MK changed the bet since.").first().waitFor();
    assert.equal((await desk.read(batch)).bets[0].status, "failed");
  },
);

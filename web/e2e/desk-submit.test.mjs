// The submit review: one intent is one submit, it never acts on numbers that were not seen, and what is not known is said.
import assert from "node:assert/strict";
import { hold, mislead, refuse } from "./harness/faults.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const dialog = (operator) => operator.page.getByRole("dialog");
const confirm = (operator) => dialog(operator).getByRole("button", { name: /^Submit to/ });
const submits = (desk, batch) => desk.events({ batch, types: "batch_submitted" });
const review = async (operator) => {
  await operator.press("Control+Enter");
  await operator.inDialog();
};
const settled = (operator) => operator.page.locator("[data-settling]").waitFor({ state: "detached" });

async function markedBatch(desk, account, bets = 3, meta = {}) {
  const batch = await desk.batch(account ?? (await desk.account()), bets, { meta });
  await desk.markAll(batch, batch.bets, "successful");
  return batch;
}

async function atWork(operator, batch) {
  await operator.operate(batch);
  await settled(operator);
}

stage.test("Ctrl+Enter held down opens the review and submits nothing", async ({ desk, operator }) => {
  const batch = await markedBatch(desk);
  const ana = await operator("Ana");
  await atWork(ana, batch);
  await ana.page.keyboard.down("Control");
  await ana.page.keyboard.down("Enter");
  await dialog(ana).waitFor();
  await until(() => confirm(ana).evaluate((button) => button === document.activeElement), "the focus on submit");
  for (let held = 0; held < 10; ++held) await ana.page.keyboard.down("Enter");
  await ana.page.keyboard.up("Control");
  for (let held = 0; held < 10; ++held) await ana.page.keyboard.down("Enter");
  await ana.page.keyboard.up("Enter");
  assert.equal(await dialog(ana).count(), 1);
  assert.deepEqual(await submits(desk, batch), []);
});

stage.test("Enter and many more presses are one submit, with one key", async ({ desk, proxy, operator }) => {
  const batch = await markedBatch(desk);
  const ana = await operator("Ana");
  await atWork(ana, batch);
  const held = hold();
  proxy.on({ method: "POST", path: /\/submit$/ }, held);
  await review(ana);
  await ana.press("Enter", "Enter", "Enter");
  await confirm(ana).dblclick({ force: true });
  held.release();
  await dialog(ana).waitFor({ state: "detached" });
  assert.equal((await submits(desk, batch)).length, 1);
  assert.equal(proxy.seen("POST", /\/submit$/).length, 1);
});

stage.test("a double click on submit is one submit", async ({ desk, operator }) => {
  const batch = await markedBatch(desk);
  const ana = await operator("Ana");
  await atWork(ana, batch);
  await ana.page.getByRole("button", { name: "Submit batch" }).dblclick();
  await dialog(ana).waitFor();
  assert.deepEqual(await submits(desk, batch), []);
  await confirm(ana).dblclick();
  await dialog(ana).waitFor({ state: "detached" });
  assert.equal((await submits(desk, batch)).length, 1);
});

stage.test("pending bets take a choice and their count", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account({ name: "Bet365-Ana" }), 4);
  const ana = await operator("Ana");
  await atWork(ana, batch);
  await review(ana);
  await ana.press("Enter");
  await dialog(ana).waitFor({ state: "detached" });
  await review(ana);
  await dialog(ana).getByText("Mark failed and submit").click();
  assert.equal(await confirm(ana).getAttribute("aria-disabled"), "true");
  await dialog(ana).getByLabel("Type 4 to confirm").fill("4");
  await dialog(ana).getByRole("button", { name: "Submit to Bet365-Ana" }).click();
  await dialog(ana).waitFor({ state: "detached" });
  const { status, summary } = await desk.read(batch);
  assert.deepEqual([status, summary.failed.count], ["completed", 4]);
});

stage.test("numbers that change under the review are shown, and the button rests", async ({ desk, operator }) => {
  const batch = await markedBatch(desk);
  const ana = await operator("Ana");
  await atWork(ana, batch);
  await review(ana);
  await ana.page.clock.install();
  await ana.page.clock.pauseAt(Date.now() + 1000);
  await desk.mark(batch, batch.bets[0], "failed", { as: "Mark" });
  const news = dialog(ana).getByText("The numbers changed: successful 3 → 2, failed 0 → 1.");
  await until(async () => {
    await ana.page.clock.runFor(20);
    return news.isVisible();
  }, "the change to be told");
  assert.equal(await dialog(ana).locator('[data-review="failed"]').textContent(), "1");
  await ana.press("Enter");
  assert.deepEqual(await submits(desk, batch), []);
  await ana.page.clock.runFor(1000);
  await ana.page.clock.resume();
  await until(async () => (await confirm(ana).getAttribute("aria-disabled")) === null, "the button to be armed again");
  await ana.press("Enter");
  await dialog(ana).waitFor({ state: "detached" });
  assert.equal((await submits(desk, batch)).length, 1);
});

stage.test(
  "totals that moved before the server heard are not submitted",
  async ({ desk, proxy, operator, expectFailures }) => {
    const batch = await markedBatch(desk);
    const ana = await operator("Ana");
    await atWork(ana, batch);
    await review(ana);
    expectFailures();
    // The page hears of the change only after it has asked.
    proxy.stream.drop("next");
    await desk.mark(batch, batch.bets[0], "failed", { as: "Mark" });
    await ana.press("Enter");
    await dialog(ana)
      .getByText(/the numbers moved/)
      .waitFor();
    assert.equal(await dialog(ana).locator('[data-review="failed"]').textContent(), "1");
    assert.deepEqual(await submits(desk, batch), []);
    await until(
      async () => (await confirm(ana).getAttribute("aria-disabled")) === null,
      "the button to be armed again",
    );
    await ana.press("Enter");
    await dialog(ana).waitFor({ state: "detached" });
    assert.equal((await submits(desk, batch)).length, 1);
  },
);

stage.test(
  "a submit whose answer was lost is asked again with its key",
  async ({ desk, proxy, operator, expectFailures }) => {
    const batch = await markedBatch(desk);
    const ana = await operator("Ana");
    await atWork(ana, batch);
    expectFailures();
    const keys = [];
    const again = hold();
    proxy.on({ method: "POST", path: /\/submit$/, times: 1 }, mislead(502));
    proxy.on({ method: "POST", path: /\/submit$/ }, again);
    ana.page.on("request", (request) => {
      if (request.url().endsWith("/submit")) keys.push(request.headers()["idempotency-key"]);
    });
    await review(ana);
    await ana.press("Enter");
    await dialog(ana).getByText("Sent, not confirmed.").waitFor();
    again.release();
    await dialog(ana).waitFor({ state: "detached" });
    assert.equal((await submits(desk, batch)).length, 1);
    assert.equal(new Set(keys).size, 1);
    assert.ok(keys.length >= 2, `asked ${keys.length} times`);
  },
);

stage.test(
  "a mark that is not confirmed keeps the batch from being submitted",
  async ({ desk, proxy, operator, expectFailures }) => {
    const batch = await markedBatch(desk, undefined, 3);
    const ana = await operator("Ana");
    await atWork(ana, batch);
    expectFailures();
    proxy.on({ method: "PATCH", path: /bets/ }, refuse(503));
    await ana.focusRow(batch.bets[0]);
    await ana.press("f");
    const button = ana.page.getByRole("button", { name: /^Submit batch/ });
    await until(async () => (await button.getAttribute("aria-disabled")) === "true", "submit to be locked");
    await ana.press("Control+Enter");
    assert.equal(await dialog(ana).count(), 0);
    proxy.heal();
    await until(async () => (await button.getAttribute("aria-disabled")) === null, "submit to be free again");
  },
);

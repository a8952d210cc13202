// Where an operator is after a submit: their own moves them on within the account, those of others move nothing.
import assert from "node:assert/strict";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const dialog = (operator) => operator.page.getByRole("dialog");
const settled = (operator) => operator.page.locator("[data-settling]").waitFor({ state: "detached" });
const heading = (operator, name) => operator.page.getByRole("heading", { level: 1, name }).waitFor();
const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

/** Batches of one account by the names, in start order. */
async function batchesOf(desk, account, ...names) {
  const made = [];
  for (const [i, name] of names.entries()) {
    made.push(await desk.batch(account, 2, { meta: { name, start_time: at(600 * (i + 1)) } }));
  }
  return made;
}

async function submit(operator) {
  await operator.press("Control+Enter");
  await operator.inDialog();
  await operator.press("Enter");
  await dialog(operator).waitFor({ state: "detached" });
}

stage.test("my submit leads to the next batch with pending bets, and its keys work", async ({ desk, operator }) => {
  const account = await desk.account();
  const [first, marked, third] = await batchesOf(desk, account, "ONE", "TWO", "THREE");
  await desk.markAll(first, first.bets, "successful");
  await desk.markAll(marked, marked.bets, "successful");
  const ana = await operator("Ana");
  await ana.operate(first);
  await settled(ana);
  await submit(ana);
  await heading(ana, "THREE");
  assert.match(ana.page.url(), new RegExp(`/b/${third.id}$`));
  await ana.row(third.bets[0]).waitFor();
  await settled(ana);
  await until(() => ana.page.evaluate(() => document.activeElement !== document.body), "a focus that is not lost");
  await ana.focusRow(third.bets[0]);
  await ana.press("s");
  await ana.settled(third.bets[0], "successful");
});

stage.test("keys that come before the new batch has settled do nothing", async ({ desk, operator }) => {
  const account = await desk.account();
  const [first, second] = await batchesOf(desk, account, "ONE", "TWO");
  const ana = await operator("Ana");
  await ana.operate(first);
  await ana.focusRow(first.bets[0]);
  await settled(ana);
  await ana.page.clock.install();
  await ana.page.clock.pauseAt(Date.now() + 1000);
  await ana.press("]");
  await until(async () => {
    await ana.page.clock.runFor(5);
    return ana.row(second.bets[0]).isVisible();
  }, "the rows of the second batch");
  await ana.row(second.bets[0]).focus();
  assert.equal(await ana.page.locator("[data-settling]").count(), 1);
  await ana.press("s");
  assert.equal((await ana.shown(second.bets[0])).op, null);
  await ana.page.clock.runFor(1000);
  await ana.press("s");
  await ana.page.clock.resume();
  await ana.settled(second.bets[0], "successful");
  assert.equal((await desk.events({ batch: second, types: "bet_status_updated" })).length, 1);
});

stage.test("with nothing open the account's empty desk says where there is work", async ({ desk, operator }) => {
  const account = await desk.account({ name: "Lone" });
  const other = await desk.account({ name: "Busy" });
  await batchesOf(desk, other, "NEXT DOOR");
  const [only] = await batchesOf(desk, account, "ONLY");
  await desk.markAll(only, only.bets, "failed");
  const ana = await operator("Ana");
  await ana.operate(only);
  await settled(ana);
  await submit(ana);
  await ana.page.getByText("No open batch for Lone").waitFor();
  await ana.page.getByRole("button", { name: "Open Busy" }).click();
  await heading(ana, "NEXT DOOR");
});

stage.test("the queue crosses accounts only on a press on its offer", async ({ desk, operator }) => {
  const account = await desk.account();
  const other = await desk.account();
  await batchesOf(desk, other, "FAR");
  const [soon] = await batchesOf(desk, await desk.account(), "SOON");
  await desk.ask("PATCH", `/api/v1/accounts/${soon.account_id}/batches/${soon.id}`, {
    json: { meta: { start_time: at(-3600) } },
  });
  const [only] = await batchesOf(desk, account, "ONLY");
  await desk.markAll(only, only.bets, "failed");
  const ana = await operator("Ana", { settings: { followQueue: true } });
  await ana.operate(only);
  await settled(ana);
  await submit(ana);
  const offer = ana.page.getByRole("button", { name: /^Next:.*SOON/ });
  await offer.waitFor();
  assert.match(ana.page.url(), new RegExp(`/a/${account.id}$`));
  await settled(ana);
  await offer.press("Enter");
  await heading(ana, "SOON");
});

stage.test("a submit by somebody else moves nothing, and says who it was", async ({ desk, operator }) => {
  const account = await desk.account();
  const [first] = await batchesOf(desk, account, "ONE", "TWO");
  const ana = await operator("Ana");
  await ana.operate(first);
  await ana.focusRow(first.bets[1]);
  await desk.submit(first, { as: "MK" });
  await ana.page
    .getByText(/^Submitted by MK \d\d:\d\d:\d\d$/)
    .first()
    .waitFor();
  await heading(ana, "ONE");
  assert.equal((await ana.row(first.bets[1]).getAttribute("data-active")) !== null, true);
  await ana.press("s", "Control+Enter");
  assert.equal(await dialog(ana).count(), 0);
  await ana.press("]");
  await heading(ana, "TWO");
});

// The desk among others: what they make, delete and look at is shown, and moves nothing of the operator's.
import assert from "node:assert/strict";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const heading = (operator, name) => operator.page.getByRole("heading", { level: 1, name }).waitFor();
const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const aBatch = (desk, account, name) => desk.batch(account, 2, { meta: { name, start_time: at(600) } });

stage.test("an account that was deleted stays readable until one leaves", async ({ desk, operator }) => {
  const account = await desk.account({ name: "Doomed" });
  const batch = await aBatch(desk, account, "ONE");
  const ana = await operator("Ana");
  await ana.operate(batch);
  await desk.ask("DELETE", `/api/v1/accounts/${account.id}`, { as: "MK" });
  await ana.page
    .getByText(/^Deleted by MK \d\d:\d\d:\d\d$/)
    .first()
    .waitFor();
  await ana.row(batch.bets[0]).waitFor();
  assert.equal(await ana.page.getByRole("button", { name: /^Submit batch/ }).getAttribute("aria-disabled"), "true");
  assert.equal(await ana.page.locator(`[data-account="${account.id}"]`).count(), 0);
});

stage.test("a new batch adds a row and moves nothing", async ({ desk, operator }) => {
  const account = await desk.account();
  const first = await aBatch(desk, account, "ONE");
  const ana = await operator("Ana");
  await ana.operate(first);
  const list = ana.page.getByRole("navigation", { name: /^Batches of/ });
  await list.getByText("ONE").hover();
  const early = await desk.batch(account, 1, { meta: { name: "EARLY", start_time: at(30) } });
  const titles = () => list.locator("[data-batch]").evaluateAll((rows) => rows.map((row) => Number(row.dataset.batch)));
  await list.getByText("EARLY").waitFor();
  assert.deepEqual(await titles(), [first.id, early.id]);
  await list.getByText("new", { exact: true }).waitFor();
  await heading(ana, "ONE");
  await ana.page.mouse.move(900, 400);
  await until(async () => (await titles())[0] === early.id, "the order of the start");
});

stage.test("who else has a batch open is named in the list and in the top bar", async ({ desk, operator }) => {
  const batch = await aBatch(desk, await desk.account(), "ONE");
  const [ana, mark] = [await operator("Ana"), await operator("Mark King")];
  await ana.operate(batch);
  await mark.operate(batch);
  await ana.page.locator(`[data-batch="${batch.id}"]`).getByText("MK").waitFor();
  await ana.page.getByRole("banner").getByText("Mark King, in ONE").waitFor({ state: "attached" });
  assert.equal(await ana.page.locator('[data-present="Ana"]').count(), 0);
});

// History, activity, audit and reconcile: what was recorded, and what is still open.
import assert from "node:assert/strict";
import { betPath } from "./harness/desk.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

async function open(operator, name, query = "") {
  await operator.goto(`/${name}${query}`);
  await operator.page.locator(`html[data-screen="${name}"]`).waitFor();
  await operator.connection("live");
}

const historyRows = ({ page }) => page.locator("tbody tr");
const titles = (operator) => historyRows(operator).evaluateAll((rows) => rows.map((row) => row.cells[0].textContent));
const activityRows = ({ page }) => page.locator("main [data-seq]");
const seqs = (operator) => activityRows(operator).evaluateAll((rows) => rows.map((row) => Number(row.dataset.seq)));
const address = ({ page }) => new URL(page.url()).search;

stage.test("the history finds batches of all accounts, and its filters are in the address", async (scene) => {
  const { desk, operator } = scene;
  const [one, two] = [await desk.account({ currency: "EUR" }), await desk.account()];
  const exacta = await desk.batch(one, 2, { meta: { name: "Night exacta" } });
  await desk.batch(two, 2, { meta: { name: "Day win" } });
  await desk.markAll(exacta, exacta.bets, "successful");
  await desk.submit(exacta, { as: "Kim" });

  const ana = await operator("Ana");
  await open(ana, "history");
  await until(async () => (await titles(ana)).length >= 2, "batches of both accounts");
  await ana.page.getByRole("searchbox", { name: "Find" }).fill("night EXACTA");
  await ana.press("Enter");
  await until(async () => (await titles(ana)).join() === `Night exacta #${exacta.id}`, "the batch of this name");
  await ana.page.getByRole("combobox", { name: "Account" }).selectOption(String(two.id));
  await ana.page.getByText("No batch matches these filters").waitFor();
  assert.equal(address(ana), `?account=${two.id}&q=night+EXACTA`);
  await ana.page.getByRole("combobox", { name: "Account" }).selectOption(String(one.id));
  await ana.page.getByRole("combobox", { name: "Status" }).selectOption({ label: "Closed" });
  await until(async () => (await titles(ana)).length === 1, "the closed batch");
  await ana.page.reload();
  await until(async () => (await titles(ana)).length === 1, "the same after a reload");
  const row = await historyRows(ana).first().textContent();
  for (const part of ["Completed", "Kim", "22.50 EUR", "100 %"]) assert.ok(row.includes(part), `${part}: ${row}`);

  await historyRows(ana).first().focus();
  await ana.press("Enter");
  await until(() => ana.page.url().endsWith(`/a/${one.id}/b/${exacta.id}`), "the batch, read only");
});

stage.test("the history is paged by cursors, on and back, and rows do not move", async ({ desk, operator }) => {
  const account = await desk.account();
  const oldest = await desk.batch(account, 1, { meta: { name: "Oldest" } });
  await Promise.all(Array.from({ length: 52 }, (_, i) => desk.batch(account, 1, { meta: { name: `Race ${i}` } })));
  const ana = await operator("Ana");
  await open(ana, "history", `?account=${account.id}`);
  await until(async () => (await titles(ana)).length === 50, "a whole page");
  const first = await titles(ana);

  await ana.page.getByRole("button", { name: "Next" }).click();
  await until(async () => (await titles(ana)).length === 3, "the rest");
  assert.equal((await titles(ana)).at(-1), `Oldest #${oldest.id}`);
  await ana.press("[");
  await until(async () => (await titles(ana)).join() === first.join(), "the first page again");

  const newer = await desk.batch(account, 1, { meta: { name: "Late" } });
  await ana.page.getByText("1 newer batch").waitFor();
  assert.deepEqual(await titles(ana), first, "nothing moved");
  await ana.press("r");
  await until(async () => (await titles(ana))[0] === `Late #${newer.id}`, "the newer batch on top");
});

stage.test("a closed batch is reopened with a reason, an open one says why it is not", async ({ desk, operator }) => {
  const account = await desk.account();
  const closed = await desk.batch(account, 1, { meta: { name: "Closed one" } });
  await desk.submit(closed);
  await desk.batch(account, 1, { meta: { name: "Open one" } });
  const ana = await operator("Ana");
  await open(ana, "history", `?account=${account.id}`);
  const locked = ana.page.getByRole("button", { name: "Reopen Open one" });
  assert.equal(await locked.getAttribute("aria-disabled"), "true");
  await ana.page.getByRole("button", { name: "Reopen Closed one" }).click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("late scratch");
  await ana.press("Enter", "Enter");
  await dialog.waitFor({ state: "detached" });
  const events = await desk.events({ batch: closed, types: "batch_reopened" });
  assert.deepEqual(
    events.map(({ reason, actor }) => [reason, actor]),
    [["late scratch", "Ana"]],
  );
  await until(async () => (await historyRows(ana).last().textContent()).includes("Active"), "the row to say so");
});

stage.test(
  "the activity stands still while it is paused, and counts what it keeps back",
  async ({ desk, operator }) => {
    const account = await desk.account({ name: "Busy" });
    const batch = await desk.batch(account, 40);
    const ana = await operator("Ana");
    await open(ana, "activity");
    await activityRows(ana).first().waitFor();
    await desk.markAll(batch, batch.bets.slice(0, 3), "successful", { as: "Kim" });
    await ana.page.getByText(`Kim marked 3 bets successful in TRIFECTA R5 #${batch.id}`).waitFor();

    await ana.press("p");
    await ana.page.getByRole("button", { name: "Resume" }).waitFor();
    const before = await seqs(ana);
    const { events } = await desk.bot({ batches: [{ ...batch, bets: batch.bets.slice(10) }], rate: 60, seconds: 2 });
    await ana.page.getByText(`Paused, ${events} new`).waitFor();
    assert.deepEqual(await seqs(ana), before, "nothing moved");
    await ana.press("p");
    const head = await desk.head();
    await until(async () => (await seqs(ana))[0] === head, "the newest event on top");

    await ana.page.locator("main [data-scroller]").hover();
    await ana.page.getByText("Paused, nothing new").waitFor();
    await desk.mark(batch, batch.bets[5], "failed", { as: "Kim" });
    await ana.page.getByText("Paused, 1 new").waitFor();
    await ana.page.getByRole("heading", { name: "Activity" }).hover();
    await ana.page.getByText(`Kim marked bet 6 failed in TRIFECTA R5 #${batch.id}`).waitFor();
  },
);

stage.test(
  "the activity is limited to a type, an account and a name, live and in the log",
  async ({ desk, operator }) => {
    const [account, other] = [await desk.account(), await desk.account()];
    const [batch, elsewhere] = [await desk.batch(account, 4), await desk.batch(other, 4)];
    await desk.mark(batch, batch.bets[0], "successful", { as: "Kim" });
    const ana = await operator("Ana");
    await open(ana, "activity", `?account=${account.id}&actor=Kim&type=marks`);
    await until(async () => (await seqs(ana)).length === 1, "the mark that is in the log");
    await desk.mark(elsewhere, elsewhere.bets[0], "successful", { as: "Kim" });
    await desk.mark(batch, batch.bets[1], "successful", { as: "Lee" });
    await desk.mark(batch, batch.bets[2], "failed", { as: "Kim" });
    await until(async () => (await seqs(ana)).length === 2, "the mark that came live");
    await ana.page.getByRole("button", { name: "Clear" }).click();
    await until(async () => (await seqs(ana)).length > 5, "all again");

    await activityRows(ana).first().getByRole("link").focus();
    await ana.press("ArrowDown", "ArrowUp", "Enter");
    await until(
      () => ana.page.url().includes(`/a/${account.id}/b/${batch.id}?bet=${batch.bets[2].pid}`),
      "the bet of it",
    );
  },
);

stage.test("in the activity each key acts on the row that the one before led to", async ({ desk, operator }) => {
  const account = await desk.account();
  await desk.batch(account, 1);
  await Promise.all(Array.from({ length: 60 }, () => desk.batch(account, 1)));
  const ana = await operator("Ana");
  await open(ana, "activity", `?account=${account.id}`);
  await until(async () => (await seqs(ana))[0] === (await desk.head()), "the newest event on top");
  const [, second, , fourth] = await seqs(ana);
  await activityRows(ana).first().getByRole("link").focus();

  // All in one turn: nothing is drawn in between, as on a busy machine.
  const walk = (...keys) =>
    ana.page.evaluate((all) => {
      for (const key of all)
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      return Number(document.activeElement.closest("main [data-seq]")?.dataset.seq);
    }, keys);
  assert.equal(await walk("ArrowDown", "ArrowDown", "ArrowDown"), fourth);
  assert.equal(await walk("k", "ArrowUp"), second);
  await walk("End");
  assert.equal(await walk("Home", "ArrowDown"), second, "also from a row far away");
  await ana.press("Enter");
  await until(() => ana.page.url().includes(`/a/${account.id}/b/`), "the batch of it");
});

stage.test("the audit of a bet names who changed what, from what to what", async ({ desk, operator }) => {
  const account = await desk.account({ currency: "EUR" });
  const batch = await desk.batch(account, 3);
  const bet = batch.bets[1];
  await desk.mark(batch, bet, "successful", { as: "Kim" });
  await desk.mark(batch, bet, "failed", { as: "Lee" });
  await desk.ask("PATCH", betPath(batch, bet), { json: { cost: 4, note: "half stake" }, as: "Kim" });
  await desk.mark(batch, batch.bets[0], "failed", { as: "Kim" });

  const ana = await operator("Ana");
  await open(ana, "audit", `?bet=${bet.pid}`);
  const steps = ana.page.locator("main [data-seq]");
  await until(async () => (await steps.count()) === 4, "three changes and the creation");
  const texts = (await steps.allTextContents()).map((text) => text.replace(/\s+/g, " "));
  assert.match(texts[0], /\d\d:\d\d:\d\d\.\d{3}\s*Kim edited bet 2 .*cost 2\.50 → 4\.00.*note: half stake.*v4/);
  assert.match(texts[1], /Lee marked bet 2 failed .*was successful.*Successful → Failed.*v3/);
  assert.match(texts[2], /Kim marked bet 2 successful .*Pending → Successful.*v2/);
  assert.match(texts[3], /model created TRIFECTA R5 #\d+ with 3 bets/);
  await ana.page.getByText("The log begins at event 1: nothing is missing.").waitFor();

  const [event] = await desk.events({ bet, types: "bet_status_updated" });
  assert.equal(
    await steps
      .nth(2)
      .getByRole("button", { name: `Request id ${event.request_id} copy` })
      .count(),
    1,
  );
  await steps.nth(2).getByText("JSON", { exact: true }).click();
  const raw = await steps.nth(2).getByRole("textbox").inputValue();
  assert.equal(JSON.parse(raw).bet.pid, bet.pid);

  await ana.page.getByRole("textbox", { name: "Who" }).fill("Lee");
  await ana.press("Enter");
  await until(async () => (await steps.count()) === 1, "the change of Lee");
  assert.equal(address(ana), `?bet=${bet.pid}&actor=Lee`);
});

stage.test("the audit reads older pages, and finds the minute", async ({ desk, operator }) => {
  const account = await desk.account();
  const batch = await desk.batch(account, 60);
  await Promise.all(batch.bets.map((bet) => desk.mark(batch, bet, "successful")));
  const ana = await operator("Ana");
  await open(ana, "audit", `?batch=${batch.id}`);
  const steps = ana.page.locator("main [data-seq]");
  await until(async () => (await steps.count()) === 50, "a page");
  await ana.page.getByRole("button", { name: "Older" }).click();
  await until(async () => (await steps.count()) === 62, "creation, activation and 60 marks");
  const kim = await operator("Kim");
  await open(kim, "audit", `?batch=${batch.id}&from=2020-01-01T00:00&to=2020-01-01T00:01`);
  await kim.page.getByText("No event matches").waitFor();
});

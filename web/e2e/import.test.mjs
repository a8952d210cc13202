// Import: everything that is wrong is named before anything is sent, and what is sent is one batch or nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { assertAccessible } from "./harness/axe.mjs";
import { phone } from "./harness/browser.mjs";
import { mislead, refuse } from "./harness/faults.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();
const creations = /\/batches$/;

const csv = (rows, header = "id,selection,stake,cost") => [header, ...rows].join("\n");
const good = (id) => `${id},${(id % 9) + 1}/${(id % 7) + 10}/${(id % 5) + 17},10.00,2.50`;
const goods = (count) => Array.from({ length: count }, (_, i) => good(i + 1));

async function open(operator, account) {
  await operator.goto(account === undefined ? "/import" : `/import?account=${account.id}`);
  await operator.page.locator('html[data-screen="import"]').waitFor();
  await operator.connection("live");
}

async function check(operator, account, content, name = "bets.csv") {
  await open(operator, account);
  await operator.choose(name, content);
  await operator.page.getByRole("heading", { name: "Which column is which?" }).waitFor();
  await operator.press("Control+Enter");
  await operator.page.locator("[data-import-verdict]").waitFor();
}

const verdict = (operator) => operator.page.locator("[data-import-verdict]").textContent();
const says = (operator, words) => until(async () => words.test(await verdict(operator)), `the verdict ${words}`);
const cell = (operator, row, column) =>
  operator.page.locator(`[data-import-row="${row - 1}"] [data-column="${column}"]`);
const problem = (operator, row) => cell(operator, row, "problem").textContent();
const button = (operator) => operator.page.getByRole("button", { name: /^Create / });
const isLocked = async (operator) => (await button(operator).getAttribute("aria-disabled")) === "true";

/** Waits until the server has accepted the rows, and the keys that led here have settled. */
async function ready(operator) {
  await until(async () => !(await isLocked(operator)), "the batch to be accepted by the server");
  await operator.page.locator("[data-settling]").waitFor({ state: "detached" });
}

const openBatch = (operator) => operator.page.getByRole("link", { name: "Open the batch" });
const heads = (desk, account) => desk.ask("GET", `/api/v1/accounts/${account.id}/batches`);

/** Types into the cell that has the focus, by keys alone. */
async function correct(operator, text) {
  await operator.press("Enter");
  await operator.page.keyboard.type(text);
  await operator.press("Enter");
}

stage.test(
  "ten thousand rows are all checked, and every kind of error is named at its row",
  async ({ desk, operator }) => {
    const account = await desk.account({ currency: "EUR" });
    const rows = goods(10_000);
    rows[16] = "17,4/4/6,10.00,2.50";
    rows[57] = "58,1/2/3,1O.00,2.50";
    rows[98] = "31,7/8/9,10.00,2.50";
    rows[4_999] = "5000,1/2/3,10.00001,2.50";
    rows[5_999] = "6000,1/2/3,-10.00,2.50";
    rows[6_999] = "7000,,10.00,2.50";
    rows[7_999] = `8000,${"x".repeat(501)},10.00,2.50`;
    rows[9_999] = "ten,1/2/3,10.00,";
    const ana = await operator("Ana");
    await check(ana, account, csv(rows));
    assert.equal(await verdict(ana), "10,000 rows: 9,992 valid, 8 with errors");
    const expected = {
      17: "selection: runner repeated (4)",
      58: 'stake: not a number "1O.00"',
      99: "id: duplicate of row 31",
      5000: "stake: more than 4 decimals",
      6000: "stake: negative",
      7000: "selection: missing",
      8000: "selection: too long: 501 characters, at most 500",
      10000: 'id: not a whole number "ten"; cost: missing',
    };
    for (const [row, text] of Object.entries(expected)) assert.equal(await problem(ana, Number(row)), text);
    assert.equal(await ana.page.locator('[data-import-total="stake"]').textContent(), "99,920.00");
    assert.ok(await isLocked(ana));

    // N goes from error to error; the focus is the cell that is wrong.
    await ana.press("n", "n");
    assert.equal(await ana.page.evaluate(() => document.activeElement.dataset.column), "stake");
    await correct(ana, "10.00");
    await says(ana, /9,993 valid, 7 with errors/);
    assert.match(await problem(ana, 58), /Corrected/);

    // The file has every row, the corrected cell, and the errors of the others.
    const [download] = await Promise.all([
      ana.page.waitForEvent("download"),
      ana.page.getByRole("button", { name: "Download all rows + errors" }).click(),
    ]);
    const lines = readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\r\n");
    assert.equal(lines.length, 10_001);
    assert.equal(lines[58], "58,58,1/2/3,10.00,2.50,");
    assert.equal(lines[17], "17,17,4/4/6,10.00,2.50,selection: runner repeated (4)");

    await ana.page.getByRole("checkbox", { name: /import valid rows only, 9,993 of 10,000/ }).check();
    await ready(ana);
    await ana.page.getByRole("button", { name: `Create 9,993 bets in ${account.name}` }).click();
    await openBatch(ana).waitFor();
    const [batch, ...others] = await heads(desk, account);
    assert.deepEqual(others, []);
    assert.equal(batch.summary.bets, 9_993);
    assert.equal(batch.summary.pending.stake, 99_930);
    assert.equal(batch.created_by, "Ana");
  },
);

stage.test("one row too many is no batch", async ({ desk, operator }) => {
  const ana = await operator("Ana");
  await check(ana, await desk.account(), csv(goods(10_001)));
  assert.ok(await isLocked(ana));
  await ana.page.getByText("A batch holds at most 10,000 bets; these are 10,001. Split the source.").first().waitFor();
});

stage.test(
  "a pasted sheet with decimal commas and a mark at its start is read as it was meant",
  async ({ desk, operator }) => {
    const account = await desk.account({ currency: "EUR" });
    const ana = await operator("Ana");
    await open(ana, account);
    await ana.page.locator("#import-text").evaluate((area) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData(
        "text/plain",
        "\ufeffsel\tamt\tfee\tcomment\r\n1/2/3\t1.240,50\t2,5\tlay\r\n4/5/6\t0,0001\t-2,5\t\r\n",
      );
      area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await ana.page.getByRole("heading", { name: "Which column is which?" }).waitFor();
    await ana.page.getByLabel("bet_type").fill("TRIFECTA");
    await ana.page.getByLabel("race_id").fill("5");
    await ana.page.getByLabel("start_time").fill("2026-01-31T12:05:00");
    await ana.press("Control+Enter");
    await says(ana, /2 rows: 2 valid/);
    await ready(ana);
    await ana.press("Control+Enter");
    await openBatch(ana).waitFor();
    assert.ok(await openBatch(ana).evaluate((link) => link === document.activeElement), "the way on has the focus");
    await ana.press("Enter");
    await ana.page.locator('[data-grid="bets"][aria-busy="false"]').waitFor();
    const [batch] = await desk.ask("GET", `/api/v1/accounts/${account.id}/batches?bets=true`);
    assert.deepEqual(batch.meta, { bet_type: "TRIFECTA", race_id: 5, start_time: "2026-01-31T12:05:00Z" });
    const stored = batch.bets.map(({ id, selection, stake, cost, note }) => [id, selection, stake, cost, note]);
    assert.deepEqual(stored, [
      [1, "1/2/3", 1240.5, 2.5, "lay"],
      [2, "4/5/6", 0.0001, -2.5, undefined],
    ]);
  },
);

stage.test(
  "JSON as the API takes it keeps its meta, and is found when it is there already",
  async ({ desk, operator }) => {
    const account = await desk.account();
    const meta = { name: "Evening", odds: { model: [1.5, null] } };
    const bets = [{ id: 7, selection: "1/2", stake: 10.05, cost: "2.5", reference: "V-1" }];
    const ana = await operator("Ana");
    await check(ana, account, JSON.stringify({ meta, bets }), "bets.json");
    await ready(ana);
    await ana.press("Control+Enter");
    await openBatch(ana).waitFor();
    const [stored] = await desk.ask("GET", `/api/v1/accounts/${account.id}/batches?bets=true`);
    assert.deepEqual(stored.meta, meta);
    assert.equal(stored.bets[0].reference, "V-1");

    const kim = await operator("Kim");
    await check(kim, account, JSON.stringify(bets), "again.json");
    const warning = kim.page.locator(`[data-import-identical="${stored.id}"]`);
    await warning.waitFor();
    assert.match(await warning.textContent(), new RegExp(`identical to #${stored.id} imported .* ago by Ana`));
    await ready(kim); // a warning only
    await kim.page.getByRole("button", { name: "Back" }).click();
    await kim.press("Control+Enter");
    await warning.waitFor();
  },
);

stage.test(
  "what only the server finds stands at its row, and nothing is stored",
  async ({ desk, operator, expectFailures }) => {
    const account = await desk.account();
    const ana = await operator("Ana");
    expectFailures();
    await check(ana, account, csv([good(1), "2,\u200b,10.00,2.50", good(3)]));
    await says(ana, /2 valid, 1 with an error/);
    await until(async () => /said by the server/.test(await problem(ana, 2)), "the server's word at row 2");
    assert.ok(await isLocked(ana));
    assert.deepEqual(await heads(desk, account), []);
    await ana.press("n");
    await correct(ana, "1/2/3");
    await says(ana, /3 valid, 0 with errors/);
    await ready(ana);
    assert.deepEqual(await heads(desk, account), []);
  },
);

stage.test(
  "a refused batch leaves nothing behind, and another try is another intent",
  async ({ desk, proxy, operator, expectFailures }) => {
    const account = await desk.account();
    const ana = await operator("Ana");
    expectFailures();
    await check(ana, account, csv(goods(5)));
    await ready(ana);
    proxy.on(
      { method: "POST", path: creations, times: 1 },
      refuse(507, { code: "storage_full", detail: "the disk is full", outcome: "not_applied" }),
    );
    await ana.press("Control+Enter");
    await ana.page.getByText("Nothing was created: the server refused the batch.").waitFor();
    assert.deepEqual(await heads(desk, account), []);
    await ready(ana);
    await ana.press("Control+Enter");
    await openBatch(ana).waitFor();
    assert.equal((await heads(desk, account)).length, 1);
    const keys = proxy.seen("POST", creations).map(({ headers }) => headers["idempotency-key"]);
    assert.equal(new Set(keys).size, 2);
  },
);

stage.test(
  "an answer that says nothing is asked for again with the same key: one batch",
  async ({ desk, proxy, operator, expectFailures }) => {
    const account = await desk.account();
    const ana = await operator("Ana");
    expectFailures();
    await check(ana, account, csv(goods(5)));
    await ready(ana);
    proxy.on({ method: "POST", path: creations, times: 2 }, mislead(502));
    await button(ana).dblclick();
    await ana.page.getByRole("heading", { name: "Sent, not confirmed" }).waitFor();
    await openBatch(ana).waitFor();
    assert.equal((await heads(desk, account)).length, 1);
    const keys = proxy.seen("POST", creations).map(({ headers }) => headers["idempotency-key"]);
    assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
  },
);

stage.test("the account is chosen by a person: by I from its desk, or in the list", async ({ desk, operator }) => {
  const account = await desk.account({ name: "Betfair-Main" });
  const batch = await desk.batch(account, 2);
  const ana = await operator("Ana");
  await check(ana, undefined, csv(goods(2)));
  await ana.page.getByText("Choose the account at the top that the batch is for.").first().waitFor();
  assert.ok(await isLocked(ana));
  await ana.page.getByLabel("Account").selectOption({ label: "Betfair-Main · USD" });
  await ana.page.getByRole("button", { name: "Create 2 bets in Betfair-Main" }).waitFor();

  const kim = await operator("Kim");
  await kim.operate(batch);
  await kim.focusRow(batch.bets[0]);
  await kim.press("i");
  await kim.page.locator('html[data-screen="import"]').waitFor();
  assert.match(kim.page.url(), new RegExp(`/import\\?account=${account.id}$`));
});

stage.test(
  "every step is accessible in dark and light, and a phone says why there is none",
  async ({ desk, operator }) => {
    const account = await desk.account();
    for (const theme of ["dark", "light"]) {
      const ana = await operator("Ana", { theme });
      await open(ana, account);
      await assertAccessible(ana.page);
      await ana.choose("bets.csv", csv([good(1), "2,4/4,x,2.5"]));
      await ana.page.getByRole("heading", { name: "Which column is which?" }).waitFor();
      await assertAccessible(ana.page);
      await ana.press("Control+Enter");
      await ana.page.locator("[data-import-row]").first().waitFor();
      await assertAccessible(ana.page);
      await ana.press("n", "Enter");
      await assertAccessible(ana.page);
    }
    const kim = await operator("Kim", { viewport: phone });
    await open(kim, account);
    await kim.page.getByText("Import needs a wider screen").waitFor();
    await assertAccessible(kim.page);
  },
);

// The bet grid while others work on the same bets and while answers are lost: U1, U6, U7.
import assert from "node:assert/strict";
import { seqOf } from "./harness/desk.mjs";
import { hold, mislead } from "./harness/faults.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

stage.test("U1 news moves nothing while a button is pressed", async ({ desk, operator }) => {
  const account = await desk.account();
  const batch = await desk.batch(account, 300);
  const ana = await operator("Ana");
  await ana.operate(batch, "?status=pending&sort=status");
  await ana.reach(batch.bets[40]);
  await ana.press("Space");
  await ana.page.getByText("1 selected").waitFor();
  const before = { rows: await ana.stillRows(), selected: await ana.selected() };
  const scroller = ana.page.locator("[data-scroller]");
  const top = await scroller.evaluate((element) => element.scrollTop);
  const target = batch.bets[42];
  const button = ana.row(target).getByRole("button", { name: /^OK/ });
  const { x, y, width, height } = await button.boundingBox();
  await ana.page.mouse.move(x + width / 2, y + height / 2);
  await ana.page.mouse.down();
  await desk.markAll(batch, batch.bets.slice(0, 40), "failed", { as: "MK" });
  await desk.markAll(batch, batch.bets.slice(44, 120), "successful", { as: "MK" });
  await desk.batch(account, 3);
  const { headers } = await desk.send("GET", "/api/v1/accounts");
  await ana.caughtUp(seqOf(headers["betstream-cursor"]));
  await ana.page.getByText("116 moved").waitFor();
  const after = { rows: await ana.rows(), selected: await ana.selected() };
  const places = ({ rows }) => rows.map(({ pid, index }) => [pid, index]);
  assert.deepEqual(places(after), places(before));
  assert.deepEqual(after.selected, before.selected);
  assert.equal(await scroller.evaluate((element) => element.scrollTop), top);
  await ana.page.mouse.up();
  await ana.settled(target, "successful");
  const others = (await desk.events({ batch, types: "bet_status_updated" })).filter(({ actor }) => actor === "Ana");
  assert.deepEqual(
    others.map(({ bet }) => bet.pid),
    [target.pid],
  );
});

stage.test(
  "U6 somebody was faster: the row shows both, and writes over nothing by itself",
  async ({ desk, proxy, operator, expectFailures }) => {
    const batch = await desk.batch(await desk.account(), 6);
    const [first, second, third] = batch.bets;
    const ana = await operator("Ana");
    await ana.operate(batch);
    expectFailures();
    proxy.halfOpen(); // what MK does is not seen here yet
    await desk.mark(batch, first, "failed", { as: "MK" });
    await desk.mark(batch, second, "successful", { as: "MK" });
    await desk.mark(batch, third, "failed", { as: "MK" });
    await ana.focusRow(first);
    await ana.press("s");
    await ana.grid.locator(`[data-pid="${first.pid}"][data-conflict]`).waitFor();
    assert.match(await ana.cell(first, "by").textContent(), /you: Successful · MK: Failed \d\d:\d\d:\d\d/);
    assert.equal((await desk.read(batch)).bets[0].status, "failed");

    await ana.focusRow(second);
    await ana.press("s");
    await ana.settled(second, "successful");
    assert.equal(await ana.row(second).getAttribute("data-conflict"), null, "the same verdict is no conflict");

    await ana
      .row(first)
      .getByRole("button", { name: /^Keep MK's/ })
      .click();
    await ana.settled(first, "failed");
    assert.equal(await ana.row(first).getAttribute("data-conflict"), null);

    await ana.focusRow(third);
    await ana.press("s");
    await ana
      .row(third)
      .getByRole("button", { name: /^Override/ })
      .click();
    assert.equal((await desk.read(batch)).bets[2].status, "failed");
    await ana
      .row(third)
      .getByRole("button", { name: /^Write successful/ })
      .click();
    await ana.settled(third, "successful");
    assert.equal((await desk.read(batch)).bets[2].status, "successful");
  },
);

stage.test(
  "U7 an answer that says nothing is shown as not known, and found out with the same key",
  async ({ desk, proxy, operator, expectFailures }) => {
    const batch = await desk.batch(await desk.account(), 4);
    const [bet] = batch.bets;
    const ana = await operator("Ana");
    await ana.operate(batch);
    expectFailures();
    proxy.halfOpen({ alsoNew: true });
    const held = hold();
    proxy.on({ method: "PATCH", times: 1 }, mislead(502));
    proxy.on({ method: "PATCH" }, held);
    await ana.focusRow(bet);
    await ana.press("s");
    await until(async () => (await ana.shown(bet)).op === "unknown", "the row to say that it is not known");
    assert.match(await ana.cell(bet, "status").textContent(), /Unknown/);
    assert.match(await ana.cell(bet, "by").textContent(), /sent \d+ s ago, no answer yet/);
    await ana.page.getByRole("button", { name: /Unknown\s*1/ }).waitFor();
    await ana
      .row(bet)
      .getByRole("button", { name: /^Retry now/ })
      .click();
    await until(() => held.arrived > 0, "the second attempt");
    held.release();
    await ana.settled(bet, "successful");
    const keys = proxy.seen("PATCH").map(({ headers }) => headers["idempotency-key"]);
    assert.ok(keys.length >= 2 && new Set(keys).size === 1, `one key: ${keys}`);
    assert.equal((await desk.events({ bet, types: "bet_status_updated" })).length, 1);
  },
);

// The desk while the connection fails: what is shown says how old it is, what must not be done is locked with a reason,
// and when it is back nothing is missing.
import assert from "node:assert/strict";
import { hold, silence } from "./harness/faults.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const heading = (operator, name) => operator.page.getByRole("heading", { level: 1, name }).waitFor();
const submitButton = (operator) => operator.page.getByRole("button", { name: /^Submit batch/ });
const isLocked = async (operator) => (await submitButton(operator).getAttribute("aria-disabled")) === "true";

/** Every row shows what the server holds. */
async function likeTheServer(operator, desk, batch) {
  for (const bet of (await desk.read(batch)).bets) await operator.settled(bet, bet.status);
}

stage.test(
  "a stream that dies without an end is told, locks submit, and loses nothing",
  async ({ desk, proxy, operator, expectFailures }) => {
    const batch = await desk.batch(await desk.account(), 6);
    const ana = await operator("Ana");
    await ana.operate(batch);
    expectFailures();
    proxy.halfOpen({ alsoNew: true });
    proxy.on({ method: "GET", path: /^\/api/ }, silence());
    await desk.markAll(batch, batch.bets.slice(0, 3), "failed", { as: "MK" });
    await ana.connection("reconnecting");
    await ana.page
      .getByText(/^Reconnecting\. What you see is from \d\d:\d\d:\d\d, \d+(\.\d)? s ago\.$/)
      .first()
      .waitFor();
    await until(() => isLocked(ana), "submit to be locked");
    await ana.press("Control+Enter");
    assert.equal(await ana.page.getByRole("dialog").count(), 0);
    await ana.connection("stale");
    await ana.page
      .getByText(/^Connection lost\./)
      .first()
      .waitFor();
    assert.match(await ana.page.title(), /^! /);
    // The console tries by itself, too: the button may be gone as soon as the connection can be had.
    const retry = await ana.page.getByRole("button", { name: "Retry now" }).elementHandle();
    proxy.heal();
    await retry.evaluate((button) => button.click());
    await ana.connection("live");
    await ana.page.getByText("Back. 2 changes while the connection was lost, 3 bets in this batch.").first().waitFor();
    await likeTheServer(ana, desk, batch);
    assert.equal(await isLocked(ana), false);
  },
);

stage.test("a page that slept is fresh soon after it woke", async ({ desk, operator }) => {
  const batch = await desk.batch(await desk.account(), 4);
  const ana = await operator("Ana");
  await ana.operate(batch);
  const session = await ana.context.newCDPSession(ana.page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await desk.markAll(batch, batch.bets, "failed", { as: "MK" });
  await session.send("Page.setWebLifecycleState", { state: "active" });
  const woke = performance.now();
  await likeTheServer(ana, desk, batch);
  await ana.connection("live");
  const took = performance.now() - woke;
  assert.ok(took < 5_000, `took ${Math.round(took)} ms`);
});

stage.test("a server that was killed and started again at work", async ({ server, desk, operator, expectFailures }) => {
  const batch = await desk.batch(await desk.account(), 4);
  const ana = await operator("Ana");
  await ana.operate(batch);
  expectFailures();
  await ana.focusRow(batch.bets[0]);
  await ana.press("s");
  await ana.settled(batch.bets[0], "successful");
  await server.kill();
  await ana.connection("reconnecting");
  await server.start_again();
  await ana.connection("live");
  await desk.mark(batch, batch.bets[2], "failed", { as: "MK" });
  await ana.settled(batch.bets[2], "failed");
  await ana.focusRow(batch.bets[1]);
  await ana.press("s");
  await ana.settled(batch.bets[1], "successful");
  await likeTheServer(ana, desk, batch);
});

stage.test("answers that come late never mix accounts", async ({ desk, proxy, operator }) => {
  const [a, b] = [await desk.account({ name: "Alpha" }), await desk.account({ name: "Beta" })];
  const first = await desk.batch(a, 3, { meta: { name: "OF ALPHA" } });
  const second = await desk.batch(b, 3, { meta: { name: "OF BETA" }, bet: () => ({ selection: "9/9/9" }) });
  const ana = await operator("Ana");
  await ana.goto(`/a/${a.id}`);
  await ana.connection("live");
  const [slowA, slowB] = [hold(), hold()];
  proxy.on({ method: "GET", path: new RegExp(`/batches/${first.id}$`) }, slowA);
  proxy.on({ method: "GET", path: new RegExp(`/batches/${second.id}$`) }, slowB);
  const go = (account) => ana.page.locator(`[data-account="${account.id}"]`).click();
  await go(a);
  await heading(ana, "OF ALPHA");
  await go(b);
  await heading(ana, "OF BETA");
  await go(a);
  await heading(ana, "OF ALPHA");
  slowB.release();
  slowA.release();
  await ana.row(first.bets[0]).waitFor();
  assert.equal(await ana.row(second.bets[0]).count(), 0);
  assert.equal(await ana.page.getByText("9 / 9 / 9").count(), 0);
  assert.match(ana.page.url(), new RegExp(`/a/${a.id}/b/${first.id}$`));
});

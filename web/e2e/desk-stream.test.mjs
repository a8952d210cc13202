// What the stream loses, doubles or swaps: U3. A gap is found and filled, the rest is not to be seen.
import assert from "node:assert/strict";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const catchUps = (proxy) => proxy.seen("GET", /^\/api\/v1\/events\?(.*&)?since=/);
const total = (operator, name) => operator.page.locator(`[data-total="${name}"]`).textContent();

/** Notes every status that the row shows from now on; the first is the one that it shows now. */
async function watchStatus(operator, bet) {
  await operator.row(bet).evaluate((row) => {
    const shown = [row.dataset.status];
    globalThis.shownStatuses = shown;
    new MutationObserver(() => shown.push(row.dataset.status)).observe(row, { attributeFilter: ["data-status"] });
  });
  return () => operator.page.evaluate(() => globalThis.shownStatuses);
}

async function likeTheServer(operator, desk, batch) {
  const { bets, summary } = await desk.read(batch);
  for (const bet of bets) await operator.settled(bet, bet.status);
  for (const status of ["pending", "successful", "failed"])
    await until(
      async () => Number.parseInt(await total(operator, status), 10) === summary[status].count,
      `the ${status} total`,
    );
}

stage.test("U3 an event that was lost is missed at the next ping and fetched", async ({ desk, proxy, operator }) => {
  const batch = await desk.batch(await desk.account(), 4);
  const ana = await operator("Ana");
  await ana.operate(batch);
  const [streams, asked] = [proxy.seen("GET", /^\/sse/).length, catchUps(proxy).length];
  const lost = proxy.stream.drop("next");
  await desk.mark(batch, batch.bets[1], "failed", { as: "MK" });
  await until(() => lost.done, "the event to be lost");
  await ana.settled(batch.bets[1], "failed");
  assert.ok(catchUps(proxy).length > asked, "the missing event was asked for");
  assert.equal(proxy.seen("GET", /^\/sse/).length, streams, "on the stream that was open");
  assert.equal((await ana.pill()).state, "live");
  await likeTheServer(ana, desk, batch);
});

stage.test("U3 an event lost among others is missed at the one that follows", async ({ desk, proxy, operator }) => {
  const batch = await desk.batch(await desk.account(), 10);
  const ana = await operator("Ana");
  await ana.operate(batch);
  const lost = proxy.stream.drop("next");
  await desk.bot({ batches: [batch], rate: 400, seconds: 0.25 });
  await until(() => lost.done, "the event to be lost");
  await ana.caughtUp(await desk.head());
  await likeTheServer(ana, desk, batch);
});

stage.test("U3 an event that comes twice is shown once", async ({ desk, proxy, operator }) => {
  const batch = await desk.batch(await desk.account(), 4);
  const ana = await operator("Ana");
  await ana.operate(batch);
  const statuses = await watchStatus(ana, batch.bets[0]);
  const doubled = proxy.stream.duplicate("next");
  await desk.mark(batch, batch.bets[0], "successful", { as: "MK" });
  await desk.mark(batch, batch.bets[1], "failed", { as: "MK" });
  await until(() => doubled.done, "the event to come twice");
  await ana.caughtUp(await desk.head());
  assert.deepEqual(await statuses(), ["pending", "successful"]);
  await likeTheServer(ana, desk, batch);
});

stage.test("U3 events that come in the wrong order never show what is over", async ({ desk, proxy, operator }) => {
  const batch = await desk.batch(await desk.account(), 4);
  const ana = await operator("Ana");
  await ana.operate(batch);
  const statuses = await watchStatus(ana, batch.bets[0]);
  const swapped = proxy.stream.swap("next");
  await desk.mark(batch, batch.bets[0], "successful", { as: "MK" });
  await desk.mark(batch, batch.bets[0], "failed", { as: "MK" });
  await until(() => swapped.done, "the events to be swapped");
  await ana.caughtUp(await desk.head());
  await ana.settled(batch.bets[0], "failed");
  const shown = (await statuses()).join(" ");
  assert.match(shown, /^pending (successful )?failed$/);
  await likeTheServer(ana, desk, batch);
});

// Statistics: the screen says what the API says, for marks that are known.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { refuse } from "./harness/faults.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

async function statistics(operator, search = "") {
  await operator.goto(`/statistics${search}`);
  await operator.page.locator('html[data-screen="statistics"]').waitFor();
  await operator.page.locator("[data-figure]").first().waitFor();
}

const figure = ({ page }, name) => page.locator(`[data-figure="${name}"]`).textContent();

async function apiFigures(desk, account) {
  const [from, to] = [new Date(Date.now() - 3_000_000).toISOString(), new Date(Date.now() + 60_000).toISOString()];
  const { accounts } = await desk.ask("GET", `/api/v1/statistics?from=${from}&to=${to}&account=${account.id}`);
  return accounts[0];
}

for (const theme of ["dark", "light"]) {
  stage.test(`the figures are those of the API, in a chart and in a table, ${theme}`, async ({ desk, operator }) => {
    const account = await desk.account({ name: `Sums ${theme}`, currency: "EUR" });
    const other = await desk.account({ name: `Other ${theme}`, currency: "USD" });
    const batch = await desk.batch(account, 6, { bet: () => ({ stake: 12.5 }) });
    await desk.batch(other, 2, { bet: () => ({ stake: 1000 }) });
    await desk.markAll(batch, batch.bets.slice(0, 3), "successful");
    await desk.mark(batch, batch.bets[3], "failed");
    const told = await apiFigures(desk, account);
    assert.deepEqual([told.created.count, told.exposure.stake], [6, 25]);

    const ana = await operator("Ana", { theme });
    await statistics(ana, `?account=${account.id}`);
    const shown = ["created", "successful", "failed", "pending-now"].map((name) => figure(ana, name));
    assert.deepEqual((await Promise.all(shown)).map(Number), [
      told.created.count,
      told.marks.successful.count,
      told.marks.failed.count,
      told.exposure.count,
    ]);
    const panel = (name) => ana.page.getByRole("region", { name, exact: true });
    await panel("Stake by status").locator("canvas").waitFor();
    await assertAccessible(ana.page);

    await panel("Stake by status").getByRole("button", { name: "Stake by status as a table" }).click();
    const cells = await panel("Stake by status").getByRole("row").last().getByRole("cell").allTextContents();
    assert.deepEqual(cells.slice(1), ["37.50", "12.50", "0.00"]);
    const { successful, n } = told.success;
    assert.match(await panel("Success rate").getByRole("row").last().textContent(), new RegExp(`${n}75 %30 % to 95 %`));
    assert.deepEqual([successful, n], [3, 4]);
    assert.match(await panel("Open exposure").getByRole("row").last().textContent(), /EUR225\.00/);
    await assertAccessible(ana.page);
  });
}

stage.test("amounts of two currencies are never added: one is shown, the other can be chosen", async (all) => {
  const { desk, operator } = all;
  const ana = await operator("Ana");
  await statistics(ana);
  const chart = ana.page.getByRole("region", { name: "Stake by status", exact: true });
  await chart.getByText(/in EUR/).waitFor();
  await chart.getByLabel("Currency of the chart").selectOption("USD");
  await chart.getByRole("paragraph").filter({ hasText: "Nothing in USD was marked" }).waitFor();
  const usd = await desk.ask("GET", "/api/v1/accounts");
  const account = usd.find(({ currency }) => currency === "USD");
  const batch = await desk.batch(account, 1, { bet: () => ({ stake: 7 }) });
  await desk.mark(batch, batch.bets[0], "successful");
  await chart.getByRole("button", { name: "Stake by status as a table" }).click();
  await until(async () => /7\.00/.test(await chart.textContent()), "the mark, without a reload");
});

stage.test("the time range is kept, and a failed read says so and leaves the page alive", async (all) => {
  const { operator, proxy, expectFailures } = all;
  const ana = await operator("Ana");
  await statistics(ana);
  await ana.page.getByLabel("Time").selectOption("7d");
  await until(() => ana.page.url().includes("range=7d"), "the range in the address");
  expectFailures();
  proxy.on({ method: "GET", path: /^\/api\/v1\/statistics/ }, refuse(503));
  await ana.page.goto("/statistics", { waitUntil: "domcontentloaded" });
  await ana.page.getByText("The statistics could not be read.").waitFor();
  assert.equal(await ana.page.getByLabel("Time").inputValue(), "7d");
  proxy.heal();
  await ana.page.getByRole("button", { name: "Retry" }).click();
  await ana.page.locator("[data-figure]").first().waitFor();
});

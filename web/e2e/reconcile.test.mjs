// The end of a shift: from sample data to a clean reconcile.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { seed } from "./harness/server.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

async function openBatches(desk) {
  const accounts = await desk.ask("GET", "/api/v1/accounts");
  const lists = await Promise.all(
    accounts.map(({ id }) => desk.ask("GET", `/api/v1/accounts/${id}/batches?bets=false`)),
  );
  return lists.flat();
}

const isOpen = ({ status }) => status === "created" || status === "active";

stage.test("reconcile leads from sample data to clean, and is never clean on stale data", async (scene) => {
  const { desk, operator, proxy, server, expectFailures } = scene;
  await seed(server);
  const all = await openBatches(desk);
  const open = all.filter(isOpen);
  const left = all.filter((batch) => !isOpen(batch) && batch.summary.pending.count > 0);
  assert.ok(open.length > 0 && left.length > 0, "the sample data has open batches, and a closed one with pending bets");

  const ana = await operator("Ana");
  await ana.goto("/reconcile");
  const result = ana.page.getByRole("region", { name: "Result" });
  await result.getByText(`${open.length + left.length} items open`, { exact: true }).waitFor();
  await assertAccessible(ana.page);

  const items = ana.page.locator("[data-item]");
  await items.first().focus();
  const target = await items.nth(1).getAttribute("data-item");
  await ana.press("ArrowDown", "Enter");
  await until(() => ana.page.url().endsWith(`/b/${target}`), "the batch of the second item");
  await ana.page.goBack();

  for (const batch of open) await desk.submit(batch, { pending: "fail" });
  await result.getByText(`${left.length} ${left.length === 1 ? "item" : "items"} open`, { exact: true }).waitFor();
  for (const batch of left) {
    await desk.ask("POST", `/api/v1/accounts/${batch.account_id}/batches/${batch.id}/reopen`, {
      json: { reason: "bets were left" },
    });
    await desk.submit(batch, { pending: "fail" });
  }
  await result.getByText("Reconcile is clean").waitFor();
  await until(async () => /Data of \d\d:\d\d:\d\d, .* old/.test(await result.textContent()), "the age of the data");
  for (const theme of ["dark", "light"]) {
    await ana.page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    await assertAccessible(ana.page);
  }

  expectFailures();
  proxy.offline();
  await result.getByText("Not known: the data is stale").waitFor();
});

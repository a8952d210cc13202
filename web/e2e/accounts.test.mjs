// Accounts: created, edited by two people at once, and deleted with what goes with them shown.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { loseAnswer } from "./harness/faults.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

async function open(operator, name, search = "") {
  await operator.goto(`/${name}${search}`);
  await operator.page.locator(`html[data-screen="${name}"]`).waitFor();
  await operator.connection("live");
}

const accountNamed = async (desk, name) => (await desk.ask("GET", "/api/v1/accounts")).find((one) => one.name === name);
const rowOf = ({ page }, name) =>
  page.getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) });

async function fill(dialog, fields) {
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
}

stage.test("the first account is created in the page, by keyboard alone", async ({ desk, operator }) => {
  const ana = await operator("Ana");
  await open(ana, "accounts");
  await ana.page.getByRole("heading", { name: "The first account" }).waitFor();
  await assertAccessible(ana.page);
  await ana.page.getByLabel("Name", { exact: true }).focus();
  await ana.page.keyboard.type("Harbour");
  await ana.press("Tab");
  await ana.page.keyboard.type("harbour.example");
  await ana.press("Enter");
  await rowOf(ana, "Harbour").waitFor();
  const { hostname, currency } = await accountNamed(desk, "Harbour");
  assert.deepEqual([hostname, currency], ["harbour.example", "EUR"]);
});

stage.test("a name that is taken is said next to the name, and the form keeps the rest", async ({ desk, operator }) => {
  await desk.account({ name: "Northgate" });
  const ana = await operator("Ana");
  ana.complaints.expect(/409/);
  await open(ana, "accounts");
  await ana.press("n");
  const dialog = ana.page.getByRole("dialog", { name: "New account" });
  await fill(dialog, { Name: "Northgate", Hostname: "north.example", Currency: "gbp" });
  await dialog.getByRole("button", { name: "Create account" }).click();
  const field = dialog.getByRole("textbox", {
    name: "Name",
    exact: true,
    description: /Another account has this name/,
  });
  await field.waitFor();
  assert.equal(await dialog.getByLabel("Hostname").inputValue(), "north.example");
  await assertAccessible(ana.page);
  await field.fill("Northgate 2");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await rowOf(ana, "Northgate 2").waitFor();
  assert.equal((await accountNamed(desk, "Northgate 2")).currency, "GBP");
});

stage.test("two people edit one account: both values are shown, nothing is overwritten unseen", async (all) => {
  const { desk, operator } = all;
  await desk.account({ name: "Summit", hostname: "one.example", currency: "EUR" });
  const [ana, mark] = [await operator("Ana"), await operator("Mark", { theme: "light" })];
  for (const one of [ana, mark]) {
    await open(one, "accounts");
    await rowOf(one, "Summit").getByRole("button", { name: "Summit", exact: true }).click();
    await one.page.getByRole("dialog", { name: "Edit Summit" }).waitFor();
  }
  const [hers, his] = [ana.page.getByRole("dialog"), mark.page.getByRole("dialog")];
  await fill(hers, { Name: "Summit Ana", Hostname: "two.example" });
  await fill(his, { Name: "Summit Mark" });
  await hers.getByRole("button", { name: "Save" }).click();
  await hers.waitFor({ state: "hidden" });

  await his.getByText(/Ana changed this account since you opened it/).waitFor();
  await his.getByRole("row", { name: "Name Summit Summit Ana Summit Mark" }).waitFor();
  await assertAccessible(mark.page);
  await his.getByLabel("Name", { exact: true }).press("Enter");
  assert.equal((await accountNamed(desk, "Summit Ana")).version, 2);

  await his.getByRole("button", { name: "Go on with mine" }).click();
  assert.equal(await his.getByLabel("Hostname").inputValue(), "two.example");
  await his.getByRole("button", { name: "Save" }).click();
  await his.waitFor({ state: "hidden" });
  const { hostname, version } = await accountNamed(desk, "Summit Mark");
  assert.deepEqual([hostname, version], ["two.example", 3]);
});

stage.test("a deletion shows what goes, takes the typed name, and starts over when the numbers move", async (all) => {
  const { desk, operator, proxy, expectFailures } = all;
  const account = await desk.account({ name: "Redfern", currency: "AUD" });
  await desk.batch(account, 4, { bet: () => ({ stake: 12.5 }) });
  const ana = await operator("Ana");
  await open(ana, "accounts");
  await ana.page.getByRole("button", { name: "Delete Redfern" }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Delete Redfern" });
  await dialog.getByText("Their stake, AUD").waitFor();
  assert.match(await dialog.locator("dl").textContent(), /batches1Pending bets4.*AUD50\.00/);
  await assertAccessible(ana.page);
  const field = dialog.getByRole("textbox");
  await field.fill("Redfern");
  const created = await desk.batch(account, 1, { bet: () => ({ stake: 1 }) });
  await dialog.getByText("The numbers changed.").waitFor();
  assert.equal(await field.inputValue(), "");
  await desk.markAll(created, created.bets, "failed");
  await until(
    async () => /batches2Pending bets4.*AUD50\.00/.test(await dialog.locator("dl").textContent()),
    "the numbers of now",
  );

  // The answer is lost: the same key is asked again, and it is done once.
  expectFailures();
  proxy.on({ method: "DELETE", times: 1 }, loseAnswer());
  await field.fill("Redfern");
  await ana.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await accountNamed(desk, "Redfern"), undefined);
  assert.equal((await desk.events({ types: "account_deleted", account })).length, 1);
  await until(() => ana.page.evaluate(() => document.activeElement?.tagName === "H1"), "the focus on the heading");
});

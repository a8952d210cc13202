// What calls an operator back: sounds with their three states, and notifications while another window is in front.
import assert from "node:assert/strict";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const soundState = ({ page }) => page.locator("[data-sound-state]").getAttribute("data-sound-state");
const sound = (operator, state) => until(async () => (await soundState(operator)) === state, `sound to be ${state}`);

async function settings(operator) {
  await operator.goto("/settings");
  await operator.page.locator('html[data-screen="settings"]').waitFor();
  await operator.connection("live");
}

/** A browser without windows has no notifications of its own: this one keeps what it should show. */
function keepNotifications(permission) {
  globalThis.shown = [];
  globalThis.Notification = class {
    static permission = permission;
    static requestPermission = async () => {
      globalThis.Notification.permission = "granted";
      return "granted";
    };
    constructor(title, { body, tag }) {
      globalThis.shown.push({ title, body, tag });
    }
    close() {}
  };
}

const shown = ({ page }) => page.evaluate(() => globalThis.shown);
/** Effects run after their frame: until two are over, what the page decides is about what it showed before. */
const drawn = ({ page }) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
const lookElsewhere = ({ page }) =>
  page.evaluate(() => {
    document.hasFocus = () => false;
  });

stage.test("sound is off, on by a click, blocked after a reload, and on by any key", async ({ operator }) => {
  const ana = await operator("Ana");
  await settings(ana);
  const test = ana.page.getByRole("button", { name: "Test: New batch" });
  await sound(ana, "off");
  assert.equal(await test.getAttribute("aria-disabled"), "true");
  await ana.page.getByRole("button", { name: "Turn sound on" }).click();
  await sound(ana, "on");
  await test.click();

  await ana.page.reload();
  await sound(ana, "blocked");
  await ana.page.getByText("Blocked: the browser lets no sound through").waitFor();
  await ana.press("Shift");
  await sound(ana, "on");
  await ana.page.getByRole("button", { name: "Turn sound off" }).click();
  await sound(ana, "off");
});

stage.test("who looks elsewhere is told of new batches, and who looks here is not", async ({ desk, operator }) => {
  const account = await desk.account({ name: "Bet365" });
  const ana = await operator("Ana");
  await ana.context.addInitScript(keepNotifications, "default");
  await settings(ana);
  await ana.page.getByRole("switch", { name: /^Show notifications/ }).click();
  await until(() => ana.page.getByRole("switch", { name: /^Show notifications/ }).isChecked(), "the switch");

  await desk.batch(account, 1, { meta: { name: "Seen here" } });
  await ana.caughtUp(await desk.head());
  await drawn(ana);
  await lookElsewhere(ana);
  const batch = await desk.batch(account, 1, { meta: { name: "Late one" } });
  await until(async () => (await shown(ana)).length > 0, "a notification");
  assert.deepEqual(await shown(ana), [{ title: "New batch: Late one", body: "Bet365", tag: "new-batch" }]);
  await desk.mark(batch, batch.bets[0], "successful");
  await ana.caughtUp(await desk.head());
  await drawn(ana);
  assert.equal((await shown(ana)).length, 1, "a mark calls nobody");
});

stage.test("who looks elsewhere is told when the connection is lost", async ({ operator, proxy, expectFailures }) => {
  expectFailures();
  const ana = await operator("Ana", { settings: { notifications: true } });
  await ana.context.addInitScript(keepNotifications, "granted");
  await settings(ana);
  await lookElsewhere(ana);
  proxy.offline();
  await until(async () => (await shown(ana)).length > 0, "a notification");
  assert.equal((await shown(ana))[0].title, "Connection lost");
});

stage.test("where notifications are blocked, the switch says why", async ({ operator }) => {
  const ana = await operator("Ana", { settings: { notifications: true } });
  await ana.context.addInitScript(keepNotifications, "denied");
  await settings(ana);
  const notifications = ana.page.getByRole("switch", { name: /^Show notifications/ });
  assert.equal(await notifications.isChecked(), false);
  assert.equal(await notifications.getAttribute("aria-disabled"), "true");
  await ana.page.getByText("This browser was told to block them.").first().waitFor();
});

// The console at a plain HTTP address of the local network: U18. The browser takes the clipboard, random ids and
// notifications away from such a page; the desk works all the same, and says what is missing.
import assert from "node:assert/strict";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const host = "betstream.lan";
const stage = openStage({
  serverOptions: { args: ["--allowed-hosts", host] },
  browserOptions: { more: [`--host-resolver-rules=MAP ${host} 127.0.0.1`] },
});

/** Ana at the batch, on a page that is not secure. */
async function onLan({ desk, proxy, operator }, { bets = 4, prepare } = {}) {
  const batch = await desk.batch(await desk.account(), bets);
  const ana = await operator("Ana", { url: `http://${host}:${proxy.port}` });
  // A header for secure pages; the browser says that it does not apply.
  ana.complaints.expect(/Cross-Origin-Opener-Policy header has been ignored/);
  if (prepare !== undefined) await ana.context.addInitScript(prepare);
  await ana.operate(batch);
  return { ana, batch };
}

/** What a paste brings. */
async function pasted({ page }) {
  const find = page.getByRole("combobox", { name: /find/i }).first();
  await find.fill("");
  await find.press("Control+v");
  return find.inputValue();
}

stage.test("U18 the page has none of what browsers keep for secure pages", async (stage) => {
  const { ana } = await onLan(stage);
  const has = await ana.page.evaluate(() => ({
    secure: isSecureContext,
    ids: typeof crypto.randomUUID,
    clipboard: typeof navigator.clipboard,
    locks: typeof navigator.locks,
  }));
  assert.deepEqual(has, { secure: false, ids: "undefined", clipboard: "undefined", locks: "undefined" });
});

stage.test("U18 marks, undo and submit work, each with a key of its own", async (stage) => {
  const { desk, proxy } = stage;
  const { ana, batch } = await onLan(stage);
  await ana.focusRow(batch.bets[0]);
  for (const bet of batch.bets) {
    await ana.row(bet).focus();
    await ana.press("s");
    await ana.settled(bet, "successful");
  }
  await ana.press("z");
  await ana.settled(batch.bets[3], "pending");
  await ana.focusRow(batch.bets[3]);
  await ana.press("f");
  await ana.settled(batch.bets[3], "failed");
  await ana.press("Control+Enter");
  const dialog = ana.page.getByRole("dialog");
  await ana.inDialog();
  await ana.press("Enter");
  await dialog.waitFor({ state: "detached" });
  assert.equal((await desk.read(batch)).status, "completed");
  const writes = [...proxy.seen("PATCH"), ...proxy.seen("POST", /\/submit$/)];
  const keys = writes.map(({ headers }) => headers["idempotency-key"]);
  assert.equal(new Set(keys).size, 7, `a key for each of 7 writes: ${keys}`);
  assert.ok(keys.every((key) => key.length >= 16));
});

stage.test("U18 copy works without the clipboard of secure pages", async (stage) => {
  const { ana, batch } = await onLan(stage);
  await ana.focusRow(batch.bets[1]);
  await ana.press("c");
  await until(
    () => ana.row(batch.bets[1]).evaluate((row) => row.contains(document.activeElement)),
    "the focus on the row",
  );
  assert.equal(await pasted(ana), batch.bets[1].selection);
});

stage.test("U18 where the browser refuses to copy, the text is there to copy by hand", async (stage) => {
  const refuse = () => {
    Document.prototype.execCommand = () => false;
  };
  const { ana, batch } = await onLan(stage, { prepare: refuse });
  await ana.focusRow(batch.bets[2]);
  await ana.press("c");
  const area = ana.page.getByRole("dialog", { name: "Copy this by hand" }).getByRole("textbox");
  await area.waitFor();
  const chosen = () => area.evaluate((text) => text.value.slice(text.selectionStart, text.selectionEnd));
  await until(async () => (await chosen()) === batch.bets[2].selection, "the text to be selected");
  await ana.press("Escape");
  await area.waitFor({ state: "detached" });
  await until(
    () => ana.row(batch.bets[2]).evaluate((row) => row.contains(document.activeElement)),
    "the focus on the row",
  );
});

stage.test("U18 a lost connection is told, and found again", async (stage) => {
  const { proxy, desk, expectFailures } = stage;
  const { ana, batch } = await onLan(stage);
  expectFailures();
  proxy.offline();
  await ana.connection("reconnecting");
  await ana.page
    .getByText(/^Reconnecting\./)
    .first()
    .waitFor();
  proxy.heal();
  await desk.mark(batch, batch.bets[0], "failed");
  await ana.connection("live");
  await ana.settled(batch.bets[0], "failed");
});

// A whole shift with the keyboard alone: U15. Two operators work through the sample data until nothing is open, while a
// bot changes other batches as fast as it may; afterwards the log says exactly what each of them did.
import assert from "node:assert/strict";
import { seed } from "./harness/server.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();
const patience = { timeout: 60_000 }; // a machine at work shares its cores with two browsers and a bot

/** What they decide: it depends on the bet alone, so that the log can be checked. */
const verdictOf = (pid) => (pid % 4 === 0 ? "failed" : "successful");
const keyOf = { successful: "s", failed: "f" };

/** An operator without a mouse, who notices when the focus is lost. */
class Hands {
  constructor(operator) {
    this.operator = operator;
    this.page = operator.page;
  }

  async press(...keys) {
    for (const key of keys) {
      await this.operator.press(key);
      await this.#keepsFocus(key);
    }
  }

  async #keepsFocus(after) {
    const held = () => this.page.evaluate(() => document.activeElement !== document.body);
    // What is closing or being replaced passes the focus on within a moment.
    await until(held, `a focus after ${after} at ${this.page.url()}`, { timeout: 5_000 });
  }

  isAt(selector) {
    return this.page.evaluate((where) => document.activeElement?.closest(where) !== null, selector);
  }

  tabTo(selector) {
    return this.#tabUntil(() => this.isAt(selector), selector);
  }

  async #tabUntil(isThere, what, most = 80) {
    for (let step = 0; !(await isThere()); ++step) {
      assert.ok(step < most, `${what} within ${most} steps of Tab`);
      await this.press("Tab");
    }
  }

  /** By its name in the palette. */
  async openAccount({ name }) {
    await this.press("Control+k");
    await this.page.getByRole("combobox", { name: "Command" }).waitFor(patience);
    await this.page.keyboard.type(name);
    await this.page
      .getByRole("option", { name: new RegExp(name) })
      .first()
      .waitFor(patience);
    await this.press("Enter");
    await this.page.getByRole("dialog").waitFor({ state: "detached" });
  }

  total(name) {
    return this.page.locator(`[data-total="${name}"]`).textContent();
  }

  async pending() {
    return Number.parseInt(await this.total("pending"), 10);
  }

  async settled() {
    await this.page.locator('[data-grid="bets"][aria-busy="false"]').waitFor(patience);
    await this.page.locator("[data-settling]").waitFor({ state: "detached" });
  }

  focusedRow() {
    return this.page.evaluate(() => {
      const row = document.activeElement?.closest("[data-pid]");
      return row ? { pid: Number(row.dataset.pid), status: row.dataset.status } : undefined;
    });
  }

  /** The row with the focus when it is pending, else the next that is; undefined when nothing is pending any more. */
  async #nextPending() {
    const isPending = ({ status } = {}) => status === "pending";
    if (!isPending(await this.focusedRow()) && (await this.pending()) > 0) await this.press("n");
    const found = await until(async () => {
      const row = await this.focusedRow();
      if (isPending(row)) return { row };
      return (await this.pending()) === 0 ? { row: undefined } : undefined;
    }, "a pending row with the focus, or none");
    return found.row;
  }

  /** Marks what is pending in the batch that is open. */
  async markAll() {
    await this.tabTo('[data-grid="bets"] [data-pid]');
    for (;;) {
      const row = await this.#nextPending();
      if (row === undefined) return;
      await this.press(keyOf[verdictOf(row.pid)]);
      const bet = this.page.locator(`[data-pid="${row.pid}"]`);
      const done = async () =>
        (await bet.getAttribute("data-status")) === verdictOf(row.pid) && (await bet.getAttribute("data-op")) === null;
      await until(done, `bet ${row.pid} to be ${verdictOf(row.pid)}`, patience);
    }
  }

  async submit() {
    const before = this.page.url();
    const button = this.page.getByRole("button", { name: /^Submit batch/ });
    await until(async () => (await button.getAttribute("aria-disabled")) === null, "submit to be free", patience);
    await this.press("Control+Enter");
    const confirm = this.page.getByRole("dialog").getByRole("button", { name: /^Submit to/ });
    await confirm.waitFor(patience);
    await until(() => confirm.evaluate((element) => element === document.activeElement), "the focus on submit");
    await until(async () => (await confirm.getAttribute("aria-disabled")) === null, "an armed submit", patience);
    await this.press("Enter");
    await this.page.getByRole("dialog").waitFor({ state: "detached", ...patience });
    await until(() => this.page.url() !== before, "the next place", patience);
  }

  /** All open batches of the account, one after the other as the console brings them. */
  async workOff(account) {
    await this.openAccount(account);
    const empty = this.page.getByText(`No open batch for ${account.name}`);
    const work = this.page.locator('[data-grid="bets"]');
    for (;;) {
      await empty.or(work).first().waitFor(patience);
      if (await empty.isVisible()) return;
      await this.settled();
      await this.markAll();
      await this.submit();
    }
  }

  async reconcile() {
    await this.press("g", "r");
    await this.page.locator('html[data-screen="reconcile"]').waitFor(patience);
  }

  /** A batch that was closed with pending bets, found in Reconcile: reopened with a reason, marked, submitted. */
  async finishLeftover(batch) {
    await this.reconcile();
    await this.page.locator(`[data-item="${batch.id}"]`).waitFor(patience);
    await this.tabTo(`[data-item="${batch.id}"]`);
    await this.press("Enter");
    await this.settled();
    const reopen = this.page.getByRole("button", { name: "Reopen" }).first();
    await this.#tabUntil(() => reopen.evaluate((button) => button === document.activeElement), "Reopen");
    await this.press("Enter");
    await this.page.getByRole("dialog").waitFor(patience);
    await this.tabTo('[role="dialog"] input, [role="dialog"] textarea');
    await this.page.keyboard.type("a bet was left");
    await this.press("Enter");
    await this.page.getByRole("dialog").waitFor({ state: "detached", ...patience });
    await until(async () => (await this.page.getByRole("button", { name: "Reopen" }).count()) === 0, "an open batch");
    await this.settled();
    await this.markAll();
    await this.submit();
  }

  async endsClean() {
    await this.reconcile();
    await this.page.getByText("Reconcile is clean").first().waitFor(patience);
  }
}

/** Starts the page; from here on only keys. */
async function sitDown(operator, name) {
  const someone = await operator(name);
  await someone.goto("/");
  await someone.connection("live", patience);
  const hands = new Hands(someone);
  await hands.press("Tab");
  return hands;
}

/** As fast as the server takes it, at most 500 changes a second, until it is told to stop. */
function startBot(desk, batches) {
  const state = { events: 0, going: true };
  const run = async () => {
    // At least once through all bets, so that none of them is pending.
    do state.events += (await desk.bot({ batches, rate: 500, seconds: 1 })).events;
    while (state.going && state.events < 15_000);
    return state.events;
  };
  const done = run();
  return {
    stop: () => {
      state.going = false;
      return done;
    },
  };
}

const isOpen = ({ status }) => status === "created" || status === "active";

/** What the accounts leave to do: open batches, and closed ones with pending bets. */
async function workOf(desk, accounts) {
  const work = [];
  for (const account of accounts) {
    const heads = await desk.ask("GET", `/api/v1/accounts/${account.id}/batches?bets=false`);
    const left = heads.filter((head) => isOpen(head) || head.summary.pending.count > 0);
    for (const head of left) work.push(await desk.read(head));
  }
  return work;
}

/** Each bet that was pending got one mark, each batch one submit, by the one who did it, and they are what is stored. */
async function assertDoneBy(desk, name, work, since) {
  for (const batch of work) {
    const events = (await desk.events({ batch, since })).filter(({ actor }) => actor !== undefined);
    assert.deepEqual([...new Set(events.map(({ actor }) => actor))], [name], `only ${name} changed batch ${batch.id}`);
    const marks = events.filter(({ type }) => type === "bet_status_updated").map(({ bet }) => [bet.pid, bet.status]);
    const wanted = batch.bets.filter(({ status }) => status === "pending").map(({ pid }) => [pid, verdictOf(pid)]);
    const byPid = (a, b) => a[0] - b[0];
    assert.deepEqual(marks.sort(byPid), wanted.sort(byPid));
    assert.equal(events.filter(({ type }) => type === "batch_submitted").length, 1);
    const now = await desk.read(batch);
    assert.equal(now.status, "completed");
    const kept = batch.bets.map(({ pid, status }) => [pid, status === "pending" ? verdictOf(pid) : status]);
    assert.deepEqual(
      now.bets.map(({ pid, status }) => [pid, status]),
      kept,
    );
  }
}

stage.test(
  "U15 two operators end a shift with the keyboard alone, while a bot works",
  async ({ server, desk, operator }) => {
    await seed(server);
    const accounts = await desk.ask("GET", "/api/v1/accounts");
    const [forAna, forMark] = [accounts.slice(0, 3), accounts.slice(3)];
    const models = await desk.account({ name: "Models only" });
    const busy = await desk.batch(models, 60);
    const [workOfAna, workOfMark] = [await workOf(desk, forAna), await workOf(desk, forMark)];
    const since = await desk.head();
    const [ana, mark] = [await sitDown(operator, "Ana"), await sitDown(operator, "Mark")];

    const bot = startBot(desk, [busy]);
    const shifts = [
      [ana, forAna],
      [mark, forMark],
    ].map(async ([hands, all]) => {
      for (const account of all) await hands.workOff(account);
    });
    await Promise.all(shifts);
    const changes = await bot.stop();

    // The batch of the bot is Mark's to submit; his page never reloaded, and shows what the server holds.
    await mark.operator.caughtUp(await desk.head(), patience);
    await mark.openAccount(models);
    await mark.settled();
    const { bets } = await desk.read(busy);
    assert.equal(await mark.pending(), 0);
    for (const { pid, status } of await mark.operator.rows())
      assert.equal(status, bets.find((bet) => bet.pid === pid).status);
    await mark.submit();

    for (const batch of workOfMark.filter((one) => !isOpen(one))) await mark.finishLeftover(batch);
    for (const batch of workOfAna.filter((one) => !isOpen(one))) await ana.finishLeftover(batch);
    await Promise.all([ana.endsClean(), mark.endsClean()]);

    await assertDoneBy(desk, "Ana", workOfAna, since);
    await assertDoneBy(desk, "Mark", workOfMark, since);
    const ofBot = await desk.events({ batch: busy, types: "bet_status_updated", since });
    assert.equal(ofBot.length, changes, "every change of the bot is one event");
    assert.ok(ofBot.every(({ actor }) => actor === "bot"));
  },
  { timeout: 300_000 },
);

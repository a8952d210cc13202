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

/** From one key of a sequence to the next at most this (web/src/lib/keyboard.ts). */
const sequencePause = 1000;

/** A control that is there and not locked. */
const isFree = (control) =>
  control.evaluateAll((all) => all.length > 0 && all[0].getAttribute("aria-disabled") === null);
const isFocused = (control) => control.evaluateAll((all) => all.length > 0 && all[0] === document.activeElement);
const isThere = async (place) => (await place.count()) > 0;

/** Counts how often the data was too old for a decision, which the console then does not take. Runs in the page. */
function countLateness() {
  globalThis.timesLate = 0;
  const look = (changes) => {
    for (const { target } of changes) if (target.dataset.freshness !== "live") globalThis.timesLate += 1;
  };
  new MutationObserver(look).observe(document, { subtree: true, attributeFilter: ["data-freshness"] });
}

/** What stands on the page, for who reads of a failure. Runs in the page. */
function describePage() {
  const text = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 200);
  const texts = (where) => [...document.querySelectorAll(where)].map(text);
  const focused = document.activeElement;
  return {
    place: location.pathname,
    focus: focused === null ? "" : `${focused.tagName} ${text(focused).slice(0, 60)}`,
    connection: texts("[data-connection]"),
    heading: texts("h1"),
    pending: texts('[data-total="pending"]'),
    rows: [...document.querySelectorAll("[data-pid]")].map(({ dataset: { pid, status, op } }) => [pid, status, op]),
    dialogs: texts('[role="dialog"]'),
    timesLate: globalThis.timesLate,
  };
}

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

  // What is closing or being replaced passes the focus on. A focus that is lost stays lost, however long one waits.
  #keepsFocus(after) {
    const held = () => this.page.evaluate(() => document.activeElement !== document.body);
    return this.#until(held, `a focus after ${after}`);
  }

  /** As `until`, but patient; a failure also says what stood on the page. */
  async #until(look, what) {
    try {
      return await until(look, what, patience);
    } catch (error) {
      const page = await this.page.evaluate(describePage).catch(({ message }) => message);
      throw new Error(`${this.operator.name}: ${error.message}\n${JSON.stringify(page)}`);
    }
  }

  isAt(selector) {
    return this.page.evaluate((where) => Boolean(document.activeElement?.closest(where)), selector);
  }

  tabTo(selector) {
    return this.#tabUntil(() => this.isAt(selector), selector);
  }

  async #tabUntil(isReached, what, most = 80) {
    for (let step = 0; !(await isReached()); ++step) {
      assert.ok(step < most, `${what} within ${most} steps of Tab`);
      await this.press("Tab");
    }
  }

  /** Keys that belong together. Where this machine took too long between them they do not, and are pressed again. */
  async #sequence(...keys) {
    let began;
    do {
      began = performance.now();
      await this.operator.press(...keys);
    } while (performance.now() - began >= sequencePause);
    await this.#keepsFocus(keys.join(" "));
  }

  /**
   * Presses a key that decides something, once `control` takes it. Only where the data became too old meanwhile, because
   * a ping was late, the console may have refused it: then it is pressed again.
   */
  async #decide(key, what, control, isDone) {
    const timesLate = () => this.page.evaluate(() => globalThis.timesLate);
    const isDoneOr = async (other) => ((await isDone()) ? "done" : (await other()) && "other");
    for (;;) {
      const before = await timesLate();
      if ((await this.#until(() => isDoneOr(() => isFree(control)), `${what} to be free`)) === "done") return;
      await this.press(key);
      await this.#until(() => isDoneOr(async () => (await timesLate()) > before), what);
    }
  }

  /** By its name in the palette. */
  async openAccount({ id, name }) {
    await this.press("Control+k");
    const box = this.page.getByRole("combobox", { name: "Command" });
    // What is typed before it has the focus goes nowhere.
    await this.#until(() => isFocused(box), "the focus in the palette");
    await this.page.keyboard.type(name);
    const chosen = this.page.locator('[role="option"][data-highlighted]', { hasText: name });
    const isFound = async () => (await box.inputValue()) === name && (await isThere(chosen));
    await this.#until(isFound, `${name} to be what Enter chooses`);
    await this.press("Enter");
    await this.#closesDialog();
    await this.#until(() => new RegExp(`/a/${id}(/|$)`).test(this.page.url()), `the account ${name}`);
  }

  #closesDialog() {
    return this.#until(async () => !(await isThere(this.page.getByRole("dialog"))), "the end of the dialog");
  }

  total(name) {
    return this.page.locator(`[data-total="${name}"]`).textContent();
  }

  async pending() {
    return Number.parseInt(await this.total("pending"), 10);
  }

  async settled() {
    const loaded = this.page.locator('[data-grid="bets"][aria-busy="false"]');
    const settling = this.page.locator("[data-settling]");
    await this.#until(async () => (await isThere(loaded)) && !(await isThere(settling)), "a batch that has settled");
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
    const found = await this.#until(async () => {
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
      await this.#until(done, `bet ${row.pid} to be ${verdictOf(row.pid)}`);
    }
  }

  async submit() {
    const before = this.page.url();
    const dialog = this.page.getByRole("dialog");
    const button = this.page.getByRole("button", { name: /^Submit batch/ });
    await this.#decide("Control+Enter", "the review", button, () => isThere(dialog));
    const confirm = dialog.getByRole("button", { name: /^Submit to/ });
    await this.#until(() => isFocused(confirm), "the focus on submit");
    await this.#decide("Enter", "the next place", confirm, () => this.page.url() !== before);
    await this.#closesDialog();
  }

  /** All open batches of the account, one after the other as the console brings them. */
  async workOff(account) {
    await this.openAccount(account);
    const empty = this.page.getByText(`No open batch for ${account.name}`);
    const work = this.page.locator('[data-grid="bets"]');
    for (;;) {
      await this.#until(() => isThere(empty.or(work)), "a batch, or none");
      if (await isThere(empty)) return;
      await this.settled();
      await this.markAll();
      await this.submit();
    }
  }

  async reconcile() {
    await this.#sequence("g", "r");
    await this.#until(() => isThere(this.page.locator('html[data-screen="reconcile"]')), "Reconcile");
  }

  /** A batch that was closed with pending bets, found in Reconcile: reopened with a reason, marked, submitted. */
  async finishLeftover(batch) {
    await this.reconcile();
    const item = this.page.locator(`[data-item="${batch.id}"]`);
    await this.#until(() => isThere(item), `batch ${batch.id} in Reconcile`);
    await this.tabTo(`[data-item="${batch.id}"]`);
    await this.press("Enter");
    await this.settled();
    await this.reopen();
    await this.settled();
    await this.markAll();
    await this.submit();
  }

  async reopen() {
    const dialog = this.page.getByRole("dialog");
    const reopen = this.page.getByRole("button", { name: "Reopen", exact: true });
    await this.#tabUntil(() => isFocused(reopen), "Reopen");
    await this.#decide("Enter", "the question for a reason", reopen, () => isThere(dialog));
    await this.#until(() => isFocused(dialog.getByRole("textbox")), "the focus on the reason");
    await this.page.keyboard.type("a bet was left");
    const confirm = dialog.getByRole("button", { name: "Reopen", exact: true });
    await this.#decide("Enter", "the end of the dialog", confirm, async () => !(await isThere(dialog)));
    await this.#until(async () => !(await isThere(reopen)), "an open batch");
  }

  async endsClean() {
    await this.reconcile();
    await this.#until(() => isThere(this.page.getByText("Reconcile is clean")), "a clean Reconcile");
  }
}

/** Starts the page; from here on only keys. */
async function sitDown(operator, name) {
  const someone = await operator(name);
  someone.page.setDefaultTimeout(patience.timeout);
  await someone.page.addInitScript(countLateness);
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
  done.catch(() => {}); // who stops it hears of it
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
    await Promise.all(shifts).finally(bot.stop);
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
  { timeout: 600_000 },
);

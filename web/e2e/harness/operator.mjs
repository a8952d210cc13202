// One person at the console: a browser context with a storage and a name of its own, and words for what one does there.
// The selectors are the contract that web/e2e/README.md states.
import { Complaints, contextOptions } from "./browser.mjs";
import { until } from "./until.mjs";

/** Where the console keeps the settings of this browser (web/src/lib/settings.ts). */
export const settingsKey = "betstream.settings";

export const select = {
  pill: "[data-connection]",
  grid: '[role="grid"][data-grid="bets"]',
  row: '[role="row"][data-pid]',
  scroller: "[data-scroller]",
};

// Runs in every document before its own scripts; what the console changed meanwhile stays.
function presetSettings([key, value]) {
  if (location.protocol.startsWith("http") && localStorage.getItem(key) === null) localStorage.setItem(key, value);
}

export class Operator {
  static async open(browser, { url, name, mayFail = () => false, settings = {}, ...options }) {
    const context = await browser.newContext({ ...contextOptions(options), baseURL: url });
    context.setDefaultTimeout(20_000);
    const operator = new Operator(context, name);
    await operator.complaints.watch(context, mayFail);
    const stored = JSON.stringify({ actor: name, ...settings });
    await context.addInitScript(presetSettings, [settingsKey, stored]);
    operator.page = await context.newPage();
    return operator;
  }

  constructor(context, name) {
    this.context = context;
    this.name = name;
    this.complaints = new Complaints();
  }

  close() {
    return this.context.close();
  }

  // --- going somewhere

  async goto(path = "/") {
    await this.page.goto(path, { waitUntil: "domcontentloaded" });
  }

  /** Opens the batch and waits until its rows are there and the stream is live. */
  async operate(batch, query = "") {
    await this.goto(`/a/${batch.account_id}/b/${batch.id}${query}`);
    // A phone shows cards in place of the grid.
    await this.page.locator(`${select.grid}[aria-busy="false"], [data-pid]`).first().waitFor();
    await this.connection("live");
  }

  // --- what is on the screen

  get grid() {
    return this.page.locator(select.grid);
  }

  row(bet) {
    return this.grid.locator(`[role="row"][data-pid="${bet.pid}"]`);
  }

  cell(bet, column) {
    return this.row(bet).locator(`[data-column="${column}"]`);
  }

  /** The status that a row shows, and what is known of an own change that is under way. */
  async shown(bet) {
    const row = this.row(bet);
    return { status: await row.getAttribute("data-status"), op: await row.getAttribute("data-op") };
  }

  /** Waits until the row shows the status, and nothing of it is on its way. */
  async settled(bet, status) {
    const right = async () => {
      const { status: now, op } = await this.shown(bet);
      return now === status && op === null;
    };
    await until(right, `bet ${bet.id} to be ${status}, confirmed`);
  }

  /** The bets of the mounted rows, in the order of the screen. */
  async rows() {
    const rows = await this.grid.locator(select.row).evaluateAll((all) =>
      all.map((row) => ({
        pid: Number(row.dataset.pid),
        index: Number(row.getAttribute("aria-rowindex")),
        status: row.dataset.status,
      })),
    );
    return rows.sort((a, b) => a.index - b.index);
  }

  /** Once two looks agree: what appears beside the grid takes its room from it a frame later. */
  async stillRows() {
    let last;
    return until(async () => {
      const rows = await this.rows();
      const isStill = JSON.stringify(rows) === JSON.stringify(last);
      last = rows;
      return isStill && rows;
    }, "rows that stand still");
  }

  async selected() {
    const rows = this.grid.locator(`${select.row}[aria-selected="true"]`);
    return rows.evaluateAll((all) => all.map((row) => Number(row.dataset.pid)));
  }

  /** The connection's state and the age of what is shown, as the pill says. */
  async pill() {
    const pill = this.page.locator(select.pill).first();
    return { state: await pill.getAttribute("data-connection"), text: (await pill.textContent()).trim() };
  }

  async connection(state, options) {
    await until(async () => (await this.pill()).state === state, `the pill to say ${state}`, options);
  }

  /** Waits until what is shown includes the event. */
  async caughtUp(seq, options) {
    const root = this.page.locator("html");
    await until(async () => Number(await root.getAttribute("data-seq")) >= seq, `event ${seq} on the screen`, options);
  }

  /** Waits until a dialog is open and has the focus: a key that comes before acts on what lies under it. */
  async inDialog(options) {
    const inside = () => Boolean(document.activeElement?.closest('[role="dialog"]'));
    await until(() => this.page.evaluate(inside), "the focus in a dialog", options);
  }

  // --- what one does

  /** Puts the focus on the row, as a click on its selection does; keys of the grid then act on it. */
  async focusRow(bet) {
    await this.cell(bet, "selection").click();
  }

  /** Scrolls until the row is mounted, then puts the focus on it. */
  async reach(bet) {
    const scroller = this.page.locator(select.scroller);
    const step = await scroller.evaluate((element) => {
      element.scrollTop = 0;
      return element.clientHeight / 2;
    });
    await until(async () => {
      if ((await this.row(bet).count()) > 0) return true;
      await scroller.evaluate((element, by) => element.scrollBy(0, by), step);
      return false;
    }, `the row of bet ${bet.id}`);
    await this.focusRow(bet);
  }

  /** Chooses a file of this content on the import screen. */
  async choose(name, content) {
    const buffer = typeof content === "string" ? Buffer.from(content) : content;
    await this.page.locator("[data-import-file]").setInputFiles({ name, mimeType: "text/plain", buffer });
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}

// What a browser test stands on: one server, one fault proxy, one browser per file; operators, fresh for each test.
//
//   const stage = openStage();
//   stage.test("a mark is shown", async ({ desk, proxy, operator }) => { ... });
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isOfTheMachine, launchBrowser } from "./browser.mjs";
import { Desk } from "./desk.mjs";
import { FaultProxy } from "./fault-proxy.mjs";
import { Operator } from "./operator.mjs";
import { pagesFrom } from "./pages.mjs";
import { startServer } from "./server.mjs";
import { watchSharedWorkers } from "./shared-workers.mjs";

const web = fileURLToPath(new URL("../..", import.meta.url));
export const artifacts = join(web, "artifacts");

/** The folder of the console that the proxy serves; undefined where the server brings its own. */
export function consoleFolder() {
  const folder = process.env.BETSTREAM_CONSOLE_DIST;
  return folder === undefined || folder === "" ? undefined : resolve(folder);
}

export class Stage {
  #ends = []; // how to close what was opened, the last first

  constructor(options = {}) {
    this.options = options;
    this.operators = [];
    this.workerErrors = [];
  }

  async open() {
    const { serverOptions, browserOptions } = this.options;
    const folder = consoleFolder();
    this.server = await this.#own(startServer(serverOptions), (server) => server.stop());
    const pages = folder === undefined ? undefined : pagesFrom(folder);
    this.proxy = await this.#own(FaultProxy.start({ target: this.server.url, pages }), (proxy) => proxy.stop());
    this.desk = await this.#own(new Desk(this.server.url), (desk) => desk.close());
    this.browser = await this.#own(launchBrowser(browserOptions), (browser) => browser.close());
    this.workers = await watchSharedWorkers(this.browser, (text) => this.#workerComplained(text));
    return this;
  }

  // The browser's own line about a request that failed is no complaint where requests fail on purpose.
  #workerComplained(text) {
    if (text.startsWith("Failed to load resource") && (this.faulty || isOfTheMachine(text))) return;
    this.workerErrors.push(`shared worker: ${text}`);
  }

  /** Where the console is without a proxy in between, for measuring; only with the proxy if that serves its files. */
  get shortestUrl() {
    return consoleFolder() === undefined ? this.server.url : this.proxy.url;
  }

  async #own(made, close) {
    const thing = await made;
    this.#ends.unshift(async () => close(thing));
    return thing;
  }

  /** Closes all, also when closing one of them fails. */
  async close() {
    const failures = [];
    for (const end of this.#ends) await end().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  /** Somebody at the console, through the proxy unless `url` says otherwise. */
  operator = async (name = "Ana", { url = this.proxy.url, ...options } = {}) => {
    const mayFail = () => this.faulty;
    const operator = await Operator.open(this.browser, { url, name, mayFail, ...options });
    this.operators.push(operator);
    return operator;
  };

  /** The test makes requests fail: the browser's own lines about these are no complaint from here on. */
  expectFailures = () => {
    this.faulty = true;
  };

  async run(name, body) {
    this.faulty = false;
    this.workerErrors.length = 0;
    this.proxy.heal();
    this.proxy.forget();
    // A test that ran out of its time ends when the next one is at work, whose operators it must not close.
    const operators = [];
    this.operators = operators;
    try {
      await body(this);
      this.#assertQuiet(operators);
    } catch (error) {
      await this.#keepPictures(name, operators);
      throw error;
    } finally {
      if (this.operators === operators) this.proxy.heal();
      await Promise.all(operators.map((operator) => operator.close().catch(() => {})));
    }
  }

  #assertQuiet(operators) {
    const said = ({ name, complaints }) => complaints.unexpected.map((text) => `${name}: ${text}`);
    const all = [...operators.flatMap(said), ...this.workerErrors];
    if (all.length > 0) throw new Error(`the console complained:\n${all.join("\n")}`);
  }

  async #keepPictures(name, operators) {
    const folder = join(artifacts, "failures");
    mkdirSync(folder, { recursive: true });
    for (const operator of operators) {
      const file = `${name} ${operator.name}`.replace(/[^\w]+/g, "-").slice(0, 120);
      await operator.page.screenshot({ path: join(folder, `${file}.png`), timeout: 5000 }).catch(() => {});
    }
  }
}

/** Registers the stage with the test runner. */
export function openStage(options) {
  const stage = new Stage(options);
  before(() => stage.open(), { timeout: 90_000 });
  after(() => stage.close(), { timeout: 60_000 });
  return {
    test: (name, body, { timeout = 60_000 } = {}) => test(name, { timeout }, () => stage.run(name, body)),
    skip: (name, why) => test(name, { skip: why }, () => {}),
  };
}

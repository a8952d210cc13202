// Every screen in its main states, in dark and in light, without a violation that axe can find: U15. A screen that is not
// built yet has no row in the navigation, and is passed over.
import { assertAccessible, assertAccessibleInBothThemes } from "./harness/axe.mjs";
import { hold } from "./harness/faults.mjs";
import { seed } from "./harness/server.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";
import { makeScene } from "./scenes.mjs";

const stage = openStage();
const patience = { timeout: 240_000 };
const small = { width: 1280, height: 640 }; // fewer rows to look at; they are all alike

/** Where each screen is, and what is on it when it has something to show. */
const screens = [
  { name: "operate", path: ({ account, atWork }) => `/a/${account.id}/b/${atWork.id}`, shows: "[data-pid]" },
  { name: "history" },
  { name: "import", path: ({ account }) => `/import?account=${account.id}` },
  { name: "activity" },
  { name: "statistics" },
  { name: "audit", path: ({ atWork }) => `/audit?batch=${atWork.id}` },
  { name: "reconcile" },
  { name: "accounts" },
  { name: "settings" },
];

let scene;

/** The sample data and more, made once. */
async function aScene({ server, desk }) {
  if (scene === undefined) {
    await seed(server);
    scene = await makeScene(desk);
  }
  return scene;
}

/** Looks at the page in both themes, or in the dark one where no colour is its own; what it finds is kept, so that one run tells all of it. */
class Inspection {
  found = [];

  constructor(operator) {
    this.operator = operator;
    this.page = operator.page;
  }

  async look(what, check = assertAccessibleInBothThemes) {
    await check(this.page).catch((error) => this.found.push(`${what}: ${error.message}`));
  }

  /** Without loading the page again, as a link does. */
  async go(path) {
    await this.page.evaluate((to) => history.pushState(null, "", to), path);
  }

  /** Whether the navigation leads to it. */
  async exists({ name }) {
    if (name === "operate") return true;
    return (await this.page.getByRole("navigation", { name: "Screens" }).locator(`a[href^="/${name}"]`).count()) > 0;
  }

  async each(state, data, { ready = async () => {}, check } = {}) {
    for (const screen of screens) {
      if (!(await this.exists(screen))) continue;
      await this.go(data === undefined ? `/${screen.name === "operate" ? "" : screen.name}` : pathOf(screen, data));
      await this.page.locator(`html[data-screen="${screen.name}"]`).waitFor();
      await ready(this.page, screen, data);
      await this.look(`${screen.name}, ${state}`, check);
    }
  }

  report() {
    if (this.found.length > 0) throw new Error(this.found.join("\n\n"));
  }
}

const pathOf = ({ name, path }, data) => path?.(data) ?? `/${name}`;

/** No skeleton is there any more. */
async function isLoaded(page, { shows }, data) {
  await until(async () => (await page.locator('main [aria-busy="true"]').count()) === 0, "everything to be loaded");
  if (shows !== undefined && data !== undefined) await page.locator(shows).first().waitFor();
}

async function inspect(operator, options) {
  const ana = await operator("Ana", { viewport: small, ...options });
  await ana.goto("/");
  await ana.connection("live");
  return new Inspection(ana);
}

stage.test(
  "U15 every screen is accessible where there is nothing yet",
  async ({ operator }) => {
    const inspection = await inspect(operator);
    await inspection.each("empty", undefined, { ready: isLoaded, check: assertAccessible });
    await inspection.go("/no/such/page");
    await inspection.page.getByText("There is nothing at this address").waitFor();
    await inspection.look("an unknown address");
    inspection.report();
  },
  patience,
);

stage.test(
  "U15 every screen is accessible at work, while it loads, and when what it shows is old",
  async ({ server, desk, proxy, operator, expectFailures }) => {
    const data = await aScene({ server, desk });
    const inspection = await inspect(operator);
    await inspection.each("live", data, { ready: isLoaded });

    const held = hold();
    proxy.on({ method: "GET", path: /^\/api\/v1/ }, held);
    const fresh = await beforeAnswers(operator, data);
    await fresh.each("loading", data, { check: assertAccessible });
    held.release();
    proxy.heal();

    expectFailures();
    proxy.halfOpen({ alsoNew: true });
    proxy.on({ method: "GET", path: /^\/api\/v1/ }, hold());
    await inspection.operator.connection("stale", { timeout: 60_000 });
    await inspection.each("stale", data);
    inspection.report();
    fresh.report();
  },
  patience,
);

// A page of which nothing was answered yet.
async function beforeAnswers(operator, { account, atWork }) {
  const ana = await operator("Ana", { viewport: small });
  await ana.goto(`/a/${account.id}/b/${atWork.id}`);
  await ana.page.getByRole("navigation", { name: "Screens" }).waitFor();
  return new Inspection(ana);
}

const dialog = ({ page }) => page.getByRole("dialog").first();
// Submit is locked while the data is old, which on a slow machine it may be for a moment.
const opened = (inspection, ...keys) =>
  until(async () => {
    await inspection.operator.press(...keys);
    return dialog(inspection)
      .waitFor({ timeout: 3_000 })
      .then(() => true);
  }, `a dialog after ${keys}`);

/** What opens over Operate, and the rows that are not as usual: how to get there from a row with the focus. */
const states = [
  ["chosen rows", (at) => at.operator.press("Space", "Shift+ArrowDown", "Shift+ArrowDown")],
  ["a question about many rows", (at) => at.operator.press("Control+a", "f")],
  ["details of a bet", (at) => at.operator.press("Escape", "Escape", "Enter")],
  ["the review of a submit", (at) => opened(at, "Control+Enter")],
  ["commands", (at) => opened(at, "Control+k")],
  ["all keys", (at) => opened(at, "?")],
];

stage.test(
  "U15 Operate is accessible with what opens over it, with a conflict, and read-only",
  async ({ server, desk, proxy, operator, expectFailures }) => {
    const data = await aScene({ server, desk });
    const inspection = await inspect(operator);
    const { operator: ana, page } = inspection;
    await ana.operate(data.atWork);
    await ana.reach(data.pending[0]);
    for (const [what, reach] of states) {
      await reach(inspection);
      await inspection.look(what);
      await ana.press("Escape", "Escape");
      await dialog(inspection).waitFor({ state: "detached" });
    }
    expectFailures();
    await ana.operate(data.atWork);
    await ana.reach(data.pending[0]);
    proxy.halfOpen();
    await desk.mark(data.atWork, data.pending[0], "failed", { as: "MK" });
    await ana.press("s");
    await page.locator("[data-conflict]").waitFor();
    await inspection.look("a conflict");
    proxy.heal();
    await inspection.go(`/a/${data.account.id}/b/${data.closed.id}`);
    await page
      .getByText(/^(Completed|Submitted) by Ana/)
      .first()
      .waitFor();
    await inspection.look("a closed batch");
    await inspection.go(`/a/${data.idle.id}`);
    await page.getByText(/^No open batch for/).waitFor();
    await inspection.look("an account with nothing open");
    inspection.report();
  },
  patience,
);

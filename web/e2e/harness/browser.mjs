// Chromium of the distribution, driven by playwright-core; what a page did wrong is written down. The one without windows:
// it takes half of the time.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** `more` are further switches, such as those for precise memory figures. */
export function launchBrowser({ more = [] } = {}) {
  if (!existsSync(executablePath))
    throw new Error(`no browser at ${executablePath}: install chromium-headless-shell, or set CHROMIUM`);
  return chromium.launch({ executablePath, args: [...args, ...more], timeout: 60_000 });
}

/** The versions of the browser and of the protocol, as the browser itself says. */
export async function versionsOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { product, protocolVersion } = await session.send("Browser.getVersion");
  await session.detach();
  return { product, protocolVersion };
}

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** An own storage, the same pixels everywhere, no motion. */
export function contextOptions({ viewport = desktop, theme = "dark", forcedColors = "none", scripts = true } = {}) {
  return {
    viewport,
    deviceScaleFactor: 1,
    colorScheme: theme,
    reducedMotion: "reduce",
    forcedColors,
    javaScriptEnabled: scripts,
    locale: "en-GB",
    timezoneId: "Europe/London",
    hasTouch: viewport.width < 700,
  };
}

/** A network interface came or went, as with a container elsewhere on this machine: Chromium breaks every request off. */
export const isOfTheMachine = (text) => text.includes("net::ERR_NETWORK_CHANGED");

/**
 * What no page may do unless a test said so beforehand: log an error or a warning, throw, break the content security
 * policy, open a dialog, crash.
 */
export class Complaints {
  #all = [];
  #expected = [];

  /** A complaint that matches is what the test provokes; each pattern must be met by the end. */
  expect(pattern) {
    this.#expected.push({ pattern, met: 0 });
  }

  add(kind, text) {
    const expected = this.#expected.find(({ pattern }) => pattern.test(`${kind}: ${text}`));
    if (expected) expected.met += 1;
    else this.#all.push(`${kind}: ${text}`);
  }

  get unexpected() {
    return [
      ...this.#all,
      ...this.#expected.filter(({ met }) => met === 0).map(({ pattern }) => `never came: ${pattern}`),
    ];
  }

  /** For a test of the complaints themselves. */
  forgive() {
    this.#all = [];
  }

  /** `mayFail()` says whether requests fail on purpose: then the browser's own lines about that are no complaint. */
  async watch(context, mayFail) {
    await context.exposeBinding("__policyViolated", (_source, text) => this.add("policy", text));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
        globalThis.__policyViolated(`${effectiveDirective} blocked ${blockedURI} (${sourceFile}:${lineNumber})`);
      });
    });
    context.on("weberror", (error) => this.add("error", error.error().stack ?? String(error.error())));
    context.on("dialog", (dialog) => this.#dialog(dialog));
    context.on("console", (message) => this.#console(message, mayFail));
    context.on("page", (page) => page.on("crash", () => this.add("crash", page.url())));
  }

  #dialog(dialog) {
    this.add("dialog", `${dialog.type()} ${dialog.message()}`);
    const go = dialog.type() === "beforeunload" ? dialog.accept() : dialog.dismiss();
    go.catch(() => {});
  }

  #console(message, mayFail) {
    if (!["error", "warning"].includes(message.type())) return;
    const text = message.text();
    if (text.startsWith("Failed to load resource") && (mayFail() || isOfTheMachine(text))) return;
    this.add(message.type(), `${text} (${message.location().url})`);
  }
}

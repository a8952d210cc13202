// The documentation in a browser: read with and without scripts, by keyboard, on a phone, and found from the console.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { phone } from "./harness/browser.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

const focused = (page) =>
  page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.tagName);
const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const pages = ["/docs", "/docs/monitoring", "/docs/api", "/docs/metrics", "/docs/0003-one-writer", "/docs/errors"];

stage.test("the documentation is read by keyboard alone", async ({ operator }) => {
  const { page } = await operator();
  await page.goto("/docs");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "#main", "the first stop skips the navigation");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^\/docs\//, "and the next is in the content");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/docs\/first-batch$/);
  assert.equal(await page.locator("#contents a[aria-current]").textContent(), "First batch");
});

stage.test("/ searches headings and names, and Enter goes there", async ({ operator }) => {
  const { page } = await operator();
  await page.goto("/docs");
  await page.keyboard.press("/");
  await page.keyboard.type("nodebehind");
  await page.locator(".results a").first().waitFor();
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "/docs/monitoring#betstreamnodebehind");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/docs\/monitoring#betstreamnodebehind$/);
  const { y } = await page.locator("#betstreamnodebehind").boundingBox();
  assert.ok(y > 0 && y < 200, `the heading is in sight, at ${y}`);

  await page.keyboard.press("/");
  await page.keyboard.type("body_bytes_max");
  await page.locator('.results a[href="/docs/limits#http"]').first().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".results a").count(), 0);
  await page.locator("#search input").fill("no such words");
  await page.getByText("Nothing has this in its heading.").waitFor();
});

stage.test("a code block is copied as it stands", async ({ operator }) => {
  const { page, context } = await operator();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/nginx");
  const block = page.locator(".code").first();
  await block.hover();
  await block.getByRole("button", { name: "Copy" }).click();
  await block.getByRole("button", { name: "Copied" }).waitFor();
  const shown = await block.locator("pre").textContent();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
  assert.match(shown, /^apt-get install -y nginx\n/);
});

stage.test("the list of headings follows what one reads", async ({ operator }) => {
  const { page } = await operator();
  await page.goto("/docs/monitoring#betstreamcommitsslow");
  const current = page.locator("#outline a[aria-current]");
  await until(async () => (await current.textContent()) === "BetStreamCommitsSlow", "the heading to be marked");
  const [link, list] = [await current.boundingBox(), await page.locator("#outline").boundingBox()];
  assert.ok(link.y >= list.y && link.y + link.height <= list.y + list.height, "and to be in sight");
});

for (const theme of ["light", "dark"]) {
  stage.test(`pages are accessible, ${theme}, and stay within the window of a phone`, async ({ operator }) => {
    const { page } = await operator("Ana", { theme });
    for (const path of [...pages, "/problems/not_found"]) {
      await page.goto(path);
      await assertAccessible(page);
    }
    await page.setViewportSize(phone);
    for (const path of pages) {
      await page.goto(path);
      assert.equal(await overflow(page), 0, path);
      await assertAccessible(page);
    }
  });
}

stage.test("on a phone the navigation is folded, and opens without a script", async ({ operator }) => {
  const { page } = await operator("Ana", { viewport: phone, scripts: false });
  await page.goto("/docs/nginx");
  const link = page.locator('#contents a[href="/docs/backup"]');
  assert.equal(await link.isVisible(), false);
  await page.getByRole("button", { name: "Contents" }).click();
  await link.waitFor();
  await page.keyboard.press("Escape");
  await link.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "On this page" }).click();
  await page.locator('#outline a[href="#several-nodes"]').waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Contents" }).click();
  await link.click();
  await page.waitForURL(/\/docs\/backup$/);
  assert.equal(await page.locator("#search").isVisible(), false, "what needs a script is not there without one");
});

stage.test("a script or a style that is written into a page does not run", async ({ operator }) => {
  const ana = await operator();
  const { page } = ana;
  for (const blocked of [
    /^policy: require-trusted-types-for blocked/,
    /^policy: style-src-elem blocked inline/,
    /^error: .*requires 'TrustedScript'/,
    /^error: Applying inline style violates/,
  ]) {
    ana.complaints.expect(blocked);
  }
  await page.goto("/docs");
  const ground = await page.evaluate(() => {
    const script = document.createElement("script");
    script.append("globalThis.ran = true;");
    const style = document.createElement("style");
    style.append("body { background: red }");
    document.body.append(script, style);
    return getComputedStyle(document.body).backgroundColor;
  });
  assert.notEqual(ground, "rgb(255, 0, 0)");
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
});

stage.test("the console leads to the documentation, which has its theme", async ({ operator }) => {
  const ana = await operator("Ana", { settings: { theme: "light" }, theme: "dark" });
  await ana.goto("/");
  await ana.connection("live");
  await ana.press("?");
  const link = ana.page.getByRole("dialog", { name: "Keys" }).getByRole("link", { name: "Documentation" });
  const [opened] = await Promise.all([ana.context.waitForEvent("page"), link.click()]);
  await opened.waitForURL(/\/docs$/);
  assert.equal(await opened.title(), "BetStream documentation");
  assert.equal(await opened.locator("html").getAttribute("data-theme"), "light");
  await opened.getByRole("link", { name: "Console" }).first().click();
  await opened.locator("html[data-screen]").waitFor();
});

// What the tests of the console stand on: which browser this is, and that the harness fails when a page does wrong.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { versionsOf } from "./harness/browser.mjs";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();

stage.test("browser and protocol", async ({ browser }) => {
  const { product, protocolVersion } = await versionsOf(browser);
  process.stdout.write(`# ${product}, DevTools protocol ${protocolVersion}, Node ${process.version}\n`);
  assert.match(product, /Chrom/);
});

// A page of our own in front of the server, with a policy and without faults; and a script that throws.
const head = '<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head>';
const policy = "default-src 'none'; script-src 'self'; img-src data:; worker-src 'self'";
const files = {
  "/page": ["text/html", `${head}<body><main><h1>A page</h1></main></body></html>`],
  "/misdeed.js": ["text/javascript", "setTimeout(() => { throw new Error('misdeed'); });"],
};

function serveFiles(request, response) {
  const file = files[request.url];
  if (file === undefined) return false;
  response.writeHead(200, { "Content-Type": file[0], "Content-Security-Policy": policy }).end(file[1]);
  return true;
}

async function onPage({ proxy, operator }, options) {
  proxy.pages = serveFiles;
  const one = await operator("Ana", options);
  await one.page.goto("/page");
  return one;
}

stage.test("an operator has the fixed conditions", async (stage) => {
  const { page } = await onPage(stage, { theme: "light" });
  const seen = await page.evaluate(() => ({
    size: [innerWidth, innerHeight],
    ratio: devicePixelRatio,
    still: matchMedia("(prefers-reduced-motion: reduce)").matches,
    light: matchMedia("(prefers-color-scheme: light)").matches,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    name: JSON.parse(localStorage.getItem("betstream.settings")).actor,
  }));
  const wanted = { size: [1440, 900], ratio: 1, still: true, light: true, zone: "Europe/London", name: "Ana" };
  assert.deepEqual(seen, wanted);
});

stage.test("two operators share nothing", async (stage) => {
  const [ana, mark] = [await onPage(stage), await onPage(stage)];
  await ana.page.evaluate(() => localStorage.setItem("secret", "of Ana"));
  assert.equal(await mark.page.evaluate(() => localStorage.getItem("secret")), null);
});

const misdeeds = [
  ["logs an error", "console.error('misdeed')", /error: misdeed/],
  ["throws", "void setTimeout(() => { throw new Error('misdeed'); })", /error: Error: misdeed/],
  ["rejects unheard", "void Promise.reject(new Error('misdeed'))", /misdeed/],
  ["opens a dialog", "void setTimeout(() => alert('misdeed'))", /dialog: alert misdeed/],
  [
    "breaks the policy",
    "void (document.body.innerHTML = '<img src=/misdeed.png>')",
    /policy: img-src blocked .*misdeed/,
  ],
];

for (const [what, misdeed, complaint] of misdeeds) {
  stage.test(`a page that ${what} is noticed`, async (stage) => {
    const { page, complaints } = await onPage(stage);
    assert.deepEqual(complaints.unexpected, []);
    await page.evaluate(misdeed);
    await until(() => complaints.unexpected.some((text) => complaint.test(text)), "the complaint");
    complaints.forgive();
  });
}

stage.test("an error in a shared worker is noticed", async (stage) => {
  const { page } = await onPage(stage);
  await page.evaluate("globalThis.worker = new SharedWorker('/misdeed.js'), 0");
  await until(() => stage.workerErrors.some((text) => /misdeed/.test(text)), "the complaint");
  stage.workerErrors.length = 0;
});

stage.test("a complaint that a test expects is none, and one that never comes is one", async (stage) => {
  const { page, complaints } = await onPage(stage);
  complaints.expect(/error: misdeed/);
  assert.deepEqual(complaints.unexpected, ["never came: /error: misdeed/"]);
  await page.evaluate("console.error('misdeed')");
  await until(() => complaints.unexpected.length === 0, "the expected complaint");
});

stage.test("axe names what is wrong and where", async (stage) => {
  const { page } = await onPage(stage);
  await assertAccessible(page);
  await page.evaluate("document.querySelector('main').append(document.createElement('button'))");
  await assert.rejects(assertAccessible(page), /button-name \(critical\).*\n.*\n\s+button/);
});

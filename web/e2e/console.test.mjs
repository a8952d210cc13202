// The console as such: it loads under a strict policy without a complaint, and has what it needs of the browser.
import assert from "node:assert/strict";
import { openStage } from "./harness/stage.mjs";

const stage = openStage();

stage.test("the console loads under its strict policy without a complaint", async ({ operator, proxy }) => {
  const { page } = await operator();
  const answer = await page.goto("/");
  assert.equal(answer.status(), 200);
  const policy = answer.headers()["content-security-policy"];
  for (const part of ["default-src", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]) {
    assert.ok(policy.includes(part), `${part} in ${policy}`);
  }
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/);
  await page.locator("#root > *, #root:not(:empty)").first().waitFor();
  assert.match(await page.title(), /BetStream/);
  const foreign = proxy.seen().filter(({ headers }) => headers.host !== `127.0.0.1:${proxy.port}`);
  assert.deepEqual(foreign, [], "nothing is loaded from elsewhere");
});

stage.test("a deep link loads the same console", async ({ operator }) => {
  const { page } = await operator();
  assert.equal((await page.goto("/history?state=submitted")).status(), 200);
  await page.locator("#root:not(:empty)").waitFor();
});

stage.test("programs still get their answer at /", async ({ proxy }) => {
  const answer = await fetch(proxy.url, { headers: { Accept: "*/*" } });
  assert.equal(answer.status, 200);
  assert.doesNotMatch(await answer.text(), /<html/);
});

stage.test("the browser has shared workers, and they may talk to the server", async ({ operator }) => {
  const { page } = await operator();
  await page.goto("/");
  assert.equal(await page.evaluate(() => typeof SharedWorker), "function");
});

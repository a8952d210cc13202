// Several tabs of one browser: HTTP/1.1 allows six connections to a server, and a stream per tab would use them up.
import assert from "node:assert/strict";
import { openStage } from "./harness/stage.mjs";
import { until } from "./harness/until.mjs";

const stage = openStage();
const tabs = 8;
const slow = { timeout: 120_000 }; // sixteen pages on a small machine

async function openTabs(operator, path) {
  const pages = [operator.page];
  while (pages.length < tabs) pages.push(await operator.context.newPage());
  await Promise.all(pages.map((page) => page.goto(path, { waitUntil: "domcontentloaded" })));
  for (const page of pages) await page.locator('[data-connection="live"]').first().waitFor();
  return pages;
}

stage.test(
  "eight tabs share one stream, and the API still answers",
  async ({ desk, operator, proxy }) => {
    const batch = await desk.batch(await desk.account(), 5);
    const pages = await openTabs(await operator(), "/");
    const protocol = await pages[0].evaluate(() => performance.getEntriesByType("navigation")[0].nextHopProtocol);
    assert.equal(protocol, "http/1.1", "with HTTP/2 this would prove nothing");
    assert.equal(proxy.openStreams().length, 1);

    const ask = (page) => page.evaluate(() => fetch("/api/v1/accounts").then(({ status }) => status));
    assert.deepEqual(await Promise.all(pages.map(ask)), Array(tabs).fill(200));

    await desk.mark(batch, batch.bets[0], "successful");
    const head = await desk.head();
    for (const page of pages) {
      const seq = page.locator("html");
      await until(async () => Number(await seq.getAttribute("data-seq")) >= head, "the change in every tab");
    }
  },
  slow,
);

stage.test(
  "the stream lives on when the tab that opened it is closed",
  async ({ desk, operator, proxy }) => {
    const ana = await operator();
    const [first, ...rest] = await openTabs(ana, "/");
    await first.close();
    await desk.account();
    const head = await desk.head();
    const seq = rest[0].locator("html");
    await until(async () => Number(await seq.getAttribute("data-seq")) >= head, "the change in another tab");
    assert.equal(proxy.openStreams().length, 1);
  },
  slow,
);

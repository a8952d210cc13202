// The TypeScript client in a browser, on a page of another origin: with preflights, and with nothing of Node about it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import { basename, join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { Api, batch_path } from "../contract/api.mjs";
import { Server, repository } from "../contract/server.mjs";
import "./typescript.mjs"; // which tells whether it is built
import { Wire } from "./wire.mjs";

const chromium_path = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

// An empty page, and the client beside it as `tsc` built it.
async function serve_page(context) {
  const server = http.createServer(({ url }, response) => {
    const is_script = url.endsWith(".js");
    response.writeHead(200, { "Content-Type": is_script ? "text/javascript" : "text/html" });
    response.end(is_script ? readFileSync(join(repository, "clients/typescript/dist", basename(url))) : "<!doctype html>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

// What runs in the page: a batch is posted, and followed until it is completed.
async function run_in_page(url) {
  const { BetStream, BetStreamProblem } = await import("/index.js");
  const client = new BetStream(url, { actor: "Zoë", reconnectMaxMs: 100 });
  const { data: account } = await client.createAccount({ name: "page", hostname: "h" });
  const refusal = await client.createAccount({ name: "page", hostname: "h" }).catch((error) => error);
  const bets = [{ id: 1, selection: "1/2", stake: 10, cost: 2.5 }];
  const { data: batch, cursor } = await client.createBatch(account.id, { meta: {}, bets });
  window.posted(batch);
  const types = [];
  for await (const event of client.events({ since: cursor, accounts: [account.id] })) {
    types.push(event.type);
    window.heard(event.type);
    if (event.type === "batch_completed") break;
  }
  return { refused: refusal instanceof BetStreamProblem && refusal.code, types };
}

test("a page of another origin writes, listens, and comes back after a cut", { timeout: 90_000 }, async (t) => {
  assert.ok(existsSync(chromium_path), `no Chromium at ${chromium_path}; set CHROMIUM`);
  const origin = await serve_page(t);
  const server = await Server.start({ args: ["--cors-origin", origin] });
  t.after(() => server.stop());
  const api = new Api(server.url);
  t.after(() => api.close());
  const wire = await Wire.start(server.port);
  t.after(() => wire.stop());
  const browser = await chromium.launch({ executablePath: chromium_path, args: ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(origin);
  let post;
  const posted = new Promise((resolve) => (post = resolve));
  await page.exposeFunction("posted", post);
  let heard;
  const has_heard = (type) => new Promise((resolve) => (heard = (each) => each === type && resolve()));
  await page.exposeFunction("heard", (type) => heard?.(type));

  const done = page.evaluate(run_in_page, wire.url);
  const batch = await Promise.race([posted, done]);
  assert.equal(batch.created_by, "Zoë");
  const marked = has_heard("bet_status_updated");
  await api.mark(batch, batch.bets[0], { status: "successful" });
  await Promise.race([marked, done]);
  wire.cut();
  await api.ok("POST", `${batch_path(batch)}/submit`, { json: {} });
  assert.deepEqual(await done, { refused: "name_taken", types: ["batch_activated", "bet_status_updated", "batch_submitted", "batch_completed"] });
});

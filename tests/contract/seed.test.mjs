// data/seed.sh against the real server: a living picture, and nothing more the second time.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Api } from "./api.mjs";
import { Server, repository } from "./server.mjs";

let server;
let api;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
});
after(async () => {
  api?.close();
  await server?.stop();
});

function seed(url) {
  return new Promise((resolve) => {
    const child = spawn("sh", [join(repository, "data/seed.sh"), url]);
    const said = { out: "", err: "" };
    child.stdout.on("data", (chunk) => (said.out += chunk));
    child.stderr.on("data", (chunk) => (said.err += chunk));
    child.on("close", (code) => resolve({ code, ...said }));
  });
}

test("an empty server gets 5 accounts, 22 batches and 60 bets", async () => {
  const { code, out, err } = await seed(server.url);
  assert.equal(code, 0, err);
  assert.match(out, /5 accounts, 22 batches and 60 bets/);
  const accounts = (await api.ok("GET", "/api/v1/accounts")).body;
  assert.equal(accounts.length, 5);
  const batches = (await Promise.all(accounts.map(({ id }) => api.ok("GET", `/api/v1/accounts/${id}/batches`)))).flatMap(({ body }) => body);
  assert.equal(batches.length, 22);
  const bets = batches.flatMap(({ bets }) => bets);
  assert.equal(bets.length, 60);
  assert.deepEqual([...new Set(batches.map(({ meta }) => meta.bet_type))].sort(), ["EXACTA", "PLACE", "QUINELLA", "TRIFECTA", "WIN"]);
  assert.deepEqual([...new Set(batches.map(({ status }) => status))].sort(), ["active", "completed", "created"]);
  assert.deepEqual([...new Set(bets.map(({ status }) => status))].sort(), ["failed", "pending", "successful"]);
  assert.ok(bets.some(({ selection }) => selection.includes("**")));
  const minutes = batches.map(({ meta }) => (Date.parse(meta.start_time) - Date.now()) / 60_000);
  assert.ok(minutes.every((m) => m > -45 && m < 60), String(minutes));
  assert.ok(minutes.some((m) => m > 0 && m < 6), "a race is about to start");
  for (const batch of batches) assert.deepEqual(Object.keys(batch.meta), ["name", "strategy", "bet_type", "race_id", "start_time"]);
});

test("a second run changes nothing", async () => {
  const before = await api.everything();
  const { code, out } = await seed(`${server.url}/`);
  assert.equal(code, 0);
  assert.match(out, /nothing changed/);
  assert.equal(await api.everything(), before);
});

test("after kill -9 a run goes on where it was", async (t) => {
  const other = await Server.start();
  t.after(() => other.kill());
  const half = seed(other.url);
  await new Promise((resolve) => setTimeout(resolve, 150));
  await other.kill();
  const { code, err } = await half;
  if (code !== 0) assert.match(err, /^seed: .*\n$/);
  await other.start_again();
  assert.equal((await seed(other.url)).code, 0);
  const check = new Api(other.url);
  const created = (await check.events_since(0)).filter(({ type }) => type === "batch_created");
  assert.equal(created.length, 22);
  check.close();
  await other.stop();
});

test("a server with other data is left alone", async (t) => {
  const other = await Server.start();
  t.after(() => other.kill());
  const check = new Api(other.url);
  await check.account({ name: "real money" });
  const before = await check.everything();
  const { code, err } = await seed(other.url);
  assert.equal(code, 1);
  assert.match(err, /^seed: .*holds other data.*\n$/);
  assert.equal(await check.everything(), before);
  check.close();
  await other.stop();
});

test("without a server it says so in one line, with what to do", async () => {
  const { code, out, err } = await seed("http://127.0.0.1:9");
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(err, /^seed: no BetStream answers at http:\/\/127\.0\.0\.1:9 .*betstream serve\n$/);
});

// The live session of the console against the real server, without a browser: what the pages hold after thousands of
// writes of several writers, with a crash in between, is what a fresh read says.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { startServer } from "./harness/server.mjs";
import { until } from "./harness/until.mjs";

const writes = 2_000;
const writers = 16;
const bets = 300;

let vite;
let server;
let Live;
let Hub;

before(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  vite = await createServer({
    root,
    appType: "custom",
    logLevel: "error",
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  ({ Live } = await vite.ssrLoadModule("/src/live/live.ts"));
  ({ Hub } = await vite.ssrLoadModule("/src/live/hub.ts"));
  server = await startServer();
});

after(async () => {
  await server?.stop();
  await vite?.close();
});

/** The same numbers at every run. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

async function send(method, path, body) {
  const headers = { "Content-Type": "application/json", "BetStream-Actor": "writer" };
  const response = await fetch(server.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : undefined };
}

const newBatch = (count) => ({
  meta: { name: "sync", start_time: "2026-01-31T12:05:00Z" },
  bets: Array.from({ length: count }, (_, index) => ({ id: index + 1, selection: "1/2", stake: 10.25, cost: 2.5 })),
});

async function aDesk() {
  const accounts = [];
  for (const name of ["one", "two", "three"])
    accounts.push((await send("POST", "/api/v1/accounts", { name, hostname: "h" })).body.id);
  const batches = [];
  for (const id of accounts) batches.push((await send("POST", `/api/v1/accounts/${id}/batches`, newBatch(bets))).body);
  return { accounts, batches };
}

function aPage(hub) {
  const live = new Live({
    baseUrl: server.url,
    actor: () => "Zoë",
    connect: (hear) => {
      const post = hub.attach((message) => queueMicrotask(() => hear(structuredClone(message))));
      return { post, close: () => post({ type: "leave" }) };
    },
  });
  live.start();
  return live;
}

/** One random write. A refusal is an answer like any other; a server that is down is not asked again. */
async function writeOnce({ accounts, batches }, roll, name) {
  const batch = batches[roll(batches.length)];
  const at = `/api/v1/accounts/${batch.account_id}/batches/${batch.id}`;
  const status = ["pending", "successful", "failed"][roll(3)];
  const bet = () => batch.bets[roll(batch.bets.length)].pid;
  const kind = roll(40);
  if (kind < 30) return send("PATCH", `${at}/bets/${bet()}`, { status });
  if (kind < 33) {
    const pids = [...new Set(Array.from({ length: 20 }, bet))];
    return send(
      "PATCH",
      `${at}/bets?mode=partial`,
      pids.map((pid) => ({ pid, status })),
    );
  }
  if (kind < 34) return send("POST", `/api/v1/accounts/${accounts[roll(3)]}/batches`, newBatch(3));
  if (kind < 35) return send("POST", `${at}/submit`, { pending: "keep" });
  if (kind < 37) return send("POST", `${at}/reopen`, { reason: "not yet" });
  if (kind < 38) return send("PATCH", at, { meta: { by: name, roll: roll(1_000) } });
  if (kind < 39) return send("PUT", `/api/v1/accounts/${accounts[0]}`, { name: `one ${roll(1_000)}`, hostname: "h" });
  const made = await send("POST", "/api/v1/accounts", { name: `${name} ${roll(1e9)}`, hostname: "h" });
  return roll(2) === 0 ? made : send("DELETE", `/api/v1/accounts/${made.body.id}`);
}

async function writer(desk, index, state) {
  const roll = dice(index + 1);
  while (state.left-- > 0) {
    await writeOnce(desk, roll, `w${index}`).catch(() => new Promise((wake) => setTimeout(wake, 50)));
  }
}

/** An operator at a page, marking what he sees. */
async function operate(live, batch, state) {
  const roll = dice(99);
  const at = { accountId: batch.account_id, batchId: batch.id };
  while (state.left > 0) {
    const { pids } = live.store.load(batch.id);
    if (pids.length > 0) live.actions.mark(at, [{ pid: pids[roll(pids.length)] }], ["successful", "failed"][roll(2)]);
    if (roll(4) === 0) live.actions.undo();
    await new Promise((wake) => setTimeout(wake, 5));
  }
}

async function assertSame(live, desk) {
  const read = async (path) => (await fetch(server.url + path)).json();
  const accounts = await read("/api/v1/accounts");
  assert.deepEqual(live.store.allAccounts(), accounts);
  const byId = (a, b) => a.id - b.id;
  for (const { id } of accounts) {
    const heads = await read(`/api/v1/accounts/${id}/batches?bets=false&status=created,active,submitted`);
    assert.deepEqual([...live.store.openBatches(id)].sort(byId), heads.sort(byId));
  }
  for (const { account_id, id } of desk.batches) {
    const batch = await read(`/api/v1/accounts/${account_id}/batches/${id}`);
    assert.deepEqual(
      live.store.load(id).pids.map((pid) => live.store.bet(pid)),
      batch.bets,
    );
  }
}

test("pages hold what a fresh read says, after thousands of writes and a crash", { timeout: 300_000 }, async () => {
  const desk = await aDesk();
  const ports = { baseUrl: server.url, fetch, random: Math.random };
  const shared = new Hub(ports);
  const pages = [aPage(shared), aPage(shared), aPage(new Hub(ports))];
  for (const page of pages)
    for (const { account_id, id } of desk.batches) page.bets.view({ accountId: account_id, batchId: id });
  const state = { left: writes };

  const work = [
    ...Array.from({ length: writers }, (_, index) => writer(desk, index, state)),
    operate(pages[0], desk.batches[0], state),
  ];
  await until(() => state.left < writes / 2, "half of the writes", { timeout: 60_000 });
  await server.kill();
  await server.start_again();
  await Promise.all(work);

  const head = async () =>
    Number((await fetch(`${server.url}/api/v1/accounts`)).headers.get("BetStream-Cursor").split("-").at(-1));
  for (const page of pages) {
    await until(() => page.overlay.all().length === 0, "no operation is open", { timeout: 60_000 });
    await until(async () => page.cursor().seq === (await head()), "the page is at the head", { timeout: 60_000 });
  }
  assert.ok((await head()) > writes / 2, "enough was written");
  for (const page of pages) await assertSame(page, desk);
  for (const page of pages) page.stop();
});

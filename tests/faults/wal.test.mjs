// The write-ahead log stays below its limit while readers never leave it alone (F6): reads that overlap without end,
// so that there is always somebody who needs an old page, and writes of several times the limit.
import assert from "node:assert/strict";
import http from "node:http";
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Server } from "../contract/server.mjs";
import { amount, report, sleep } from "../oracle/plan.mjs";
import { get, metric, send } from "../oracle/send.mjs";

const mebi = 1024 * 1024;
const limit = 64 * mebi;
const slack = 4 * mebi; // what one group may add after the look

const bets = JSON.stringify({ meta: {}, bets: Array.from({ length: 4000 }, (_, i) => ({ id: i, selection: `${i}/2/3 ** ${"x".repeat(60)}`, stake: 1.25, cost: 0.5 })) });

test("the log is bounded under endless overlapping reads", { timeout: 300_000 }, async (t) => {
  const server = await Server.start();
  t.after(() => server.stop());
  const agent = new http.Agent({ keepAlive: true });
  const { body: account } = await send(server.url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } });
  const batches = `/api/v1/accounts/${account.id}/batches`;
  const post = () => send(server.url, "POST", batches, { body: bets, headers: { "Content-Type": "application/json", Prefer: "return=minimal" }, agent });

  let stopped = false;
  let reads = 0;
  const read = async (target) => {
    while (!stopped) {
      const { status, text } = await send(server.url, "GET", target, { agent });
      assert.ok(status === 200 || status === 503, text.slice(0, 200)); // 503: the reads that wait are bounded too
      reads += status === 200 ? 1 : 0;
    }
  };
  const seen = { log: 0, metric: 0 };
  const watch = async () => {
    for (; !stopped; await sleep(20)) {
      seen.log = Math.max(seen.log, statSync(join(server.directory, "betstream.db-wal")).size);
      seen.metric = Math.max(seen.metric, await metric(server.url, "betstream_store_wal_bytes"));
    }
  };
  await post();
  const background = [watch(), ...Array.from({ length: 6 }, (_, i) => read(i % 2 === 0 ? `${batches}?limit=3` : "/api/v1/events?limit=5"))];
  const goal = amount("WAL_MIB", 26, 400) * mebi;
  let written = 0;
  const write = async () => {
    while (written < goal) {
      const { status, text } = await post();
      assert.equal(status, 201, text.slice(0, 200));
      written += bets.length;
    }
  };
  await Promise.all([write(), write()]);
  stopped = true;
  await Promise.all(background);
  agent.destroy();

  assert.ok(seen.log <= limit + slack, `the log grew to ${seen.log} bytes`);
  assert.ok(seen.metric <= limit + slack, `by its own account the log grew to ${seen.metric} bytes`);
  const stored = statSync(join(server.directory, "betstream.db")).size;
  assert.ok(stored > limit, "more was written than the log may hold");
  assert.equal((await get(server.url, "/readyz")).status, 200);
  report(t, { log_mib_max: seen.log / mebi, stored_mib: stored / mebi, sent_mib: written / mebi, reads, checkpoints: await metric(server.url, "betstream_store_checkpoints_total") });
});

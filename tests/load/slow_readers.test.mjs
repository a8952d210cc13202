// Subscribers that never read (F11): the others hear everything at once, the memory stays bounded, and the slow ones are
// cut at the end of a frame and miss nothing when they come back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Server } from "../contract/server.mjs";
import { amount, percentile, report, stop_after, until } from "../oracle/plan.mjs";
import { metric, read_log, send } from "../oracle/send.mjs";
import { resident_bytes } from "./process.mjs";
import { Crowd } from "./sse_client.mjs";

const mebi = 1024 * 1024;
const batch = { meta: {}, bets: Array.from({ length: 1000 }, (_, i) => ({ id: i, selection: `${i}/2/3`, stake: 1.5, cost: 0.5 })) };

test("who does not read harms nobody, and misses nothing after all", { timeout: 300_000 }, async (t) => {
  const server = await Server.start();
  t.after(() => server.stop());
  const { epoch } = await read_log(server.url);
  const target = `/sse?since=${epoch}-0`;
  const slow = new Crowd(server.url, { count: amount("SLOW", 200, 1000), target, reads: false });
  const good = new Crowd(server.url, { count: 50, target });
  stop_after(t, slow, good);
  slow.start();
  good.start();
  const everybody = slow.members.length + good.members.length;
  await until(async () => (await metric(server.url, "betstream_stream_subscribers")) === everybody, "all streams to be open");

  const memory_before = resident_bytes(server);
  const { body: account } = await send(server.url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } });
  let memory = memory_before;
  const waits = [];
  const batches = 70; // about 10 MiB: more than anybody may be behind, and less than what may be caught up
  for (let i = 0; i < batches; ++i) {
    const since = performance.now();
    const { status } = await send(server.url, "POST", `/api/v1/accounts/${account.id}/batches`, { json: batch, headers: { Prefer: "return=minimal" } });
    assert.equal(status, 201);
    await until(() => good.behind(i + 2) === 0, "the good ones to hear of it");
    waits.push(performance.now() - since);
    memory = Math.max(memory, resident_bytes(server));
  }
  const cut = await until(async () => (await metric(server.url, "betstream_stream_cut_slow_total")) >= slow.members.length, "all slow ones to be cut");
  assert.ok(cut);
  assert.deepEqual(good.violations, []);
  assert.equal(good.counts.bye, 0, "nobody who reads is cut");
  // Were there a queue for each of them, it would be 11 MB each.
  const grown = (memory - memory_before) / mebi;
  assert.ok(grown < 200, `the memory grew by ${grown} MiB`);

  const { events, head } = await read_log(server.url);
  const published = JSON.stringify(events).length;
  assert.ok(published > 8 * mebi, "more was published than anybody may be behind");
  slow.read();
  await until(() => slow.behind(head) === 0, "the slow ones to catch up", 60_000);
  assert.deepEqual(slow.violations.slice(0, 3), [], "resumed without a gap or a repetition");
  assert.ok(slow.counts.bye >= 0.9 * slow.members.length, `${slow.counts.bye} were told that they were too slow`);
  report(t, { never_reading: slow.members.length, good: good.members.length, published_mib: published / mebi, memory_grew_mib: grown, good_wait_ms_p50: percentile(waits, 0.5), good_wait_ms_p99: percentile(waits, 0.99), gaps: 0 });
});

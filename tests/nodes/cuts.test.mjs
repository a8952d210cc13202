// The connection between a node and its database breaks again and again, most often around COMMIT. What became of each
// commit must be found out: whoever was answered was told the truth, and nothing was done twice.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after, until } from "../oracle/plan.mjs";
import { Crowd, all_ready, count_in_doubt, judge_everywhere, start_nodes, stop_nodes, sum_of, subscribe_everywhere } from "./cluster.mjs";
import { Postgres } from "./postgres.mjs";
import { Proxy } from "./proxy.mjs";

const seconds = amount("CUTS_SECONDS", 10, 120);
const in_doubt_min = seconds; // once in a second, where a machine is fast enough
const cut_share = 0.08;
let postgres;

before(() => (postgres = Postgres.start()));
after(() => postgres?.stop());

test("whatever connection breaks during a commit, its outcome is found out", { timeout: 120_000 + 3000 * seconds }, async (t) => {
  const random = new Random(seed);
  const proxy = await Proxy.start(postgres.address, random.fork());
  t.after(() => proxy.stop());
  const database = postgres.create_database();
  const nodes = await start_nodes(2, [database.replace(postgres.address, proxy.address), database]);
  t.after(() => stop_nodes(nodes));
  const ledger = new Ledger();
  const crowd = new Crowd(nodes, ledger, random.fork());
  stop_after(t, crowd);
  await crowd.prepare();
  const subscribers = await subscribe_everywhere(t, nodes);

  let is_over = false;
  stop_after(t, { stop: () => (is_over = true) });
  proxy.share = cut_share;
  const trouble = proxy.trouble(() => is_over);
  crowd.start(10);
  await sleep(1000 * seconds);
  await until(() => count_in_doubt(nodes) >= in_doubt_min, `the answers to ${in_doubt_min} commits to be lost; with fewer this has tested nothing`, 60_000);
  is_over = true;
  proxy.share = 0;
  await trouble;
  await crowd.finish();
  await all_ready(nodes);
  const { events } = await judge_everywhere(nodes, ledger, subscribers);
  for (const subscriber of subscribers) await subscriber.stop();

  const in_doubt = count_in_doubt(nodes);
  const outcomes = ["applied", "not_applied", "unknown"];
  const found_out = await Promise.all(outcomes.map((outcome) => sum_of(nodes, `betstream_store_doubts_total{outcome="${outcome}"}`)));
  assert.equal(found_out.reduce((sum, count) => sum + count), in_doubt, "each of them was counted, by what was found out");
  const unknown = [...ledger.writes.values()].filter((write) => write.in_doubt > 0).length;
  report(t, { ...proxy.counts, cuts_at_any_moment: proxy.cuts, commits_in_doubt: in_doubt, ...Object.fromEntries(outcomes.map((outcome, i) => [`found_out_${outcome}`, found_out[i]])), told_as_unknown: unknown, refused_as_collided: crowd.refused, acknowledged: ledger.acknowledged.length, lost: 0, twice: 0, events: events.length });
});

// kill -9 of nodes at random moments while clients write at all of them. Whoever loses his node asks another one under the
// same key. What was acknowledged is there, nothing is there twice, and a node that comes back knows all that it missed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after, until } from "../oracle/plan.mjs";
import { metric, read_log } from "../oracle/send.mjs";
import { Subscriber } from "../oracle/subscriber.mjs";
import { Crowd, judge_everywhere, start_nodes, stop_nodes, subscribe_everywhere } from "./cluster.mjs";
import { Postgres } from "./postgres.mjs";

const node_count = 3;
const kills = amount("NODE_KILLS", 15, 200);
let postgres;

before(() => (postgres = Postgres.start()));
after(() => postgres?.stop());

// How long it took the node to know what the others knew when it was started.
async function come_back(node, others) {
  const since = performance.now();
  await node.start_again();
  const heads = await Promise.all(others.map(({ url }) => metric(url, "betstream_events_head")));
  await until(async () => (await metric(node.url, "betstream_events_head")) >= Math.max(...heads), "the node to catch up");
  return performance.now() - since;
}

// One dies; sometimes a second one before the first is back. One always lives.
async function kill_some(nodes, random) {
  const first = random.below(node_count);
  const victims = [nodes[first]];
  if (random.below(3) === 0) victims.push(nodes[(first + 1) % node_count]);
  for (const victim of victims) {
    await victim.kill();
    await sleep(random.between(0, 80));
  }
  const living = nodes.filter((node) => !victims.includes(node));
  const times = await Promise.all(victims.map((victim) => come_back(victim, living)));
  return { count: victims.length, slowest: Math.max(...times) };
}

test("whichever node is killed, nothing acknowledged is lost and nothing comes twice", { timeout: 120_000 + 3_000 * kills }, async (t) => {
  const nodes = await start_nodes(node_count, postgres.create_database());
  t.after(() => stop_nodes(nodes));
  const random = new Random(seed);
  const ledger = new Ledger();
  const crowd = new Crowd(nodes, ledger, random.fork());
  stop_after(t, crowd);
  await crowd.prepare();
  const { epoch } = await read_log(nodes[0].url);
  const choice = random.fork();
  const wanderer = new Subscriber(() => choice.pick(nodes).url, { target: `/sse?since=${epoch}-0`, haste: 300 });
  stop_after(t, wanderer);
  const subscribers = [...(await subscribe_everywhere(t, nodes)), wanderer];

  crowd.start(9);
  let done = 0;
  let slowest = 0;
  while (done < kills) {
    await sleep(random.between(5, 250));
    const killed = await kill_some(nodes, random);
    done += killed.count;
    slowest = Math.max(slowest, killed.slowest);
  }
  await sleep(100);
  await crowd.finish();
  const { events } = await judge_everywhere(nodes, ledger, subscribers);
  for (const subscriber of subscribers) await subscriber.stop();

  const in_doubt = [...ledger.writes.values()].filter((write) => write.in_doubt > 0);
  const survived = in_doubt.filter(({ answer }) => answer.replayed);
  assert.ok(in_doubt.length > 0, "some writes were interrupted, or this has tested nothing");
  const connections = subscribers.reduce((sum, each) => sum + each.connections, 0);
  report(t, {
    nodes: node_count, kills: done, acknowledged: ledger.acknowledged.length, in_doubt: in_doubt.length, of_them_durable: survived.length,
    lost: 0, twice: 0, events: events.length, connections, slowest_return_ms: slowest,
  });
});

// Three nodes behind one address, that of deploy/nginx: clients who know only that one lose nothing while nodes are stopped
// and killed behind it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Nginx } from "../nginx/nginx.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after } from "../oracle/plan.mjs";
import { Crowd, judge_everywhere, start_nodes, stop_nodes, subscribe_everywhere } from "./cluster.mjs";
import { Postgres } from "./postgres.mjs";

const rounds = amount("NGINX_ROUNDS", 6, 60);
let postgres;
let nodes;
let nginx;

before(async () => {
  postgres = Postgres.start();
  nodes = await start_nodes(3, postgres.create_database());
  nginx = await Nginx.site(nodes.map(({ port }) => port), { tls: false });
});
after(async () => {
  try {
    await nginx?.stop();
  } finally {
    await stop_nodes(nodes ?? []);
  }
  postgres?.stop();
});

// Stopped in order, or not: clients of the others notice nothing, its own are sent to the others.
async function leave_and_return(node, in_order) {
  if (in_order) await node.stop({ keep: true });
  else await node.kill();
  await sleep(100);
  await node.start_again();
}

test("clients of nginx lose nothing, whichever node goes behind it", { timeout: 60_000 + 5_000 * rounds }, async (t) => {
  const front = [nginx];
  const random = new Random(seed);
  const ledger = new Ledger();
  const crowd = new Crowd(front, ledger, random.fork());
  stop_after(t, crowd);
  await crowd.prepare();
  const subscribers = [...(await subscribe_everywhere(t, front)), ...(await subscribe_everywhere(t, front)), ...(await subscribe_everywhere(t, front))];

  crowd.start(8);
  for (let round = 0; round < rounds; ++round) {
    await sleep(random.between(50, 300));
    await leave_and_return(nodes[round % nodes.length], round % 2 === 0);
  }
  await crowd.finish();
  const { events } = await judge_everywhere(nodes, ledger, subscribers);
  for (const subscriber of subscribers) await subscriber.stop();
  const connections = subscribers.reduce((sum, each) => sum + each.connections, 0);
  assert.ok(connections > subscribers.length, "streams were cut, or this has tested nothing");
  report(t, { nodes: nodes.length, rounds, acknowledged: ledger.acknowledged.length, lost: 0, twice: 0, events: events.length, connections });
});

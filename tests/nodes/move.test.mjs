// Clients that go from node to node: what one node told them, the others go on from, even before they know of it.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { run_sql } from "../contract/database.mjs";
import { Stream, assert_dense } from "../contract/stream.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after } from "../oracle/plan.mjs";
import { get, read_log, send, seq_of } from "../oracle/send.mjs";
import { Subscriber } from "../oracle/subscriber.mjs";
import { Crowd, judge_everywhere, start_nodes, stop_nodes } from "./cluster.mjs";
import { Postgres } from "./postgres.mjs";

const node_count = 3;
const movers = 12;
const milliseconds = 1000 * amount("MOVE_SECONDS", 6, 60);
const rounds = amount("MOVE_ROUNDS", 40, 2000);
let postgres;

before(() => (postgres = Postgres.start()));
after(() => postgres?.stop());

// Every call of the name without a schema finds this one first: nodes hear nothing of each other, and look by themselves
// four times a second. So what one of them says is news to the others.
const without_notices = (database) => `
CREATE SCHEMA mutant;
CREATE FUNCTION mutant.pg_notify(channel text, payload text) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
ALTER DATABASE ${new URL(database).pathname.slice(1)} SET search_path = mutant, pg_catalog, public;`;

async function nodes_of(t, prepare = () => "SELECT 1") {
  const database = postgres.create_database();
  run_sql(database, prepare(database));
  const nodes = await start_nodes(node_count, database);
  t.after(() => stop_nodes(nodes));
  return nodes;
}

// A subscriber that never connects twice to the same node.
function a_mover(nodes, epoch, start) {
  let turn = start;
  const next = () => nodes[turn++ % nodes.length].url;
  return new Subscriber(next, { target: `/sse?since=${epoch}-0`, haste: 300 });
}

async function keep_moving(subscriber, random, is_over) {
  while (!is_over() && !subscriber.failure) {
    await sleep(random.between(10, 150));
    subscriber.leave();
  }
}

test("a subscriber that moves from node to node misses nothing and hears nothing twice", { timeout: 60_000 + 2 * milliseconds }, async (t) => {
  const nodes = await nodes_of(t);
  const random = new Random(seed);
  const ledger = new Ledger();
  const crowd = new Crowd(nodes, ledger, random.fork());
  stop_after(t, crowd);
  await crowd.prepare();
  const { epoch } = await read_log(nodes[0].url);
  const subscribers = Array.from({ length: movers }, (_, i) => a_mover(nodes, epoch, i));
  stop_after(t, ...subscribers);
  let is_over = false;
  stop_after(t, { stop: () => (is_over = true) });
  const moving = Promise.all(subscribers.map((each) => keep_moving(each, random.fork(), () => is_over)));

  crowd.start(8);
  await sleep(milliseconds);
  await crowd.finish();
  is_over = true;
  await moving;
  const { events } = await judge_everywhere(nodes, ledger, subscribers);
  for (const subscriber of subscribers) await subscriber.stop();

  const moves = subscribers.reduce((sum, { connections }) => sum + connections, 0);
  assert.ok(moves > 3 * movers, "they moved, or this has tested nothing");
  const heard = subscribers.reduce((sum, { track }) => sum + track.events.length, 0);
  report(t, { nodes: node_count, subscribers: movers, moves, events: events.length, heard, resets: 0, missed: 0, twice: 0 });
});

test("a cursor that another node gave a moment ago is no reset", { timeout: 120_000 }, async (t) => {
  const nodes = await nodes_of(t, without_notices);
  const agents = nodes.map(() => new http.Agent({ keepAlive: true }));
  t.after(() => agents.forEach((agent) => agent.destroy()));
  const random = new Random(seed);
  // Makes one event, and gives its cursor.
  const write = async (at, name) => {
    const { headers } = await send(nodes[at].url, "POST", "/api/v1/accounts", { json: { name, hostname: "h" }, agent: agents[at] });
    return headers["betstream-cursor"];
  };
  let ahead = 0;
  for (let round = 0; round < rounds; ++round) {
    const from = random.below(node_count);
    const to = (from + random.between(1, node_count - 1)) % node_count;
    const cursor = await write(from, `first ${round}`);
    const stream = await Stream.open(nodes[to].url, "/sse", { "Last-Event-ID": cursor });
    const { body: page } = await get(nodes[to].url, `/api/v1/events?since=${cursor}`, { agent: agents[to] });
    assert.deepEqual([page.events, page.next], [[], cursor], `round ${round}: nothing is known after ${cursor}`);
    const { data: hello } = await stream.message("hello");
    if (hello.head < seq_of(cursor)) ahead += 1;
    const next = seq_of(await write(from, `second ${round}`));
    await stream.reached(next);
    const resets = stream.messages.filter(({ event }) => event === "reset");
    assert.deepEqual(resets, [], `round ${round}: the stream goes on from ${cursor}`);
    assert_dense(stream.seqs, seq_of(cursor) + 1, next);
    stream.close();
  }
  assert.ok(ahead > rounds / 2, "most cursors were news to the other node, or this has tested nothing");
  report(t, { rounds, cursors_ahead_of_the_node: ahead, resets: 0 });
});

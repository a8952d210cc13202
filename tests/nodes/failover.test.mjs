// A primary with a synchronous standby, and nodes that know both: the primary falls silent for a while, and comes back; it
// dies, and the standby is promoted. Nodes go on by themselves, and what was acknowledged is there, once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stream, assert_dense } from "../contract/stream.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after, until } from "../oracle/plan.mjs";
import { read_log } from "../oracle/send.mjs";
import { Crowd, all_ready, count_in_doubt, judge_everywhere, none_ready, start_nodes, stop_nodes, subscribe_everywhere } from "./cluster.mjs";
import { Postgres } from "./postgres.mjs";

const node_count = 2;
const writers = 8;
const load_milliseconds = 1000 * amount("FAILOVER_LOAD_SECONDS", 2, 10);
const silence_milliseconds = 12_000; // longer than a node waits for an answer
const notice_milliseconds = 1000; // a manager needs a moment to see that a primary is dead
const recovery_milliseconds_max = 10_000;
let primary;
let standby;

before(async () => {
  primary = Postgres.start("fsync=on");
  standby = primary.start_synchronous_standby();
  await until(() => primary.is_synchronous(), "the standby to be synchronous");
});
after(() => {
  standby?.stop();
  primary?.stop();
});

async function start_load(t) {
  const { pathname } = new URL(primary.create_database());
  const nodes = await start_nodes(node_count, `postgresql://postgres@${primary.address},${standby.address}${pathname}`, { args: [] });
  t.after(() => stop_nodes(nodes));
  const ledger = new Ledger();
  const crowd = new Crowd(nodes, ledger, new Random(seed));
  stop_after(t, crowd);
  await crowd.prepare();
  return { nodes, ledger, crowd, processes: nodes.map(({ child }) => child) };
}

function judge_processes({ nodes, processes }) {
  nodes.forEach(({ child }, i) => assert.ok(child === processes[i] && child.exitCode === null && child.signalCode === null, "the same processes are at work"));
}

// How long until `condition` holds.
async function time_to(condition) {
  const since = performance.now();
  await condition();
  return performance.now() - since;
}

const all_elsewhere = (nodes, epoch) => until(async () => (await Promise.all(nodes.map(({ url }) => read_log(url).catch(() => ({ epoch }))))).every((log) => log.epoch !== epoch), "all nodes to show another history");

const next_answer = (ledger, count) => until(() => ledger.acknowledged.length > count, "a write to be acknowledged");

test("a database that falls silent and comes back loses nothing, and nobody is reset", { timeout: 120_000 }, async (t) => {
  const load = await start_load(t);
  const { nodes, ledger, crowd } = load;
  const subscribers = await subscribe_everywhere(t, nodes);
  const streams = await Promise.all(nodes.map(({ url }) => Stream.open(url, "/sse")));
  const pings = () => streams.map(({ messages }) => messages.filter(({ event }) => event === "ping").length);
  crowd.start(writers);
  await sleep(load_milliseconds);

  const thawed = sleep(silence_milliseconds).then(() => primary.thaw());
  primary.freeze();
  const unready_ms = await time_to(() => none_ready(nodes));
  await sleep(200); // what was sent before has arrived
  const heard = pings();
  await thawed;
  assert.deepEqual(pings(), heard, "a node that is out of touch does not say that there is nothing new");
  const acknowledged = ledger.acknowledged.length;
  const ready_ms = await time_to(() => all_ready(nodes));
  await next_answer(ledger, acknowledged);
  await sleep(load_milliseconds);

  await crowd.finish();
  await until(() => pings().every((count, i) => count > heard[i]), "the nodes to speak again");
  const { events } = await judge_everywhere(nodes, ledger, subscribers);
  for (const subscriber of subscribers) await subscriber.stop();
  streams.forEach((stream) => stream.close());
  judge_processes(load);
  report(t, {
    silence_ms: silence_milliseconds, unready_after_ms: unready_ms, ready_again_after_ms: ready_ms, acknowledged: ledger.acknowledged.length,
    commits_in_doubt: count_in_doubt(nodes), lost: 0, twice: 0, events: events.length,
  });
});

// Comes back with the last id whenever its stream ends, and keeps what each stream said.
class Visitor {
  streams = [];
  stopped = false;

  constructor(base, target) {
    this.base = base;
    this.target = target;
    this.done = this.#run();
    this.done.catch(() => {}); // heard by stop()
  }

  get said() {
    return this.streams.flatMap(({ messages }) => messages);
  }

  async #run() {
    while (!this.stopped) {
      const cursor = this.said.findLast(({ id }) => id)?.id;
      const stream = await Stream.open(this.base, this.target, cursor ? { "Last-Event-ID": cursor } : {}).catch(() => undefined);
      if (stream) {
        this.streams.push(stream);
        await stream.until(() => stream.ended, "the end", 120_000);
      }
      if (!this.stopped) await sleep(50);
    }
  }

  async reached(seq, epoch) {
    await until(() => this.said.some(({ id }) => id?.startsWith(`${epoch}-`) && Number(id.split("-")[1]) >= seq), `event ${seq} of ${epoch}`);
  }

  async stop() {
    this.stopped = true;
    this.streams.at(-1)?.close();
    await this.done;
  }
}

// Before: everything from the first event on, and at the end `bye`. Afterwards: `reset`, once, and everything after it.
function judge_visitor({ streams }, before, { events, epoch }) {
  const of = (wanted) => streams.filter(({ messages }) => messages[0]?.event === "hello" && messages[0].data.epoch === wanted);
  const [old, anew] = [of(before), of(epoch)];
  for (const { messages } of old) assert.equal(messages.at(-1).event, "bye", "the old history ends with `bye`");
  const heard = old.flatMap((stream) => stream.events).map(({ data }) => data);
  assert.deepEqual(heard, events.slice(0, heard.length), "what was heard before is there still");

  const resets = streams.flatMap(({ messages }) => messages).filter(({ event }) => event === "reset");
  assert.deepEqual(resets.map(({ data }) => data.reason), ["other_epoch"]);
  assert.equal(anew[0].messages[1], resets[0], "the new history begins with `reset`");
  assert.ok(resets[0].data.head >= heard.length, "the state that is read anew is not older than what was heard");
  assert_dense(anew.flatMap(({ seqs }) => seqs), resets[0].data.head + 1, events.length);
  return heard.length;
}

test("a standby that is promoted has every acknowledged write, and nodes go on there by themselves", { timeout: 120_000 }, async (t) => {
  const load = await start_load(t);
  const { nodes, ledger, crowd } = load;
  const { epoch } = await read_log(nodes[0].url);
  const visitors = nodes.map(({ url }) => new Visitor(url, `/sse?since=${epoch}-0`));
  stop_after(t, ...visitors);
  crowd.start(writers);
  await sleep(load_milliseconds);

  primary.signal("SIGKILL");
  await sleep(notice_milliseconds);
  const acknowledged = ledger.acknowledged.length;
  standby.promote();
  const [answer_ms, ready_ms] = await Promise.all([time_to(() => next_answer(ledger, acknowledged)), time_to(() => all_elsewhere(nodes, epoch).then(() => all_ready(nodes)))]);
  assert.ok(Math.max(answer_ms, ready_ms) < recovery_milliseconds_max, `answers after ${answer_ms} ms, ready after ${ready_ms} ms`);
  await sleep(load_milliseconds);

  await crowd.finish();
  const verdict = await judge_everywhere(nodes, ledger);
  assert.notEqual(verdict.epoch, epoch, "it is another history");
  for (const visitor of visitors) await visitor.reached(verdict.events.length, verdict.epoch);
  for (const visitor of visitors) await visitor.stop();
  const heard = visitors.map((visitor) => judge_visitor(visitor, epoch, verdict));
  judge_processes(load);
  report(t, {
    promoted_after_ms: notice_milliseconds, first_answer_after_ms: answer_ms, all_ready_after_ms: ready_ms, acknowledged: ledger.acknowledged.length,
    commits_in_doubt: count_in_doubt(nodes), lost: 0, twice: 0, events: verdict.events.length, heard_before: heard.join(" and "), resets: visitors.length,
  });
});

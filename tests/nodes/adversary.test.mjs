// Three nodes write at once while the database does its worst: it lingers between the insert of events and the commit,
// rolls some groups back at the last moment, and somebody holds a transaction open all the time. The log must have no gap
// for anybody at any moment. The same without the lock on the log must be found guilty, or all this would prove nothing.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { run_sql } from "../contract/database.mjs";
import { Stream, assert_dense, frames_of } from "../contract/stream.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after } from "../oracle/plan.mjs";
import { get, read_log, seq_of } from "../oracle/send.mjs";
import { Crowd, judge_everywhere, settled, start_nodes, stop_nodes, sum_of } from "./cluster.mjs";
import { Postgres } from "./postgres.mjs";

const node_count = 3;
const writers = 8 * node_count;
const milliseconds = 1000 * amount("ADVERSARY_SECONDS", 6, 120);
let postgres;

before(() => (postgres = Postgres.start()));
after(() => postgres?.stop());

// Numbers of a sequence stay taken when a transaction is rolled back: it counts how often the database said no.
const worst = `
CREATE SEQUENCE public.rollbacks;
CREATE FUNCTION public.linger() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN PERFORM pg_sleep(random() * 0.006); RETURN NULL; END $$;
CREATE TRIGGER linger AFTER INSERT ON betstream.events FOR EACH STATEMENT EXECUTE FUNCTION public.linger();
CREATE FUNCTION public.sometimes_fail() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF random() < 0.01 THEN
      PERFORM nextval('public.rollbacks');
      RAISE EXCEPTION 'not this time' USING ERRCODE = '40001';
    END IF;
    RETURN NULL;
  END $$;
CREATE CONSTRAINT TRIGGER sometimes_fail AFTER INSERT ON betstream.events DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION public.sometimes_fail();`;

// Every call of the name without a schema finds this one first; only the lock on the log is missing.
const without_the_lock = (database) => `
CREATE SCHEMA mutant;
CREATE FUNCTION mutant.pg_advisory_xact_lock(key bigint) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN IF key <> 4784348180898113639 THEN PERFORM pg_catalog.pg_advisory_xact_lock(key); END IF; END $$;
ALTER DATABASE ${new URL(database).pathname.slice(1)} SET search_path = mutant, pg_catalog, public;`;

// A session that looked at the log, has a transaction id, and does nothing more.
async function stand_by(t, database) {
  const session = spawn("psql", ["--no-psqlrc", "--quiet", "--tuples-only", database], { stdio: ["pipe", "pipe", "inherit"] });
  stop_after(t, { stop: () => session.kill() });
  session.stdin.write("BEGIN;\nCREATE TABLE public.unfinished AS SELECT count(*) FROM betstream.events;\nSELECT 'here';\n");
  await Promise.race([once(session.stdout, "data"), once(session, "exit").then(([code]) => assert.fail(`psql ended with code ${code}`))]);
  return () => session.stdin.end("COMMIT;\n");
}

// Asks one node for what is new, again and again, as a client without streams does.
class Poller {
  seqs = [];
  pages = 0;
  stopped = false;

  constructor(base, epoch) {
    this.base = base;
    this.cursor = `${epoch}-0`;
    this.done = this.#run();
    this.done.catch(() => {}); // heard by stop()
  }

  async #run() {
    for (let left = true; !this.stopped || left; this.pages += 1) {
      const { body } = await get(this.base, `/api/v1/events?since=${this.cursor}&limit=200`);
      for (const { seq } of body.events) {
        assert.equal(seq, (this.seqs.at(-1) ?? 0) + 1, "a poller sees no gap and no repetition");
        this.seqs.push(seq);
      }
      this.cursor = body.next;
      left = seq_of(body.next) < seq_of(body.head);
      await sleep(5);
    }
  }

  stop() {
    this.stopped = true;
    return this.done;
  }
}

// The load, and all that was seen of it; judged afterwards by whoever called.
async function run_load(t, prepare = () => "SELECT 1") {
  const database = postgres.create_database();
  run_sql(database, prepare(database));
  const nodes = await start_nodes(node_count, database);
  t.after(() => stop_nodes(nodes));
  const ledger = new Ledger();
  const crowd = new Crowd(nodes, ledger, new Random(seed));
  stop_after(t, crowd);
  await crowd.prepare();
  run_sql(database, worst);
  const leave = await stand_by(t, database);
  const { epoch } = await read_log(nodes[0].url);
  const streams = await Promise.all(nodes.map(({ url }) => Stream.open(url, `/sse?since=${epoch}-0`)));
  const pollers = nodes.map(({ url }) => new Poller(url, epoch));
  stop_after(t, ...pollers);
  const collisions = await sum_of(nodes, "betstream_writer_collisions_total");

  crowd.start(writers);
  await sleep(milliseconds);
  await crowd.finish();
  const head = await settled(nodes);
  for (const stream of streams) await stream.reached(head);
  for (const poller of pollers) await poller.stop();
  leave();
  const figures = {
    collisions: (await sum_of(nodes, "betstream_writer_collisions_total")) - collisions,
    rollbacks: Number(run_sql(database, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM public.rollbacks")),
  };
  return { nodes, ledger, crowd, streams, pollers, head, figures };
}

// Each subscriber heard exactly 1..N, in order, and the same bytes at every node.
function judge_streams({ streams, pollers, head }) {
  const [first, ...others] = streams.map(({ bytes }) => frames_of(bytes));
  assert.equal(first.size, head);
  for (const stream of streams) assert_dense(stream.seqs, 1, head);
  for (const frames of others) assert.deepEqual(frames, first, "the same bytes at every node");
  for (const { seqs } of pollers) assert_dense(seqs, 1, head);
  streams.forEach((stream) => stream.close());
}

// With the lock nobody ever computes a number that somebody else has: only the database's own refusals are collisions.
function judge_collisions({ collisions, rollbacks }) {
  assert.ok(rollbacks > 0, "the database refused some groups, or this has tested nothing");
  assert.equal(collisions, rollbacks, "groups collide only where the database rolled them back");
}

test("whatever the database does, everybody gets every event once, in order, and every write is there once", { timeout: 300_000 }, async (t) => {
  const seen = await run_load(t);
  judge_streams(seen);
  const { events } = await judge_everywhere(seen.nodes, seen.ledger);
  assert.equal(events.length, seen.head);
  judge_collisions(seen.figures);
  const { ledger, crowd, streams, pollers, figures } = seen;
  report(t, {
    nodes: node_count, writers, events: seen.head, acknowledged: ledger.acknowledged.length, lost: 0, twice: 0, gaps: 0,
    heard: streams.reduce((sum, { seqs }) => sum + seqs.length, 0), polls: pollers.reduce((sum, { pages }) => sum + pages, 0),
    ...figures, refused_as_collided: crowd.refused,
  });
});

test("without the lock on the log the judge finds it out", { timeout: 300_000 }, async (t) => {
  const taken_before = postgres.count_in_log("events_pkey");
  const { figures, crowd } = await run_load(t, without_the_lock);
  assert.throws(() => judge_collisions(figures), /groups collide only/);
  const taken = postgres.count_in_log("events_pkey") - taken_before;
  assert.ok(taken > 0, "nodes computed numbers that others had taken");
  report(t, { ...figures, numbers_taken_twice: taken, refused_as_collided: crowd.refused });
});

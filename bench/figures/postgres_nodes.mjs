// What a second node brings, and how soon it hears of the first.
import { wrk } from "../tools/load.mjs";
import { Listener, Marker } from "../tools/mark_client.mjs";
import { withNodes } from "../tools/nodes.mjs";
import { PostgresClient } from "../tools/postgres_client.mjs";
import { pause } from "../tools/processes.mjs";
import { alternate, listed, row } from "../tools/rounds.mjs";

const writers = 32; // of each of two loads
const readers = 16;

/** The same two loads, on two nodes and on one. */
export function nodes(bench) {
  return withNodes(bench, 2, async (both) => {
    const [a, b] = both.all;
    const own = await both.desks({ batches: 10, bets: 500 });
    const shared = (await a.desk({ batches: 20, bets: 500 })).halves();
    const marks = (targets, desks) => () =>
      both.mark(targets.map((node, i) => ({ node, desk: desks[i] })), writers);
    // As the server itself would after a minute, in the middle of a round.
    await both.postgres.sql(both.url, "VACUUM ANALYZE");
    await marks([a, b], own)();
    const compare = (desks) => alternate(bench.rounds, { ours: marks([a, b], desks), peer: marks([a, a], desks) });
    const rowOf = async (whose, desks) => row(`PATCH on two nodes, ${whose}, 64 connections / on one node`, {
      ...await compare(desks), unit: "marks/s", target: 0.9 });
    return [
      await rowOf("each with batches of its own", own),
      await rowOf("bets of the same batches", shared),
      await readsOf(bench, both, own[0]),
    ];
  });
}

// What one core answers in a second of its time, the nodes together: each would have a machine of its own. Here they
// share the cores with each other, the database and the load, which the clock shows.
async function readsOf(bench, both, { account }) {
  const { batch } = (await both.all[0].desk({ account, batches: 1, bets: 50 })).ranges[0];
  const path = `/api/v1/accounts/${account}/batches/${batch}`;
  for (const node of both.all) await node.ask("GET", path); // from now on it is in the memory of both
  const read = (targets) => async () => {
    const loads = await Promise.all(targets.map((node) => wrk(bench, node, path, { connections: readers })));
    return { rate: loads.reduce((sum, { rate }) => sum + rate, 0), loads };
  };
  const [a, b] = both.all;
  const values = await alternate(bench.rounds, { ours: read([a, b]), peer: read([a, a]) });
  const clock = (side) => listed(side.map(({ rate }) => rate), 0);
  return row("GET of one batch of 50 bets from two nodes / from one", {
    ours: values.ours.map(({ loads }) => loads.reduce((sum, { rate, busy }) => sum + rate / busy, 0)),
    peer: values.peer.map(({ rate, loads }) => rate / loads[0].busy),
    unit: "requests per second of CPU time of each node", target: 1.5,
    notes: [`requests/s on the clock: two nodes ${clock(values.ours)}; one ${clock(values.peer)}`],
  });
}

const samples = 500;
const between = 10; // milliseconds, so that no sample waits for the one before

function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length * percent) / 100)];
}

/** Percentiles of what `measure` says, by name. */
async function sample(measure) {
  const times = [];
  for (let i = 0; i < samples; ++i) {
    times.push(await measure());
    await pause(between);
  }
  return (name, percent) => percentile(times.map((each) => each[name]), percent);
}

// Marks at one node, until the other has sent the event.
async function acrossNodes([a, b], desk) {
  const marker = new Marker(a, desk);
  const listener = await Listener.open(b);
  const times = await sample(async () => {
    const sent = performance.now();
    const cursor = await marker.mark();
    const answered = performance.now();
    const heard = await listener.when(cursor);
    return { whole: heard - sent, afterAnswer: heard - answered };
  });
  marker.close();
  listener.close();
  return times;
}

// Runs a statement that notifies, until another client has heard.
async function acrossClients(url, statement) {
  const [speaker, listener] = [await PostgresClient.open(url), await PostgresClient.open(url)];
  await listener.run("LISTEN peer");
  const times = await sample(async () => {
    const heard = new Promise((resolve) => (listener.onNotice = () => resolve(performance.now())));
    const sent = performance.now();
    await speaker.run(statement);
    return { whole: (await heard) - sent };
  });
  speaker.close();
  listener.close();
  return times;
}

/** The commit lies between the PATCH and its answer: one row counts from the one, the other from the other. */
export function latency(bench) {
  return withNodes(bench, 2, async (both) => {
    const desk = await both.all[0].desk({ batches: 1, bets: 500 });
    await both.postgres.sql(both.url, "CREATE SCHEMA peer; CREATE TABLE peer.notes (text text)");
    const insert = `BEGIN; INSERT INTO peer.notes VALUES ('${"x".repeat(400)}'); NOTIFY peer; COMMIT`;
    const values = await alternate(Math.min(bench.rounds, 3), {
      ours: () => acrossNodes(both.all, desk),
      bare: () => acrossClients(both.url, "NOTIFY peer"),
      durable: () => acrossClients(both.url, insert),
    });
    const each = (side, name, percent) => values[side].map((times) => times(name, percent));
    const compare = (work, name, side) => row(work, {
      ours: each("ours", name, 99), peer: each(side, "whole", 99), unit: "ms", target: 3, atMost: true,
      notes: [`p50: ours ${listed(each("ours", name, 50))} ms, peer ${listed(each(side, "whole", 50))} ms`] });
    const work = (from, peer) => `PATCH ${from} one node to its event from another, p99 / ${peer} to LISTEN, p99`;
    return [
      compare(work("answered by", "NOTIFY"), "afterAnswer", "bare"),
      compare(work("sent to", "insert and NOTIFY"), "whole", "durable"),
    ];
  });
}

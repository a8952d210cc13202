// Durable marks on PostgreSQL, by one node and by three. The peer is pgbench on the same server.
import { withNodes } from "../tools/nodes.mjs";
import { makePeerTables } from "../tools/peer_tables.mjs";
import { alternate, listed, row } from "../tools/rounds.mjs";
import { mark } from "./patch.mjs";

const connections = 64;

const countGroups = (nodes) => nodes.metric("betstream_writer_groups_total");

export function writes(bench) {
  return withNodes(bench, 1, async (nodes) => {
    const [node] = nodes.all;
    const desk = await node.desk({ batches: 20, bets: 500 });
    await mark(bench, node, desk, { seconds: 0.5 });
    const scripts = await makePeerTables(nodes.postgres, nodes.url, 10_000);
    const peer = (script) => () => nodes.postgres.pgbench(nodes.url, script, { clients: connections });
    const { ours, simple, pipelined } = await alternate(bench.rounds, {
      async ours() {
        const before = await countGroups(nodes);
        const result = await mark(bench, node, desk);
        return { ...result, group: result.sent / ((await countGroups(nodes)) - before) };
      },
      simple: peer(scripts.mark),
      pipelined: peer(scripts.pipelined),
    });
    const rates = ours.map((each) => each.answers_per_second);
    const milliseconds = (field) => listed(ours.map((each) => each[field] / 1000), 1);
    return [row("PATCH of one bet, durable, one node, 64 connections / pgbench, the same update and insert, 64 clients", {
      ours: rates, peer: simple, unit: "marks/s", target: 2,
      notes: [
        `marks per commit: ${listed(ours.map(({ group }) => group), 1)}; ${scripts.payload} characters of payload per event`,
        `answer p50 ${milliseconds("answer_p50_us")} ms, p99 ${milliseconds("answer_p99_us")} ms`,
        `pgbench with every transaction in a pipeline: ${listed(pipelined, 0)} per second, ratios ` +
          listed(rates.map((rate, round) => rate / pipelined[round])),
      ],
    })];
  });
}

// Whoever appends to the log waits until all who did so before have committed. Small groups, so that this is what counts.
const writersOfEach = 8;

export function log(bench) {
  return withNodes(bench, 3, async (nodes) => {
    const desks = await nodes.desks({ batches: 10, bets: 500 });
    const together = () => nodes.mark(nodes.all.map((node, i) => ({ node, desk: desks[i] })), writersOfEach);
    await together();
    const scripts = await makePeerTables(nodes.postgres, nodes.url, 10_000);
    const rates = [];
    const groups = async () => {
      const before = await countGroups(nodes);
      rates.push(await together());
      return ((await countGroups(nodes)) - before) / bench.seconds;
    };
    const values = await alternate(bench.rounds, {
      ours: groups,
      peer: () => nodes.postgres.pgbench(nodes.url, scripts.insert),
    });
    return [row("groups that three nodes append to the log / pgbench, one client, one row per commit", {
      ...values, unit: "commits/s", target: 0.7,
      notes: [`${writersOfEach} connections to each node; marks/s: ${listed(rates, 0)}`] })];
  });
}

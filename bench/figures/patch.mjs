// Durable marks over HTTP, against a loop on SQLite in one process that writes the same rows into a copy of the same
// database: once with as many marks per commit as the server really had, once with one commit per mark.
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";

import { Betstream, Desk } from "../tools/betstream.mjs";
import { load } from "../tools/load.mjs";
import { row } from "../tools/rounds.mjs";

const connections = 64;

/** Marks for a while; every one must be an event. */
export async function mark(bench, server, desk, { seconds = bench.seconds } = {}) {
  const head = await server.metric("betstream_events_head");
  const args = ["marks", "--port", server.port, "--writers", connections, "--seconds", seconds, ...desk.options];
  const result = await load(bench, args);
  desk.marked(result.sent);
  const events = (await server.metric("betstream_events_head")) - head;
  if (events !== result.sent) throw new Error(`${result.sent} marks made ${events} events`);
  return result;
}

async function groupSizeDuring(server, work) {
  const read = async () => [
    await server.metric("betstream_writer_commands_total"),
    await server.metric("betstream_writer_groups_total"),
  ];
  const before = await read();
  const result = await work();
  const after = await read();
  return { ...result, group: (after[0] - before[0]) / (after[1] - before[1]) };
}

async function loop(bench, database, desk, args) {
  const result = await load(bench, ["sqlite", "--path", database, ...desk.options, ...args]);
  desk.marked(result.sent);
  return result;
}

export async function patch(bench) {
  const first = await Betstream.start(bench);
  const desk = await first.desk({ batches: 20, bets: 500 });
  await mark(bench, first, desk, { seconds: 0.5 });
  await first.stop();
  if (existsSync(`${first.database}-wal`)) throw new Error("the server left a log behind");

  const copy = (name) => {
    const path = join(first.home, name);
    copyFileSync(first.database, path);
    const own = new Desk(desk.account, desk.ranges);
    own.marked(desk.marks);
    return { path, desk: own };
  };
  const grouped = copy("grouped.db");
  const single = copy("single.db");
  const server = await Betstream.start(bench, { directory: first.home });

  const rounds = [];
  for (let round = 0; round < bench.rounds; ++round) {
    const ours = await groupSizeDuring(server, () => mark(bench, server, desk));
    const group = ["--marks", ours.sent, "--group", ours.group];
    const same = await loop(bench, grouped.path, grouped.desk, group);
    const alone = await loop(bench, single.path, single.desk, ["--seconds", bench.seconds / 2, "--group", 1]);
    rounds.push({ ours, same, alone });
  }
  await server.stop();

  const rates = (side) => rounds.map((each) => each[side].answers_per_second);
  const notes = [
    `marks per commit: ${rounds.map(({ ours }) => ours.group.toFixed(1)).join(", ")}`,
    `answer p50 ${rounds.map(({ ours }) => (ours.answer_p50_us / 1000).toFixed(1)).join(", ")} ms, ` +
      `p99 ${rounds.map(({ ours }) => (ours.answer_p99_us / 1000).toFixed(1)).join(", ")} ms`,
  ];
  const both = { ours: rates("ours"), unit: "marks/s" };
  return [
    row("PATCH of one bet, durable, 64 connections / SQLite loop with the same group size", {
      ...both, peer: rates("same"), target: 0.6, notes }),
    row("PATCH of one bet, durable, 64 connections / SQLite loop, one commit per mark", {
      ...both, peer: rates("alone"), target: 5 }),
  ];
}

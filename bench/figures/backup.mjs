// Durable marks while `betstream backup` copies a large database, against the same marks without it; and how long it takes,
// beside sqlite3's `.backup` of the same file.
import { copyFileSync, openSync, closeSync, fsyncSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { Betstream } from "../tools/betstream.mjs";
import { load } from "../tools/load.mjs";
import { run } from "../tools/processes.mjs";
import { listed, median, row } from "../tools/rounds.mjs";
import { mark } from "./patch.mjs";

const metaBytes = 60_000;
const megabyte = 1_000_000;

/** Batches with a large meta, of which the log has a copy: quickly made, and as many bytes to copy as any others. */
async function fill(bench, server, account, megabytes) {
  const meta = { name: "filler", text: "x".repeat(metaBytes) };
  const body = JSON.stringify({ meta, bets: [{ id: 1, selection: "1/2/3", stake: 1, cost: 1 }] });
  const requests = Math.ceil((megabytes * megabyte) / (2 * metaBytes));
  const path = `/api/v1/accounts/${account}/batches`;
  await load(bench, ["requests", "--port", server.port, "--writers", 16, "--requests", requests, "--method", "POST", "--path", path, "--body", body],
    { seconds: 600 });
}

async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Marks in pieces of a second for as long as the backup takes; those of the last piece outlast it and do not count. */
async function markDuring(bench, server, desk, work) {
  let isOver = false;
  const took = seconds(work).finally(() => (isOver = true));
  took.catch(() => {}); // heard below
  const rates = [];
  while (!isOver) {
    const { answers_per_second: rate } = await mark(bench, server, desk, { seconds: 1 });
    if (!isOver) rates.push(rate);
  }
  const time = await took;
  if (rates.length < 2) throw new Error(`a backup of ${time.toFixed(1)} s is too short to measure what it costs`);
  return { rate: rates.reduce((sum, each) => sum + each, 0) / rates.length, time };
}

/** The program flushes its file, and so does this. */
async function backUpWithSqlite(database, file) {
  const time = await seconds(async () => {
    await run(["sqlite3", database, `.backup ${file}`], { seconds: 600 });
    const written = openSync(file, "r+");
    fsyncSync(written);
    closeSync(written);
  });
  rmSync(file);
  return time;
}

export async function backup(bench) {
  const megabytes = bench.rounds > 1 ? 1000 : 300;
  const server = await Betstream.start(bench);
  const desk = await server.desk({ batches: 20, bets: 500 });
  await fill(bench, server, desk.account, megabytes);
  const file = join(server.home, "desk.backup");
  const rounds = [];
  for (let round = 0; round < Math.min(bench.rounds, 3); ++round) {
    const before = await mark(bench, server, desk);
    const command = [bench.binary, "backup", file, "--url", server.url];
    const during = await markDuring(bench, server, desk, () => run(command, { seconds: 600 }));
    const after = await mark(bench, server, desk);
    const bytes = statSync(file).size;
    rounds.push({ quiet: (before.answers_per_second + after.answers_per_second) / 2, during, bytes });
  }
  const alone = await seconds(() => run([bench.binary, "backup", file, "--url", server.url], { seconds: 600 }));
  await server.stop();
  const copy = join(server.home, "copy.db");
  copyFileSync(server.database, copy);
  const peer = [];
  for (let round = 0; round < 3; ++round) peer.push(await backUpWithSqlite(copy, join(server.home, "peer.db")));
  const bytes = rounds.at(-1).bytes;
  rmSync(server.home, { recursive: true });

  const speed = (time) => (bytes / megabyte / time).toFixed(0);
  return [row("PATCH of one bet, durable, 64 connections, during `betstream backup` / without", {
    ours: rounds.map(({ during }) => during.rate), peer: rounds.map(({ quiet }) => quiet), unit: "marks/s", target: 0.8,
    notes: [
      `a backup of ${(bytes / megabyte).toFixed(0)} MB under this load took ${listed(rounds.map(({ during }) => during.time), 1)} s, ` +
        `without load ${alone.toFixed(1)} s (${speed(alone)} MB/s), flushed, verified and sealed`,
      `sqlite3 \`.backup\` of the same database, flushed: ${listed(peer, 1)} s (${speed(median(peer))} MB/s)`,
      `the database: batches with a meta of ${metaBytes / 1000} kB, stored in the batch and in its event, and 10,000 bets that are marked`,
    ] })];
}

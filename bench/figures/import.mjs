// `betstream import` against sqlite3's `.import` of the same file into a bare table; and how much memory it takes.
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

import { Betstream, betsOf } from "../tools/betstream.mjs";
import { peakMemory, run } from "../tools/processes.mjs";
import { row } from "../tools/rounds.mjs";

function writeCsv(path, rows) {
  const piece = 10_000;
  const bets = betsOf(piece);
  const file = openSync(path, "w");
  writeSync(file, "id,selection,stake,cost\n");
  for (let from = 0; from < rows; from += piece) {
    const lines = bets.map(({ id, selection, stake, cost }) => `${from + id},${selection},${stake},${cost}\n`);
    writeSync(file, lines.join(""));
  }
  closeSync(file);
}

async function seconds(work) {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

async function importWithUs(bench, csv, rows) {
  const server = await Betstream.start(bench);
  const account = await server.account("import");
  let importerPeak = 0;
  let timer;
  const watch = (pid) => {
    timer = setInterval(() => {
      try {
        importerPeak = Math.max(importerPeak, peakMemory(pid));
      } catch {
        clearInterval(timer); // it has ended
      }
    }, 20);
  };
  const command = [bench.binary, "import", csv, "--account", String(account), "--url", server.url, "--split", "10000"];
  const { seconds: time } = await seconds(() => run(command, { seconds: 300, onStart: watch }));
  clearInterval(timer);
  const serverPeak = peakMemory(server.child.pid);
  const batches = (await server.ask("GET", `/api/v1/accounts/${account}/batches?bets=false`)).json();
  const stored = batches.reduce((sum, batch) => sum + batch.summary.bets, 0);
  if (stored !== rows) throw new Error(`${stored} bets of ${rows} were imported`);
  await server.stop();
  rmSync(server.home, { recursive: true });
  return { rate: rows / time, importer: importerPeak / 1024, server: serverPeak / 1024 };
}

async function importWithSqlite(bench, csv, rows) {
  const database = join(bench.directory, "import.db");
  const script = `PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE bets (id INTEGER, selection TEXT, stake REAL, cost REAL);
.mode csv
.import --skip 1 ${csv} bets
SELECT count(*) FROM bets;
`;
  const { seconds: time, result } = await seconds(() => run(["sqlite3", database], { input: script, seconds: 300 }));
  if (!result.trim().endsWith(String(rows))) throw new Error(`sqlite3 imported something else: ${result}`);
  rmSync(database);
  return rows / time;
}

export async function bulk(bench) {
  const [few, many] = [100_000, 1_000_000];
  const csv = join(bench.directory, "bets.csv");
  writeCsv(csv, few);
  const small = await importWithUs(bench, csv, few);
  writeCsv(csv, many);
  const ours = [];
  const peer = [];
  for (let round = 0; round < Math.min(bench.rounds, 2); ++round) {
    ours.push(await importWithUs(bench, csv, many));
    peer.push(await importWithSqlite(bench, csv, many));
  }
  rmSync(csv);
  const flat = (who, side, target) =>
    row(`${who} while importing 1,000,000 bets / 100,000`, {
      ours: ours.map((each) => each[side]), peer: ours.map(() => small[side]), unit: "MiB at most", target, atMost: true });
  return [
    row("import of 1,000,000 bets / sqlite3 `.import` of the same rows", {
      ours: ours.map(({ rate }) => rate), peer, unit: "rows/s", target: 0.3 }),
    flat("memory of the importer", "importer", 1.25),
    flat("memory of the server", "server", 1.25),
  ];
}

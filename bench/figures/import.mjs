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

class Importer {
  static async start(bench) {
    const server = await Betstream.start(bench);
    return new Importer(bench, server, await server.account("import"));
  }

  constructor(bench, server, account) {
    Object.assign(this, { bench, server, account, stored: 0, imports: 0 });
  }

  /** Rows per second; peaks of memory in MiB, of the importer and of the server. */
  async run(csv, rows) {
    let peak = 0;
    let timer;
    const watch = (pid) => {
      timer = setInterval(() => {
        try {
          peak = Math.max(peak, peakMemory(pid));
        } catch {
          clearInterval(timer); // it has ended
        }
      }, 20);
    };
    const where = ["--account", String(this.account), "--url", this.server.url, "--label", String(++this.imports)];
    const command = [this.bench.binary, "import", csv, ...where, "--split", "10000"];
    const { seconds: time } = await seconds(() => run(command, { seconds: 300, onStart: watch }));
    clearInterval(timer);
    this.stored += rows;
    await this.#check();
    return { rate: rows / time, importer: peak / 1024, server: peakMemory(this.server.child.pid) / 1024 };
  }

  async #check() {
    const path = `/api/v1/accounts/${this.account}/batches?bets=false`;
    const batches = (await this.server.ask("GET", path)).json();
    const stored = batches.reduce((sum, batch) => sum + batch.summary.bets, 0);
    if (stored !== this.stored) throw new Error(`${stored} bets instead of ${this.stored} are stored`);
  }

  async end() {
    await this.server.stop();
    rmSync(this.server.home, { recursive: true });
  }
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
  const first = await Importer.start(bench);
  const small = await first.run(csv, few);
  await first.end();

  writeCsv(csv, many);
  const ours = [];
  const again = [];
  const peer = [];
  for (let round = 0; round < Math.min(bench.rounds, 2); ++round) {
    const importer = await Importer.start(bench);
    ours.push(await importer.run(csv, many));
    peer.push(await importWithSqlite(bench, csv, many));
    again.push(await importer.run(csv, many));
    await importer.end();
  }
  rmSync(csv);

  const memory = (work, values, base, notes) =>
    row(work, { ours: values, peer: base, unit: "MiB at most", target: 1.25, atMost: true, notes });
  return [
    row("import of 1,000,000 bets / sqlite3 `.import` of the same rows", {
      ours: ours.map(({ rate }) => rate), peer, unit: "rows/s", target: 0.3 }),
    memory("memory of the importer, 1,000,000 bets / 100,000", ours.map(({ importer }) => importer),
      ours.map(() => small.importer)),
    memory("memory of the server, 2,000,000 bets / 1,000,000", again.map(({ server }) => server),
      ours.map(({ server }) => server),
      [`after 100,000 bets: ${small.server.toFixed(0)} MiB; from there its caches fill up to their limits`]),
  ];
}

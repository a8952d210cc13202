// `./dev bench [name...]` and `./dev bench postgres [name...]`: runs the figures against their peers, prints one table, and
// keeps it when it is complete.
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { backup } from "./figures/backup.mjs";
import { bulk } from "./figures/import.mjs";
import { nginx } from "./figures/nginx_latency.mjs";
import { patch } from "./figures/patch.mjs";
import * as postgresNodes from "./figures/postgres_nodes.mjs";
import * as postgresReads from "./figures/postgres_reads.mjs";
import * as postgresWrites from "./figures/postgres_writes.mjs";
import { reads } from "./figures/reads.mjs";
import { listing, scale } from "./figures/scale.mjs";
import { latency, memory, streams, writers } from "./figures/streams.mjs";
import { load } from "./tools/load.mjs";
import { programsOfPostgres } from "./tools/postgres.mjs";
import { endAll } from "./tools/processes.mjs";
import { describeRun, table, writeResults } from "./tools/table.mjs";

const suites = {
  sqlite: {
    figures: { patch, reads, streams, writers, memory, latency, nginx, scale, listing, import: bulk, backup },
    programs: ["nginx", "openssl", "wrk", "sqlite3", "taskset"],
    command: "./dev bench",
    suffix: "",
  },
  postgres: {
    figures: { ...postgresWrites, ...postgresNodes, ...postgresReads },
    programs: ["wrk", "psql", "pgbench"],
    command: "./dev bench postgres",
    suffix: "-postgres",
  },
};
const home = dirname(fileURLToPath(import.meta.url));
const build = join(home, "..", "build");

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "3" } },
  });
  const suite = positionals[0] === "postgres" ? suites.postgres : suites.sqlite;
  const names = suite === suites.postgres ? positionals.slice(1) : positionals;
  const known = Object.keys(suite.figures);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no figure '${unknown[0]}'; there are ${known.join(", ")}`);
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  if (!(rounds >= 1 && seconds >= 1)) throw new Error("--rounds and --seconds: at least 1");
  return { rounds, seconds, suite, names: names.length > 0 ? names : known };
}

function requirePrograms(names) {
  const folders = [...process.env.PATH.split(delimiter), "/usr/sbin", ...programsOfPostgres()];
  process.env.PATH = folders.join(delimiter);
  for (const name of names) {
    const found = folders.some((folder) => {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
    if (!found) throw new Error(`a peer or tool is missing: ${name}`);
  }
}

function makeDirectory() {
  mkdirSync(build, { recursive: true });
  const directory = mkdtempSync(join(build, "bench-"));
  const tmpfs = 0x01021994;
  if (statfsSync(directory).type === tmpfs) throw new Error(`${directory} is in memory: figures need a disk`);
  return directory;
}

async function measure(bench, figures, names) {
  const rows = [];
  for (const name of names) {
    const start = performance.now();
    process.stderr.write(`${name} ... `);
    rows.push(...(await figures[name](bench)));
    process.stderr.write(`${Math.round((performance.now() - start) / 1000)} s\n`);
  }
  return rows;
}

async function main() {
  const { names, suite, ...options } = readOptions();
  requirePrograms(suite.programs);
  if (availableParallelism() < 2) throw new Error("needs two cores: one for a server, one for the load");
  const directory = makeDirectory();
  process.once("exit", () => {
    endAll();
    rmSync(directory, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

  const bench = { ...options, directory, binary: join(build, "release/betstream"), load: join(build, "release/bench_load") };
  const loadBefore = loadavg();
  const disk = await load(bench, ["disk", directory, "--rate", 200, "--seconds", 3]);
  const rows = await measure(bench, suite.figures, names);
  const about = describeRun(bench.binary, disk, loadBefore);
  process.stdout.write(`\n${about.commit}, ${about.machine}; ${about.load}\n${about.disk}\n\n${table(rows)}\n`);
  for (const row of rows) {
    process.stdout.write(`\n${row.work}: rounds ${row.each.map((ratio) => ratio.toFixed(2)).join(", ")}\n`);
    for (const note of row.notes) process.stdout.write(`  ${note}\n`);
  }
  if (names.length < Object.keys(suite.figures).length) return;
  const command = `${suite.command} --rounds ${bench.rounds} --seconds ${bench.seconds}`;
  const file = writeResults(join(home, "results"), { about, command, rows, suffix: suite.suffix });
  process.stdout.write(`\nkept in ${file}\n`);
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`\nbench: ${error.stack}\n`);
    process.exit(1);
  },
);

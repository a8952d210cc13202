// A PostgreSQL server that waits for its disk, and pgbench as the peer that does the same work without us.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { run } from "./processes.mjs";

const tool = join(dirname(fileURLToPath(import.meta.url)), "../../tools/postgres");
const installed = "/usr/lib/postgresql";

/** Where Debian keeps initdb and pgbench, which are in no PATH: of the newest version, as tools/postgres takes it. */
export function programsOfPostgres() {
  if (!existsSync(installed)) return [];
  const versions = readdirSync(installed).sort((a, b) => Number(b) - Number(a));
  return versions.slice(0, 1).map((version) => join(installed, version, "bin"));
}

export class Postgres {
  #databases = 0;
  #scripts = 0;

  static start(bench) {
    chmodSync(bench.directory, 0o755); // the server's own user must get through
    const printed = execFileSync(tool, ["start", "fsync=on"], {
      encoding: "utf8",
      env: { ...process.env, TMPDIR: bench.directory },
    });
    const [folder, url] = printed.trim().split("\n");
    return new Postgres(bench, folder, url);
  }

  constructor(bench, folder, url) {
    Object.assign(this, { bench, url });
    // Before the folder around it is removed.
    this.end = () => execFileSync(tool, ["stop", folder]);
    process.prependOnceListener("exit", this.end);
  }

  stop() {
    process.removeListener("exit", this.end);
    this.end();
  }

  /** The URL of a new database. */
  async create() {
    const name = `bench_${++this.#databases}`;
    await this.sql(`${this.url}/postgres`, `CREATE DATABASE ${name}`);
    return `${this.url}/${name}`;
  }

  sql(database, text) {
    return run(["psql", "--no-psqlrc", "-qtA", "-v", "ON_ERROR_STOP=1", database], { input: text });
  }

  /** Transactions per second of a script. */
  async pgbench(database, script, { clients = 1 } = {}) {
    const file = join(this.bench.directory, `script-${++this.#scripts}.sql`);
    writeFileSync(file, script);
    const printed = await run([
      "pgbench", "--no-vacuum", "--protocol=prepared", `--client=${clients}`,
      `--time=${this.bench.seconds}`, `--file=${file}`, database,
    ]);
    if (!/number of failed transactions: 0 /.test(printed)) throw new Error(`pgbench met errors:\n${printed}`);
    const rate = Number(printed.match(/^tps = ([\d.]+)/m)?.[1]);
    if (!(rate > 0)) throw new Error(`pgbench measured nothing:\n${printed}`);
    return rate;
  }
}

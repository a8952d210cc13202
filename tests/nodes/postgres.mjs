// A PostgreSQL server of a test's own, which may be killed, frozen and replaced by its standby. tools/postgres does the
// work.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run_sql } from "../contract/database.mjs";
import { repository } from "../contract/server.mjs";

const running = new Set();
process.on("exit", () => running.forEach((server) => server.stop()));

// Nothing else runs meanwhile, no timer either: so it has an end of its own.
const tool = (...words) => execFileSync(join(repository, "tools/postgres"), words, { encoding: "utf8", timeout: 120_000 });

export class Postgres {
  // Settings as `name=value`. Without `fsync=on` nodes need --allow-weak-durability.
  static start(...settings) {
    return new Postgres(tool("start", ...settings));
  }

  constructor(printed) {
    [this.folder, this.url] = printed.trim().split("\n");
    this.databases = 0;
    this.is_frozen = false;
    running.add(this);
  }

  get address() {
    return new URL(this.url).host;
  }

  // A new database; its name is unique on this server.
  create_database() {
    const name = `nodes_${++this.databases}`;
    run_sql(this.url, `CREATE DATABASE ${name}`);
    return `${this.url}/${name}`;
  }

  // A standby that every commit waits for from now on.
  start_synchronous_standby() {
    const standby = new Postgres(tool("standby", this.folder));
    run_sql(this.url, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
    run_sql(this.url, "SELECT pg_reload_conf()");
    return standby;
  }

  // True as soon as a commit is on both disks before it is answered.
  is_synchronous() {
    return run_sql(this.url, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") === "1";
  }

  promote() {
    tool("promote", this.folder);
  }

  // Nobody gets an answer any more, and no connection ends.
  freeze() {
    this.is_frozen = true;
    return this.signal("SIGSTOP");
  }

  thaw() {
    this.is_frozen = false;
    return this.signal("SIGCONT");
  }

  // To the first process, which would start the others again, and then to those.
  signal(name) {
    const first = Number(readFileSync(join(this.folder, "data/postmaster.pid"), "utf8").split("\n")[0]);
    const others = children_of(first);
    process.kill(first, name);
    for (const process_id of others) {
      try {
        process.kill(process_id, name);
      } catch (error) {
        if (error.code !== "ESRCH") throw error; // it ended by itself meanwhile, as workers do
      }
    }
    return 1 + others.length;
  }

  // How often its log says so.
  count_in_log(text) {
    return readFileSync(join(this.folder, "log"), "utf8").split(text).length - 1;
  }

  stop() {
    if (!running.delete(this)) return;
    if (this.is_frozen) this.thaw();
    tool("stop", this.folder);
  }
}

function children_of(parent) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((process_id) => parent_of(process_id) === parent);
}

// Nothing for a process that ended meanwhile.
function parent_of(process_id) {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${process_id}/status`, "utf8"))[1]);
  } catch {
    return undefined;
  }
}

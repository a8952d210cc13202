// Where a server of a test keeps its data: a file in its directory, or, with BETSTREAM_TEST_STORE=postgres, a database of
// its own on the server that ./dev started for all tests (BETSTREAM_TEST_POSTGRES).
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";

export const is_postgres = process.env.BETSTREAM_TEST_STORE === "postgres";

const databases = new Set();

// The same for the same directory, as a file would be.
export function database_in(directory) {
  if (!is_postgres) return `sqlite:${join(directory, "betstream.db")}`;
  const name = `test_${createHash("sha256").update(directory).digest("hex").slice(0, 16)}`;
  if (!databases.has(name)) {
    run_sql(process.env.BETSTREAM_TEST_POSTGRES, `CREATE DATABASE ${name}`);
    databases.add(name);
  }
  return `${process.env.BETSTREAM_TEST_POSTGRES}/${name}`;
}

// What the server needs to be told beside its database: the one of the tests does not wait for the disk.
export const database_args = is_postgres ? ["--allow-weak-durability"] : [];

// The rows, one line each, columns separated by `|`. Nothing else runs meanwhile, no timer either: so it has an end of its own.
export function run_sql(url, statement) {
  const address = /\/\/[^/]+\//.test(url) ? url : `${url}/postgres`;
  const options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"];
  return execFileSync("psql", [...options, "--command", statement, address], { encoding: "utf8", timeout: 60_000 }).trim();
}

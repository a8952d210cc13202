// Makes the files of this folder: lets a binary live a day, and writes what it stored and what it answered.
//
//   node tests/upgrade/record.mjs NAME BINARY                    NAME.sql and NAME.json, on a SQLite file
//   node tests/upgrade/record.mjs NAME BINARY postgresql://...   the same, on an empty database
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { live_a_day } from "./day.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const limits = { encoding: "utf8", maxBuffer: 2 ** 28, timeout: 60_000 };

// What a dump leaves out says whose file it is and which schema it has.
function dump_sqlite(file) {
  const ask = (sql) => execFileSync("sqlite3", [file, sql], limits);
  const pragmas = ["application_id", "user_version"].map((name) => `PRAGMA ${name}=${ask(`PRAGMA ${name}`).trim()};\n`);
  return ask(".dump") + pragmas.join("");
}

// Without what only the psql of the same version understands.
function dump_postgres(url) {
  const text = execFileSync("pg_dump", ["--schema=betstream", "--inserts", "--no-owner", "--no-privileges", url], limits);
  return text.replace(/^(\\.*|SET .*|SELECT pg_catalog\.set_config.*|--.*)\n/gm, "").replace(/\n{2,}/g, "\n");
}

// Runs `binary` on a database for as long as `work(url)` takes.
export async function serve_with(binary, database, work) {
  const weak = database.startsWith("postgres") ? ["--allow-weak-durability"] : [];
  const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--database", database, "--print-url", ...weak], { env: { PATH: process.env.PATH }, stdio: ["ignore", "pipe", "pipe"] });
  let messages = "";
  child.stderr.on("data", (text) => (messages += text));
  const ended = once(child, "exit");
  try {
    const { value: url } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    if (!url) throw new Error(`${binary} did not start:\n${messages}`);
    return await work(url.replace("localhost", "127.0.0.1"));
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

// A line for each item, so that people find it.
function lines_of(value, depth = 3) {
  if (depth === 0 || value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const is_list = Array.isArray(value);
  const items = names.map((name) => `${is_list ? "" : `${JSON.stringify(name)}: `}${lines_of(value[name], is_list ? 0 : depth - 1)}`);
  return is_list ? `[\n${items.join(",\n")}\n]` : `{\n${items.join(",\n")}\n}`;
}

async function record(name, binary, postgres) {
  const folder = mkdtempSync(join(tmpdir(), "betstream-record-"));
  const file = join(folder, "betstream.db");
  const day = await serve_with(binary, postgres ?? `sqlite:${file}`, live_a_day);
  writeFileSync(join(here, `${name}.sql`), postgres ? dump_postgres(postgres) : dump_sqlite(file));
  writeFileSync(join(here, `${name}.json`), `${lines_of(day)}\n`);
  rmSync(folder, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await record(...process.argv.slice(2));

// What a newer BetStream wrote is refused in one sentence that says what to do, and stays as it is to the byte.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { run_well } from "../cli/program.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { furnish, refused, sqlite, told, why_no_sqlite } from "../operations/files.mjs";

const skip = why_no_sqlite();
const timeout = 60_000;

async function a_desk(t) {
  const directory = temporary_directory(t);
  const file = join(directory, "betstream.db");
  const server = await Server.start({ directory, database: `sqlite:${file}` });
  await furnish(server.url, "ana");
  await server.stop({ keep: true });
  const { newest } = await told(["migrate", "status", "--database", `sqlite:${file}`]);
  return { directory, file, newest };
}

// As a newer program would leave it: further tables and columns, and the number of its schema.
function make_newer(file, newest) {
  const { ok, stderr } = sqlite(file, `CREATE TABLE of_later (id INTEGER); ALTER TABLE bets ADD COLUMN of_later TEXT; PRAGMA user_version=${newest + 1};`);
  assert.ok(ok, stderr);
}

const digest_of = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

// Every file of a folder that holds data; whoever reads a database may leave an empty log and its index beside it.
function data_in(directory) {
  const names = readdirSync(directory).filter((name) => !/(\.lock|-shm)$/.test(name) && statSync(join(directory, name)).size > 0);
  return names.sort().map((name) => `${name} ${digest_of(join(directory, name))}`);
}

test("a newer file", { timeout, skip }, async (t) => {
  const { directory, file, newest } = await a_desk(t);
  const database = `sqlite:${file}`;
  make_newer(file, newest);
  const there = data_in(directory);
  const why = new RegExp(`betstream\\.db was written by a newer BetStream \\(its schema is ${newest + 1}, this program knows up to ${newest}\\)\\. Run the newer program, or restore a backup from before the upgrade`);

  await refused(["serve", "--listen", "127.0.0.1:0", "--database", database], why, { codes: [78] });
  await refused(["migrate", "up", "--database", database], why);
  await refused(["migrate", "to-postgres", "--database", database, "--to", "postgresql://nobody@127.0.0.1:1/none"], why);
  await refused(["backup", join(directory, "desk.backup"), "--database", database], /use the newer program that wrote it/);
  await refused(["verify", file], /newer/);
  assert.match((await run_well(["migrate", "status", "--database", database])).stdout, /written by a newer BetStream/);

  assert.deepEqual(data_in(directory), there);
});

test("a backup of a newer program", { timeout, skip }, async (t) => {
  const { directory, file, newest } = await a_desk(t);
  const backup = join(directory, "desk.backup");
  await told(["backup", backup, "--database", `sqlite:${file}`]);
  make_newer(backup, newest);
  const there = data_in(directory);
  const why = new RegExp(`desk\\.backup was made by a newer BetStream \\(its schema is ${newest + 1}, this program knows up to ${newest}\\)\\. Use the newer program`);

  await refused(["verify", backup], why);
  await refused(["restore", backup, "--database", `sqlite:${join(directory, "other.db")}`], why);
  await refused(["restore", backup, "--database", `sqlite:${file}`, "--replace"], why);

  assert.deepEqual(data_in(directory), there);
});

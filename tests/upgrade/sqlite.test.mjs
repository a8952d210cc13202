// Files of every schema that ever was, written by binaries of then (README.md): the binary of today goes on with them.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { run_well, start } from "../cli/program.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { sqlite, told, verify, why_no_sqlite } from "../operations/files.mjs";
import { assert_goes_on, assert_holds, assert_is_reset, assert_keeps_answers, assert_knows_the_day, assert_resumes } from "./compare.mjs";
import { live_a_day } from "./day.mjs";
import { serve_with } from "./record.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const recorded = readdirSync(here).filter((name) => /^schema_\d+\.sql$/.test(name)).map((name) => name.replace(".sql", "")).sort();
const skip = why_no_sqlite();
const old_binary = process.env.BETSTREAM_OLD_BINARY;
const long_ago = ["--event-age-max", "3650d"]; // the log of then is not to be dropped for its age

// Kept answers are forgotten after a week, so theirs has just begun.
const renew = "UPDATE idempotency SET at = (CAST(strftime('%s', 'now') AS INTEGER) - 60) * 1000000;";

function load(directory, name) {
  const file = join(directory, "betstream.db");
  const { ok, stderr } = sqlite(file, `${readFileSync(join(here, `${name}.sql`), "utf8")}\n${renew}`);
  assert.ok(ok, stderr);
  return { file, day: JSON.parse(readFileSync(join(here, `${name}.json`), "utf8")) };
}

async function assert_upgraded(directory, file, day) {
  const server = await Server.start({ directory, database: `sqlite:${file}`, args: long_ago });
  try {
    await assert_knows_the_day(server.url, day);
    await assert_keeps_answers(server.url, day);
    await assert_resumes(server.url, day);
    await assert_goes_on(server.url, day);
    await server.stop({ keep: true });
  } finally {
    await server.kill();
  }
  const { findings, batches, batches_folded } = await verify(file);
  assert.deepEqual(findings, []);
  assert.equal(batches_folded, batches, "the log of then gives the tables of now");
}

test("every schema has its file", async (t) => {
  const { newest } = await told(["migrate", "status", "--database", `sqlite:${(await a_new_file(t)).file}`]);
  const numbers = recorded.map((name) => Number(name.slice("schema_".length)));
  assert.equal(Math.max(...numbers), newest, "record one with the first binary of a new schema: see README.md");
  assert.ok(numbers.includes(1));
});

async function a_new_file(t) {
  const server = await Server.start({ directory: temporary_directory(t) });
  await server.stop({ keep: true });
  return { file: join(server.directory, "betstream.db") };
}

for (const name of recorded) {
  test(`${name}: everything is there, and work goes on`, { timeout: 60_000, skip }, async (t) => {
    const directory = temporary_directory(t);
    const { file, day } = load(directory, name);
    const { schema } = await told(["migrate", "status", "--database", `sqlite:${file}`]);
    assert.equal(name, `schema_${schema}`);
    await assert_upgraded(directory, file, day);
  });

  test(`${name}: who comes back after a restore reads the state again`, { timeout: 60_000, skip }, async (t) => {
    const directory = temporary_directory(t);
    const { file, day } = load(directory, name);
    const database = `sqlite:${file}`;
    await run_well(["migrate", "up", "--database", database]);
    const backup = join(directory, "desk.backup");
    await told(["backup", backup, "--database", database]);
    await told(["restore", backup, "--database", database, "--replace"]);
    const server = await Server.start({ directory, database, args: long_ago });
    t.after(() => server.kill());
    await assert_knows_the_day(server.url, day, { is_moved: true });
    await assert_is_reset(server.url, day);
    await server.stop({ keep: true });
  });
}

// From before its first step to after its last one.
test("an upgrade that was killed is finished by the next start", { timeout: 120_000, skip }, async (t) => {
  const directory = temporary_directory(t);
  let killed = 0;
  for (let milliseconds = 2; ; milliseconds += 3) {
    const { file, day } = load(directory, "schema_1");
    const upgrade = start(["migrate", "up", "--database", `sqlite:${file}`]);
    const timer = setTimeout(() => upgrade.child.kill("SIGKILL"), milliseconds);
    const { signal } = await upgrade.ended;
    clearTimeout(timer);
    if (signal) killed += 1;
    if (!signal || killed % 5 === 0) await assert_upgraded(directory, file, day);
    for (const name of readdirSync(directory)) rmSync(join(directory, name));
    if (!signal) break;
  }
  t.diagnostic(`killed ${killed} times`);
  assert.ok(killed > 0, "it is not done before it has begun");
});

test("a day of BETSTREAM_OLD_BINARY: everything is there, and work goes on", { timeout: 60_000, skip: !old_binary && "needs BETSTREAM_OLD_BINARY" }, async (t) => {
  const directory = temporary_directory(t);
  const file = join(directory, "betstream.db");
  const day = await serve_with(old_binary, `sqlite:${file}`, live_a_day);
  await assert_upgraded(directory, file, day);
});

test("an answer that lost something is noticed", () => {
  assert_holds({ a: 1, b: [{ c: 2, d: 3 }], e: 4 }, { a: 1, b: [{ c: 2 }] });
  for (const worse of [{ a: 2, b: [{ c: 2 }] }, { a: 1, b: [] }, { a: 1, b: [{}] }, { a: 1, b: [{ c: 2 }, {}] }, { a: 1, b: null }]) {
    assert.throws(() => assert_holds(worse, { a: 1, b: [{ c: 2 }] }), JSON.stringify(worse));
  }
});

// Upgrades of a PostgreSQL that several nodes share.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { run_well } from "../cli/program.mjs";
import { run_sql } from "../contract/database.mjs";
import { Server } from "../contract/server.mjs";
import { furnish, refused, told } from "../operations/files.mjs";
import { until } from "../oracle/plan.mjs";
import { assert_goes_on, assert_is_reset, assert_keeps_answers, assert_knows_the_day } from "./compare.mjs";
import { read_everything } from "./day.mjs";
import { serve_with } from "./record.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const postgres = process.env.BETSTREAM_TEST_POSTGRES;
const old_binary = process.env.BETSTREAM_OLD_BINARY;
const options = { timeout: 60_000, skip: !postgres && "needs BETSTREAM_TEST_POSTGRES" };
const args = ["--allow-weak-durability", "--event-age-max", "3650d"];
const recorded = readdirSync(here).filter((name) => /^postgres_\d+\.sql$/.test(name)).map((name) => name.replace(".sql", ""));

function new_database() {
  const name = `upgrade_${randomBytes(8).toString("hex")}`;
  run_sql(postgres, `CREATE DATABASE ${name}`);
  return `${postgres}/${name}`;
}

async function a_node(t, database) {
  const node = await Server.start({ database, args });
  t.after(() => node.kill());
  return node;
}

const schema_of = async (database) => (await told(["migrate", "status", "--database", database])).schema;
const set_schema = (database, number) => run_sql(database, `UPDATE betstream.meta SET value = '${number}' WHERE key = 'schema'`);

test("every schema has its dump", options, async () => {
  const { newest } = await told(["migrate", "status", "--database", new_database()]);
  assert.deepEqual(recorded, Array.from({ length: newest }, (_, i) => `postgres_${i + 1}`), "record one with the first binary of a new schema: see README.md");
});

for (const name of recorded) {
  test(`${name}: everything is there, and work goes on`, options, async (t) => {
    const database = new_database();
    execFileSync("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file", join(here, `${name}.sql`), database], { stdio: "pipe", timeout: 60_000 });
    run_sql(database, "UPDATE betstream.idempotency SET at = (extract(epoch FROM now()) * 1000000)::bigint - 60000000"); // forgotten after a week
    run_sql(database, "UPDATE betstream.meta SET value = left(md5(random()::text), 6) WHERE key = 'epoch'"); // docs/how-to/upgrade.md
    const day = JSON.parse(readFileSync(join(here, `${name}.json`), "utf8"));
    const node = await a_node(t, database);
    await assert_knows_the_day(node.url, day, { is_moved: true });
    await assert_keeps_answers(node.url, day);
    await assert_is_reset(node.url, day);
    await assert_goes_on(node.url, day);
    await node.stop();
  });
}

test("a newer database is refused, and stays as it is", options, async (t) => {
  const database = new_database();
  const node = await a_node(t, database);
  await furnish(node.url, "ana");
  await node.stop();
  const newest = await schema_of(database);
  set_schema(database, newest + 1);
  const dump = () => execFileSync("pg_dump", ["--schema=betstream", "--inserts", database], { encoding: "utf8", timeout: 60_000 }).replace(/^\\.*$/gm, "");
  const there = dump();
  const why = new RegExp(`was written by a newer BetStream \\(its schema is ${newest + 1}, this program knows up to ${newest}\\)\\. Run the newer program`);

  await refused(["serve", "--listen", "127.0.0.1:0", "--database", database, ...args], why, { codes: [78] });
  await refused(["migrate", "up", "--database", database], why);
  assert.match((await run_well(["migrate", "status", "--database", database])).stdout, /written by a newer BetStream/);

  assert.equal(dump(), there);
});

// Whoever changes the tables under nodes of an older version stops these nodes: docs/how-to/upgrade.md.
test("a node ends when the tables become newer, and does not come back", options, async (t) => {
  const database = new_database();
  const node = await a_node(t, database);
  await furnish(node.url, "ana");
  set_schema(database, (await schema_of(database)) + 1);
  await until(() => node.child.exitCode !== null, "the node to end", 10_000);
  assert.equal(node.child.exitCode, 78, node.messages);
  assert.match(node.messages, /a newer version has changed the tables; stopping.*was written by a newer BetStream/s);
  await assert.rejects(node.start_again(), ({ code, message }) => code === 78 && /newer BetStream/.test(message));
});

test("old and new nodes work side by side on one schema", { ...options, skip: options.skip || (!old_binary && "needs BETSTREAM_OLD_BINARY") }, async (t) => {
  const database = new_database();
  await serve_with(old_binary, database, async (old_url) => {
    await furnish(old_url, "ana");
    const node = await a_node(t, database);
    await furnish(node.url, "ben");
    await furnish(old_url, "cem");
    const heads = async () => Promise.all([old_url, node.url].map(async (url) => (await read_everything(url)).events.length));
    await until(async () => (([a, b]) => a === b)(await heads()), "both to know all");
    assert.deepEqual((await read_everything(node.url)).events, (await read_everything(old_url)).events);
    await node.stop();
  });
});

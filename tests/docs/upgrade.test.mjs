// docs/how-to/upgrade.md: a file and a PostgreSQL are upgraded and taken back, as the page says.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { run_sql } from "../contract/database.mjs";
import { Server } from "../contract/server.mjs";
import { Stream } from "../contract/stream.mjs";
import { furnish } from "../operations/files.mjs";
import { get } from "../oracle/send.mjs";
import { follow } from "./follow.mjs";
import { World } from "./world.mjs";

const postgres = process.env.BETSTREAM_TEST_POSTGRES;
const page = "docs/how-to/upgrade.md";

async function with_node(t, database, work) {
  const node = await Server.start({ database, args: ["--allow-weak-durability"] });
  t.after(() => node.kill());
  const done = await work(node.url);
  await node.stop();
  return done;
}

async function assert_reset(url, cursor) {
  const stream = await Stream.open(url, `/sse?since=${cursor}`);
  await stream.message("reset");
  stream.close();
}

const accounts_at = async (url) => (await get(url, "/api/v1/accounts")).text;

test(`${page} leads there, and back`, { timeout: 120_000, skip: !postgres && "needs BETSTREAM_TEST_POSTGRES" }, async (t) => {
  const name = `docs_${randomBytes(8).toString("hex")}`;
  run_sql(postgres, `CREATE DATABASE ${name}`);
  const database = `${postgres}/${name}`;
  const look = async (url) => ({ accounts: await accounts_at(url), cursor: (await get(url, "/api/v1/accounts")).headers["betstream-cursor"] });
  const there = await with_node(t, database, async (url) => {
    await furnish(url, "ana");
    return look(url);
  });
  const world = await World.open(t, { data: "sample", replaced: [["postgresql://betstream@db/betstream", database]] });
  world.terminal.env.BETSTREAM_ALLOW_WEAK_DURABILITY = "true"; // the server of the tests does not wait for its disk
  const before = await look(world.url);

  await follow(world, page);

  await world.start_server();
  assert.equal(await accounts_at(world.url), before.accounts);
  await assert_reset(world.url, before.cursor);
  await world.stop_server();
  await with_node(t, database, async (url) => {
    assert.equal(await accounts_at(url), there.accounts);
    await assert_reset(url, there.cursor);
  });
});

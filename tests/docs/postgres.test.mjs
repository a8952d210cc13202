// docs/how-to/postgres.md, with the server of the tests in the place of the two that the page names.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { run_sql } from "../contract/database.mjs";
import { follow } from "./follow.mjs";
import { World } from "./world.mjs";

const postgres = process.env.BETSTREAM_TEST_POSTGRES;
const page = "docs/how-to/postgres.md";

test(`${page} does what it says`, { timeout: 120_000, skip: !postgres && "needs BETSTREAM_TEST_POSTGRES" }, async (t) => {
  const name = `docs_${randomBytes(8).toString("hex")}`;
  run_sql(postgres, `CREATE DATABASE ${name}`);
  const world = await World.open(t, { data: "none", replaced: [["postgresql://betstream@db1,db2/betstream?sslmode=verify-full", `${postgres}/${name}`]] });
  world.terminal.env.BETSTREAM_ALLOW_WEAK_DURABILITY = "true"; // the server of the tests does not wait for its disk
  assert.ok((await follow(world, page)) > 0);
  await world.stop_server();
});

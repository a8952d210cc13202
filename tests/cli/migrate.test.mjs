// `betstream migrate` moves a desk from its file to a server, whole or not at all.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { run_sql } from "../contract/database.mjs";
import { Server } from "../contract/server.mjs";
import { get, make_account, run, run_well } from "./program.mjs";

const postgres = process.env.BETSTREAM_TEST_POSTGRES;
let directory;
let file; // of a desk that was stopped
let seen; // what its clients saw

function new_database() {
  const name = `test_${randomBytes(8).toString("hex")}`;
  run_sql(postgres, `CREATE DATABASE ${name}`);
  return `${postgres}/${name}`;
}

function ask(server, method, path, body, headers = {}) {
  return fetch(server.url + path, { method, headers: { "Content-Type": "application/json", ...headers }, body: body && JSON.stringify(body) });
}

const keyed = [{ name: "with a key", hostname: "h" }, { "Idempotency-Key": "once" }];

// Everything that clients can see, but for the epoch, which is another one.
async function contents(server) {
  const accounts = await get(server, "/api/v1/accounts");
  const batches = [];
  for (const { id } of accounts) batches.push(await get(server, `/api/v1/accounts/${id}/batches`));
  const day = 24 * 60 * 60 * 1000;
  const [from, to] = [-1, 1].map((days) => new Date(Date.now() + days * day).toISOString());
  const { accounts: statistics } = await get(server, `/api/v1/statistics?from=${from}&to=${to}&step=day`);
  const { events, floor } = await get(server, "/api/v1/events?limit=1000");
  return { accounts, batches, events, floor, preferences: await get(server, "/api/v1/preferences/Ana"), statistics };
}

before(async () => {
  const source = await Server.start();
  directory = source.directory;
  file = `sqlite:${join(source.directory, "betstream.db")}`;
  await run_well(["seed", "--url", source.url]);
  const gone = await make_account(source, "to be deleted");
  assert.equal((await ask(source, "DELETE", `/api/v1/accounts/${gone.id}`)).status, 204);
  assert.equal((await ask(source, "PUT", "/api/v1/preferences/Ana", { theme: "dark" }, { "If-Match": '"0"' })).status, 200);
  assert.equal((await ask(source, "POST", "/api/v1/accounts", ...keyed)).status, 201);
  seen = await contents(source);
  await source.stop({ keep: true });
});
after(() => rmSync(directory, { recursive: true, force: true }));

test("everything is there afterwards, as it was", { timeout: 60_000 }, async (t) => {
  const url = new_database();
  const { stdout } = await run_well(["migrate", "to-postgres", "--database", file, "--to", url]);
  assert.match(stdout, /copied and compared: 7 accounts, 22 batches, 60 bets/);

  const target = await Server.start({ database: url, args: ["--allow-weak-durability"] });
  t.after(() => target.stop());
  assert.deepEqual(await contents(target), seen);
  const again = await ask(target, "POST", "/api/v1/accounts", ...keyed);
  assert.equal(again.headers.get("Idempotency-Replayed"), "true", "answers are kept, too");
  const fresh = await make_account(target, "first on the server");
  assert.ok(seen.accounts.every(({ id }) => id < fresh.id), "ids go on behind the old ones");
});

test("a database that holds something, a file that is in use and one that is missing are refused", { timeout: 60_000 }, async () => {
  const url = new_database();
  await run_well(["migrate", "to-postgres", "--database", file, "--to", url]);
  const second = await run(["migrate", "to-postgres", "--database", file, "--to", url]);
  assert.deepEqual([second.code, second.stdout], [1, ""]);
  assert.match(second.stderr, /holds data of a BetStream already/);

  const busy = await Server.start();
  try {
    const used = await run(["migrate", "to-postgres", "--database", `sqlite:${join(busy.directory, "betstream.db")}`, "--to", new_database()]);
    assert.match(used.stderr, /in use by another betstream/);
    assert.equal(used.code, 1);
  } finally {
    await busy.stop();
  }
  const missing = await run(["migrate", "to-postgres", "--database", "sqlite:none.db", "--to", new_database()]);
  assert.match(missing.stderr, /there is no file/);
  const wrong_way = await run(["migrate", "to-postgres", "--database", file, "--to", "sqlite:b.db"]);
  assert.deepEqual([wrong_way.code, wrong_way.stdout], [2, ""]);
});

test("a row that the server refuses leaves nothing behind", { timeout: 60_000 }, async () => {
  const url = new_database();
  await run_well(["migrate", "up", "--database", url]);
  run_sql(url, "ALTER TABLE betstream.preferences ADD CHECK (owner <> 'Ana')");

  const refused = await run(["migrate", "to-postgres", "--database", file, "--to", url]);

  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /violates check constraint/);
  assert.equal(run_sql(url, "SELECT (SELECT count(*) FROM betstream.accounts) + (SELECT count(*) FROM betstream.events)"), "0");
});

test("the schema of both kinds is told and brought up to date", { timeout: 60_000 }, async () => {
  const url = new_database();
  assert.match((await run_well(["migrate", "status", "--database", url])).stdout, /no tables yet/);
  await run_well(["migrate", "up", "--database", url]);
  assert.match((await run_well(["migrate", "status", "--database", url])).stdout, /up to date/);
  const told = JSON.parse((await run_well(["migrate", "status", "--json", "--database", file])).stdout);
  assert.equal(told.schema, told.newest);
});

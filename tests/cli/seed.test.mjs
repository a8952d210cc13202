// `betstream seed` and data/seed.sh are the same thing, and repeat nothing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Server, repository } from "../contract/server.mjs";
import { get, make_account, run, run_well } from "./program.mjs";

let program_server;
let script_server;

before(async () => {
  program_server = await Server.start();
  script_server = await Server.start();
});
after(async () => {
  await program_server.stop();
  await script_server.stop();
});

function run_script(server) {
  const { status, stderr, stdout } = spawnSync(join(repository, "data/seed.sh"), [server.url], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

// Everything that a client can see, without what depends on when it happened.
async function contents(server) {
  const accounts = await get(server, "/api/v1/accounts");
  const batches = await Promise.all(accounts.map(({ id }) => get(server, `/api/v1/accounts/${id}/batches`)));
  const { events } = await get(server, "/api/v1/events?limit=1000");
  const timeless = (key, value) => (/(^at|_at|_time|request_id)$/.test(key) ? undefined : value);
  return JSON.parse(JSON.stringify({ accounts, batches, events }, timeless));
}

test("the program and the script make the same", async () => {
  await run_well(["seed", "--url", program_server.url]);
  run_script(script_server);
  const made = await contents(program_server);
  assert.equal(made.accounts.length, 5);
  assert.equal(made.batches.flat().length, 22);
  assert.deepEqual(made, await contents(script_server));
});

test("a second run changes nothing, whichever of the two", async () => {
  const before_second = await contents(program_server);
  assert.match((await run_well(["seed", "--url", program_server.url])).stdout, /nothing changed/);
  assert.match(run_script(program_server), /nothing changed/);
  assert.match((await run_well(["seed", "--url", script_server.url])).stdout, /nothing changed/);
  assert.deepEqual(await contents(program_server), before_second);
});

test("a server with data of its own is left alone", async () => {
  const server = await Server.start();
  try {
    await make_account(server, "real money");
    const { code, stderr } = await run(["seed", "--url", server.url]);
    assert.equal(code, 1);
    assert.match(stderr, /holds other data/);
    assert.equal((await get(server, "/api/v1/accounts")).length, 1);
  } finally {
    await server.stop();
  }
});

// `betstream tail`: every event once and in order, across restarts; a good citizen of a shell.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Server } from "../contract/server.mjs";
import { sleep, until } from "../oracle/plan.mjs";
import { json_lines, make_account, run, start } from "./program.mjs";

let server;
let account;

before(async () => {
  server = await Server.start({ args: ["--ping-interval", "200ms", "--drain-window", "500ms"] });
  account = await make_account(server, "desk");
});
after(() => server.stop());

async function add_batch(name) {
  const response = await fetch(`${server.url}/api/v1/accounts/${account.id}/batches`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "BetStream-Actor": "mk" },
    body: JSON.stringify({ meta: { name }, bets: [{ id: 1, selection: "1/2", stake: 10, cost: 2.5 }] }),
  });
  assert.equal(response.status, 201);
  return response.json();
}

const connected = (program) => until(() => /connected to/.test(program.out.stderr), "tail to be connected");

test("shows what happens, for people", async () => {
  const program = start(["tail", "--url", server.url]);
  await connected(program);
  const batch = await add_batch("WIN R1");
  await until(() => program.out.stdout.includes("\n"), "a line");
  program.child.kill("SIGINT");
  const { code, stdout } = await program.ended;
  assert.equal(code, 0);
  assert.match(stdout, new RegExp(`^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  mk  desk  batch ${batch.id} 'WIN R1' created: 1 pending, stake 10\\.0, cost 2\\.5\\n$`));
});

test("misses and repeats nothing while the server is killed, stopped and started", async () => {
  const program = start(["tail", "--since", "start", "--json", "--url", server.url]);
  const seen = [];
  const reading = (async () => {
    for await (const event of json_lines(program.child.stdout)) seen.push(event.seq);
  })();
  await connected(program);
  let last = 0;
  for (let round = 0; round < 3; ++round) {
    for (let i = 0; i < 20; ++i) await add_batch(`${round}-${i}`);
    if (round === 1) {
      await server.stop({ keep: true });
    } else {
      await server.kill();
    }
    await server.start_again();
    await add_batch(`after ${round}`);
    const response = await fetch(`${server.url}/api/v1/accounts`);
    last = Number(response.headers.get("betstream-cursor").split("-")[1]);
    await until(() => seen.at(-1) === last, `event ${last}`);
  }
  program.child.kill("SIGTERM");
  assert.equal((await program.ended).code, 0);
  await reading;
  assert.deepEqual(seen, Array.from({ length: last }, (_, i) => i + 1));
});

test("shows only what was asked for", async () => {
  const other = await make_account(server, "other");
  const program = start(["tail", "--since", "start", "--json", "--type", "account_created", "--account", "other", "--url", server.url]);
  await until(() => program.out.stdout.includes("\n"), "a line");
  await sleep(300);
  program.child.kill("SIGINT");
  const { stdout } = await program.ended;
  const events = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(events.map(({ type, account_id }) => [type, account_id]), [["account_created", other.id]]);
});

test("ends quietly when nobody reads any more", async () => {
  const program = start(["tail", "--url", server.url]);
  await connected(program);
  program.child.stdout.destroy();
  await add_batch("unread");
  const { code, stderr } = await program.ended;
  assert.equal(code, 0);
  assert.doesNotMatch(stderr, /error/);
});

test("says that events are missing when it cannot go on from a cursor", async () => {
  const program = start(["tail", "--since", "other-3", "--url", server.url]);
  await until(() => /warning: cannot go on after event other-3 \(other_epoch\): events are missing here/.test(program.out.stderr), "a warning");
  program.child.kill("SIGINT");
  await program.ended;
});

test("refuses what it cannot do", async () => {
  for (const [args, code, message] of [
    [["--since", "nonsense"], 2, /a cursor such as/],
    [["--account", "dsk"], 1, /did you mean 'desk'\?/],
    [["--type", "batch_create"], 1, /did you mean batch_created\?/],
    [["--url", "http://127.0.0.1:1"], 69, /cannot connect/],
    [["--url", "https://localhost"], 2, /TLS/],
  ]) {
    const address = args.includes("--url") ? [] : ["--url", server.url];
    const { code: got, stderr } = await run(["tail", ...address, ...args]);
    assert.equal(got, code, args.join(" "));
    assert.match(stderr, message);
  }
});

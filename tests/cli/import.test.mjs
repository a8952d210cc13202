// `betstream import`: all or nothing, every bad row named, nothing lost or doubled whatever dies in between.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Server } from "../contract/server.mjs";
import { batches_of, get, make_account, run, run_well, start } from "./program.mjs";

let directory;
let server;
let account;
let accounts_made = 0;

function file(name, text) {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function csv(count, { header = "id,selection,stake,cost", row = (i) => `${i},1/2/${i},10.05,0.5` } = {}) {
  return [header, ...Array.from({ length: count }, (_, i) => row(i + 1)), ""].join("\n");
}

const importing = (path, ...more) => ["import", path, "--account", account.name, "--url", server.url, ...more];

before(async () => {
  directory = mkdtempSync(join(tmpdir(), "betstream-import-"));
  server = await Server.start();
});
after(async () => {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function fresh_account() {
  account = await make_account(server, `desk-${++accounts_made}`);
}

describe("a good file", () => {
  before(fresh_account);

  test("becomes one batch with exactly its bets", async () => {
    const path = file("evening.csv", "No;Sel;Amount;Fee;Reference;Note\r\n7;1/2/3;10,05;-0,5;B-1;\"later; \"\"x\"\"\"\r\n8;4;1;0;;\r\n");
    const { stdout } = await run_well(importing(path, "--decimal", ",", "--actor", "mk"));
    const [batch, ...others] = await batches_of(server, account);
    assert.deepEqual(others, []);
    assert.deepEqual(batch.meta, { name: "evening" });
    assert.equal(batch.created_by, "mk");
    const bets = batch.bets.map(({ id, selection, stake, cost, reference, note }) => ({ id, selection, stake, cost, reference, note }));
    assert.deepEqual(bets, [
      { id: 7, selection: "1/2/3", stake: 10.05, cost: -0.5, reference: "B-1", note: 'later; "x"' },
      { id: 8, selection: "4", stake: 1, cost: 0, reference: undefined, note: undefined },
    ]);
    assert.match(stdout, /^stored 2 bets in 1 batch, stake 11\.05, cost -0\.5 for account 'desk-\d+' \(batch \d+\)$/m);
  });

  test("imported again is recognised and not stored again", async () => {
    const path = join(directory, "evening.csv");
    const { stdout } = await run_well(importing(path, "--decimal", ",", "--actor", "mk"));
    assert.match(stdout, /^already imported: .* nothing was added$/m);
    assert.equal((await batches_of(server, account)).length, 1);
  });

  test("imported again under a label is stored again", async () => {
    await run_well(importing(join(directory, "evening.csv"), "--decimal", ",", "--actor", "mk", "--label", "second race"));
    assert.equal((await batches_of(server, account)).length, 2);
  });

  test("is only checked by --dry-run", async () => {
    const count = (await batches_of(server, account)).length;
    const { stdout } = await run_well(importing(file("dry.csv", csv(3)), "--dry-run"));
    assert.match(stdout, /^good: 3 bets in 1 batch, .* nothing was stored/);
    assert.equal((await batches_of(server, account)).length, count);
  });

  test("makes a batch of each value of the batch column, in their order", async () => {
    await fresh_account();
    const path = file("races.csv", "batch,id,selection,stake,cost\nR1,1,1,1,1\nR1,2,2,1,1\nR2,1,3,1,1\nR3,1,4,1,1\n");
    await run_well(importing(path, "--meta", '{"strategy":"kelly"}'));
    const batches = await batches_of(server, account);
    assert.deepEqual(
      batches.map(({ meta, bets }) => [meta, bets.length]),
      [
        [{ strategy: "kelly", name: "R1" }, 2],
        [{ strategy: "kelly", name: "R2" }, 1],
        [{ strategy: "kelly", name: "R3" }, 1],
      ],
    );
  });

  test("may come through a pipe", async () => {
    await fresh_account();
    await run_well(importing("-", "--name", "piped"), { input: csv(2) });
    assert.deepEqual((await batches_of(server, account))[0].meta, { name: "piped" });
  });

  test("may be JSON: a batch, batches, or bets", async () => {
    await fresh_account();
    const bet = { id: 1, selection: "1/2", stake: 10.05, cost: "0.5" };
    await run_well(importing(file("one.json", JSON.stringify({ meta: { name: "a", n: 1 }, bets: [bet] }))));
    await run_well(importing(file("many.json", JSON.stringify([{ meta: { name: "b" }, bets: [bet] }, { meta: {}, bets: [] }]))));
    await run_well(importing(file("bets.json", JSON.stringify([bet, { ...bet, id: 2 }]))));
    const batches = await batches_of(server, account);
    assert.deepEqual(
      batches.map(({ meta, bets }) => [meta, bets.length]),
      [
        [{ name: "a", n: 1 }, 1],
        [{ name: "b" }, 1],
        [{}, 0],
        [{ name: "bets" }, 2],
      ],
    );
    assert.equal(batches[0].bets[0].cost, 0.5);
  });

  test("tells programs the result as JSON", async () => {
    await fresh_account();
    const { stdout } = await run_well(importing(file("json.csv", csv(3)), "--split", "2", "--json"));
    const result = JSON.parse(stdout);
    const ids = (await batches_of(server, account)).map(({ id }) => id);
    assert.deepEqual(result.batches.map(({ id, bets, already_imported }) => [id, bets, already_imported]), [[ids[0], 2, false], [ids[1], 1, false]]);
    assert.equal(result.outcome, "stored");
    assert.equal(result.stake, 30.15);
    assert.deepEqual(result.errors, []);
  });
});

describe("a bad file", () => {
  before(fresh_account);
  const stored_nothing = async () => assert.deepEqual(await batches_of(server, account), []);

  test("stores nothing, and every bad row and column is named", async () => {
    const path = file("bad.csv", "id,selection,stake,cost\n1,1/2,10,10\nx,1/2,10,10\n3,1/2,abc,10\n4,,10,10\n1,1/2,-1,10\n6,1/2,10\n");
    const { code, stdout, stderr } = await run(importing(path));
    assert.equal(code, 1);
    assert.equal(stdout, "");
    for (const line of [/row 3, id: 'x'/, /row 4, stake: 'abc'/, /row 5, selection: /, /row 6, id: .*already/, /row 6, stake: /, /row 7 has 3 cells/]) {
      assert.match(stderr, line);
    }
    assert.match(stderr, /^error: 5 of 6 rows are wrong; nothing was stored$/m);
    await stored_nothing();
  });

  test("stores nothing when only the last of many batches is bad", async () => {
    const path = file("late.csv", csv(5_000) + "5001,1/2,oops,1\n");
    const { code, stderr } = await run(importing(path, "--split", "100"));
    assert.equal(code, 1);
    assert.match(stderr, /row 5002, stake: 'oops'/);
    await stored_nothing();
  });

  test("lists all problems as JSON when there are many", async () => {
    const path = file("many.csv", csv(5_000, { row: (i) => `${i},1/2,x,1` }));
    const person = await run(importing(path));
    assert.match(person.stderr, /^\.\.\. and 4,900 more; --json lists all$/m);
    const { code, stdout } = await run(importing(path, "--json"));
    assert.equal(code, 1);
    const result = JSON.parse(stdout);
    assert.equal(result.errors.length, 5_000);
    assert.deepEqual(result.errors[4_999], { row: 5_001, line: 5_001, column: "stake", detail: "'x': not a decimal number such as 10.05" });
    assert.equal(result.outcome, "nothing_stored");
    await stored_nothing();
  });

  for (const [what, name, content, problem] of [
    ["has no header", "a.csv", "1,1/2,10,10\n", /the first row must name the columns/],
    ["is empty", "b.csv", "", /the file is empty/],
    ["has a header only", "c.csv", "id,selection,stake,cost\n", /there are no bets in it/],
    ["never closes a quote", "d.csv", 'id,selection,stake,cost\n1,"1/2,1,1\n2,1,1,1\n', /a quote is opened on row 2 \(line 2\) and never closed/],
    ["is UTF-16", "e.csv", Buffer.from("\ufeffid,selection,stake,cost\n", "utf16le"), /UTF-16: save it as UTF-8/],
    ["is no JSON", "f.json", '[{"id":1,}]', /element 1 \(line 1\)/],
    ["is JSON that ends early", "g.json", '[{"id":1}', /the file ends inside of element|expected , or \]/],
    ["holds too many bets for one batch", "h.csv", csv(10_001), /row 10002 is beyond the 10,000 bets .*--split 10000/],
    ["comes back to a batch", "i.csv", "batch,id,selection,stake,cost\na,1,1,1,1\nb,2,1,1,1\na,3,1,1,1\n", /row 4, batch: comes back/],
    ["has dates for ids", "j.csv", "id,selection,stake,cost\n2026-01-01,1,1,1\n", /row 2, id: '2026-01-01' is not a whole number/],
    ["holds bytes that are no text", "k.csv", Buffer.from("id,selection,stake,cost\n1,\xff\xfe,1,1\n", "latin1"), /row 2, selection: .*UTF-8/],
  ]) {
    test(`that ${what} is refused with the reason`, async () => {
      const { code, stderr } = await run(importing(file(name, content)));
      assert.equal(code, 1, stderr);
      assert.match(stderr, problem);
      await stored_nothing();
    });
  }

  test("that is not there, or an account that is not there, is said before anything is read", async () => {
    assert.equal((await run(importing(join(directory, "none.csv")))).code, 74);
    const { code, stderr } = await run(["import", file("x.csv", csv(1)), "--account", `${account.name}x`, "--url", server.url]);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`there is no account '${account.name}x'; did you mean '${account.name}'\\?`));
  });

  test("a wrong flag is an error of usage", async () => {
    for (const flags of [["--meta", "[]"], ["--meta", "{"], ["--split", "0"], ["--split", "10001"], ["--decimal", ";"], ["--delimiter", "ab"]]) {
      const { code } = await run(importing(file("y.csv", csv(1)), ...flags));
      assert.equal(code, 2, flags.join(" "));
    }
    await stored_nothing();
  });

  test("a server that is not there is an exit code of its own", async () => {
    const { code, stderr } = await run(["import", file("z.csv", csv(1)), "--account", "x", "--url", "http://127.0.0.1:1"]);
    assert.equal(code, 69);
    assert.match(stderr, /cannot connect/);
  });
});

describe("a long import", () => {
  const bets = 40_000;
  const split = 100;

  // Every bet of the file exactly once, every batch whole.
  async function check_complete() {
    const batches = await batches_of(server, account);
    assert.equal(batches.length, bets / split);
    const ids = batches.flatMap((batch) => batch.bets.map(({ id }) => id));
    assert.equal(ids.length, bets);
    assert.equal(new Set(ids).size, bets);
    for (const batch of batches) assert.equal(batch.bets.length, split);
  }

  const stored = async () => (await get(server, `/api/v1/accounts/${account.id}`)).open_batches;

  // Waits until a few more batches are stored; false when the program ended first.
  async function progressed(program) {
    const goal = (await stored()) + 5;
    for (;;) {
      if (program.child.exitCode !== null || program.child.signalCode !== null) return false;
      if ((await stored()) >= goal) return true;
      await sleep(5);
    }
  }

  test("killed again and again is completed by running it again, with nothing lost or doubled", async () => {
    await fresh_account();
    const path = file("long.csv", csv(bets));
    let kills = 0;
    while (kills < 5) {
      const program = start(importing(path, "--split", `${split}`));
      if (!(await progressed(program))) break;
      program.child.kill("SIGKILL");
      await program.ended;
      ++kills;
    }
    const { stdout } = await run_well(importing(path, "--split", `${split}`));
    assert.match(stdout, /^stored 40,000 bets|^already imported/);
    assert.ok(kills > 0, "it was killed in the middle at least once");
    await check_complete();
  });

  test("goes on by itself when the server is killed and comes back", async () => {
    await fresh_account();
    const program = start(importing(file("server.csv", csv(bets)), "--split", `${split}`));
    let kills = 0;
    while (kills < 3 && (await progressed(program))) {
      await server.kill();
      await sleep(100);
      await server.start_again();
      ++kills;
    }
    const { code, stderr, stdout } = await program.ended;
    assert.equal(code, 0, stderr);
    assert.ok(kills > 0, "the server was killed in the middle at least once");
    assert.match(stdout, /^stored 40,000 bets in 400 batches/);
    await check_complete();
  });

  test("says what is stored when it is interrupted", async () => {
    await fresh_account();
    const program = start(importing(file("interrupted.csv", csv(bets)), "--split", "10"));
    await progressed(program);
    program.child.kill("SIGINT");
    const { code, stderr } = await program.ended;
    assert.equal(code, 130);
    assert.match(stderr, /interrupted; what was stored stays, and the same command run again stores the rest/);
  });

  test("leaves the numbering of events without a gap", async () => {
    const seqs = [];
    for (let since = 0; ; since = seqs.at(-1)) {
      const page = await get(server, `/api/v1/events?since=${await cursor(since)}&limit=1000&types=batch_created,account_created`);
      if (page.events.length === 0) break;
      seqs.push(...page.events.map(({ seq }) => seq));
    }
    assert.deepEqual(seqs, Array.from({ length: seqs.length }, (_, i) => i + 1));
  });
});

async function cursor(seq) {
  const response = await fetch(`${server.url}/api/v1/accounts`);
  const epoch = response.headers.get("betstream-cursor").split("-")[0];
  return `${epoch}-${seq}`;
}

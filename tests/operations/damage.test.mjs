// What `verify` finds: single bits, torn files, files of other kinds, and rows that do not fit together.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../cli/program.mjs";
import { is_postgres } from "../contract/database.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { Random, amount, report, seed } from "../oracle/plan.mjs";
import { a_database, everything, refused, sqlite, told, verify, why_no_sqlite } from "./files.mjs";

const options = { timeout: 300_000, skip: is_postgres && "PostgreSQL has tools of its own for backups" };
const with_sqlite = { ...options, skip: options.skip || why_no_sqlite() };

async function a_backup(t, size) {
  const directory = temporary_directory(t);
  const database = join(directory, "betstream.db");
  const seen = await a_database(directory, "ana", { size });
  const file = join(directory, "desk.backup");
  await told(["backup", file, "--database", `sqlite:${database}`]);
  return { directory, database, file, seen };
}

// At most `count` at a time.
async function side_by_side(items, count, work) {
  const rest = items.values();
  await Promise.all(Array.from({ length: count }, async () => {
    for (const item of rest) await work(item);
  }));
}

async function what_it_restores(t, file) {
  const directory = temporary_directory(t);
  await told(["restore", file, "--database", `sqlite:${join(directory, "betstream.db")}`]);
  const server = await Server.start({ directory });
  try {
    return await everything(server.url);
  } finally {
    await server.kill();
    rmSync(directory, { recursive: true });
  }
}

test("no bit that is turned passes with changed data", options, async (t) => {
  const { directory, file, seen } = await a_backup(t, { batches: 6, bets: 12 });
  const whole = readFileSync(file);
  const random = new Random(seed);
  const flips = amount("FLIPS", 150, 20_000);
  // Anywhere, and every third in the head, which says how the file is to be read.
  const places = Array.from({ length: flips }, (_, i) => [i % 3 === 0 ? random.below(100) : random.below(whole.length), random.below(8)]);
  const wrong = [];
  let passed = 0;
  await side_by_side([...places.entries()], 4, async ([i, [offset, bit]]) => {
    const own = join(directory, `flipped-${i}`);
    mkdirSync(own);
    const flipped = join(own, "desk.backup");
    const bytes = Buffer.from(whole);
    bytes[offset] ^= 1 << bit;
    writeFileSync(flipped, bytes);
    try {
      const { code, signal, stderr } = await run(["verify", flipped]);
      assert.ok(code === 0 || code === 1, `${code} ${signal} ${stderr}`);
      if (code === 1) return assert.match(stderr, /^error: .+/);
      passed += 1;
      assert.equal(await what_it_restores(t, flipped), seen, "nothing of the data has changed");
    } catch (error) {
      wrong.push(`bit ${bit} of byte ${offset} of ${whole.length}: ${error.message}`);
    } finally {
      rmSync(own, { recursive: true });
    }
  });
  assert.deepEqual(wrong, []);
  assert.ok(passed < flips, "some were found");
  report(t, { bytes: whole.length, flips, found: flips - passed, without_effect: passed });
});

test("a file that ends too early is found, wherever it ends", options, async (t) => {
  const { file } = await a_backup(t);
  const whole = readFileSync(file);
  const random = new Random(seed);
  const ends = [0, 1, 99, 100, 511, 4095, 4096, whole.length - 4096, whole.length - 1, ...Array.from({ length: 8 }, () => random.below(whole.length))];
  for (const end of ends) {
    truncateSync(file, end);
    const { code, stderr, stdout } = await run(["verify", file]);
    assert.equal(code, 1, `with ${end} of ${whole.length} bytes: ${stdout}`);
    assert.match(stderr, /^error: .+/);
    await refused(["restore", file, "--database", `sqlite:${file}.db`], /desk\.backup/);
    writeFileSync(file, whole);
  }
});

test("files of other kinds are refused in one line", options, async (t) => {
  const directory = temporary_directory(t);
  const files = {
    text: "not a database, but a letter to whoever finds it\n".repeat(100),
    nothing: "",
    zeros: Buffer.alloc(8192),
    noise: Buffer.from(Array.from({ length: 8192 }, () => new Random(seed).below(256))),
  };
  for (const [name, content] of Object.entries(files)) {
    const file = join(directory, name);
    writeFileSync(file, content);
    await refused(["verify", file], new RegExp(`error: .*${name}`));
    await refused(["restore", file, "--database", `sqlite:${join(directory, "new.db")}`], new RegExp(`error: .*${name}`));
  }
  await refused(["verify", join(directory, "none")], /there is no file .*none/);
  await refused(["verify", directory], /error: /);
});

test("a database of another program is refused in one line", with_sqlite, async (t) => {
  const file = join(temporary_directory(t), "theirs.db");
  assert.ok(sqlite(file, "CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('x');").ok);
  await refused(["verify", file], /theirs\.db/);
  await refused(["backup", `${file}.backup`, "--database", `sqlite:${file}`], /theirs\.db/);
});

// What is done to a database, and what must be named. Batch 2 is marked and open, batch 3 is completed.
const damages = {
  "a bet's status": ["UPDATE bets SET status = 0 WHERE id = (SELECT min(id) FROM bets WHERE batch_id = 2)", /bet \d+ is not what its events say/],
  "a bet's stake": ["UPDATE bets SET stake = stake + 1 WHERE id = (SELECT max(id) FROM bets WHERE batch_id = 1)", /totals of batch 1 /],
  "a bet's stake, and the totals with it": [
    "UPDATE bets SET stake = stake + 1 WHERE id = (SELECT max(id) FROM bets WHERE batch_id = 1); UPDATE batches SET pending_stake = pending_stake + 1 WHERE id = 1",
    /bet \d+ is not what its events say/,
  ],
  "a bet's note": ["UPDATE bets SET note = 'elsewhere' WHERE note IS NOT NULL AND batch_id = 2", /bet \d+ is not what its events say/],
  "a batch's totals": ["UPDATE batches SET failed_cost = failed_cost - 1 WHERE id = 3", /totals of batch 3 /],
  "a batch's status": ["UPDATE batches SET status = 1, submitted_at = NULL, completed_at = NULL WHERE id = 3", /batch 3 is not what its events say/],
  "a batch's meta": ["UPDATE batch_meta SET meta = '{\"name\":\"card 9\"}' WHERE batch_id = 2", /batch 2 is not what its events say/],
  "a bet that is gone": ["DELETE FROM bets WHERE id = (SELECT max(id) FROM bets WHERE batch_id = 1)", /batch 1 /],
  "an event that is gone": ["DELETE FROM events WHERE seq = 5", /the log should hold events 1 to \d+, and holds \d+/],
  "the first event gone": ["DELETE FROM events WHERE seq = 1", /the log should hold events 1 to \d+, and holds \d+/],
  "the last event gone": ["DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)", /account \d+ counts \d+ events|is not what its events say/],
  "a payload": ["UPDATE events SET payload = replace(CAST(payload AS TEXT), 'at the rail', 'at the wall') WHERE instr(CAST(payload AS TEXT), 'at the rail') > 0", /is not what its events say/],
  "a payload that is cut off": ["UPDATE events SET payload = substr(payload, 1, length(payload) - 3) WHERE seq = 6", /event 6/],
  "an event of another account": ["UPDATE events SET account_id = 2 WHERE seq = 6", /account|event 6/],
  "an account's name": ["UPDATE accounts SET name = 'somebody' WHERE id = 1", /account 1 is not what its events say/],
  "an account's open batches": ["UPDATE accounts SET open_batches = open_batches + 1 WHERE id = 1", /account 1 has \d+ open batches, and its batches say \d+/],
  "an account that is gone": ["PRAGMA foreign_keys = OFF; DELETE FROM accounts WHERE id = 2", /account/],
};

test("in a database whose rows were changed, verify names what does not fit", with_sqlite, async (t) => {
  const { database } = await a_backup(t);
  const damaged = join(temporary_directory(t), "betstream.db");
  assert.deepEqual((await verify(database)).findings, [], "an honest one passes");
  await side_by_side(Object.entries(damages), 1, async ([what, [change, name]]) => {
    copyFileSync(database, damaged);
    const done = sqlite(damaged, `BEGIN; ${change}; SELECT total_changes(); COMMIT;`);
    assert.ok(done.ok && Number(done.stdout) > 0, `${what}: the change itself fails: ${done.stderr}`);
    const { code, stderr } = await run(["verify", damaged]);
    assert.equal(code, 1, `${what} was not found`);
    assert.match(stderr, name, what);
    const kept = await run(["backup", `${damaged}.backup`, "--database", `sqlite:${damaged}`]);
    assert.equal(kept.code, 1, `${what}: no backup is made of it`);
    assert.match(kept.stderr, /^error: /m);
  });
});

test("in a sealed backup, nothing can be changed that verify would not see", with_sqlite, async (t) => {
  const { file } = await a_backup(t);
  const whole = readFileSync(file);
  const changes = {
    "a preference": "UPDATE preferences SET value = replace(value, 'ana', 'eva')",
    "when something was said": "UPDATE events SET at = at + 1 WHERE seq = 3",
    "where it ends": "UPDATE backup_seal SET cursor = cursor || '0'",
    "its digest": "UPDATE backup_seal SET digest = lower(hex(randomblob(32)))",
    "its seal gone": "DELETE FROM backup_seal",
    "the version of its schema": "PRAGMA user_version = 5; UPDATE meta SET value = value",
    "its schema": "ALTER TABLE accounts ADD COLUMN surplus INTEGER DEFAULT 7; UPDATE meta SET value = value",
    "its epoch": "UPDATE meta SET value = 'zzzzzz' WHERE key = 'epoch'",
  };
  for (const [what, change] of Object.entries(changes)) {
    writeFileSync(file, whole);
    const done = sqlite(file, `BEGIN; ${change}; SELECT total_changes(); COMMIT;`);
    assert.ok(done.ok && Number(done.stdout) > 0, `${what}: the change itself fails: ${done.stderr}`);
    const { code, stderr } = await run(["verify", file]);
    assert.equal(code, 1, `${what} was not found`);
    assert.match(stderr, /^error: .+/);
    await refused(["restore", file, "--database", `sqlite:${file}.db`], /error: /);
  }
});

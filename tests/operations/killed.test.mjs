// `backup` and `restore` die at their N-th call that changes a file, for N over their whole life. What was there before is
// there afterwards, or what was to come is; and the next run needs nobody's help.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../cli/program.mjs";
import { is_postgres } from "../contract/database.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { Shim } from "../crash/shim.mjs";
import { Random, amount, is_long, report, sample, seed } from "../oracle/plan.mjs";
import { a_database, everything, furnish, leftovers, told, verify } from "./files.mjs";

const options = { timeout: 600_000, skip: is_postgres && "PostgreSQL has tools of its own for backups" };
const size = { batches: 3, bets: 3 };

// Calls to die at: a sample of all, and every one of the last, in which names change.
function points_of(calls, count) {
  const random = new Random(seed);
  const last = is_long ? 0 : Math.min(8, calls);
  const early = calls > last ? sample(random, calls - last, count) : [];
  return [...early, ...Array.from({ length: last }, (_, i) => calls - last + 1 + i)].map((from) => ({ from, act: random.pick(["kill", "tear"]) }));
}

// Runs `args` whole once, to count its calls, then dies at a sample of them. `prepare` makes the place, `check` judges it.
async function die_at_each(t, { name, directory, count, args, prepare, check }) {
  const shim = new Shim(directory);
  t.after(() => shim.close());
  await prepare();
  shim.arm("none", { from: 0 });
  const whole = await run(args, { env: shim.env });
  assert.equal(whole.code, 0, whole.stderr);
  const calls = shim.calls;
  assert.ok(calls > 8, `${calls} calls were seen: the shim is not in place`);
  const points = points_of(calls, count);
  for (const { from, act } of points) {
    await prepare();
    shim.arm(act, { from });
    const { signal, code, stderr } = await run(args, { env: shim.env });
    try {
      assert.equal(signal, "SIGKILL", `it died, and did not end with ${code}: ${stderr}`);
      await check(from);
    } catch (error) {
      error.message = `${act} at call ${from} of ${calls}: ${error.message}`;
      throw error;
    }
  }
  report(t, { command: name, calls, killed_at: points.length });
}

test("a backup that is killed leaves the one before, and the next one succeeds", options, async (t) => {
  const directory = temporary_directory(t);
  const file = join(directory, "desk.backup");
  const database = join(directory, "betstream.db");
  await a_database(directory, "ana", { size });
  const args = ["backup", file, "--database", `sqlite:${database}`];
  await told(args);
  const old_backup = readFileSync(file);
  await a_database(directory, "ben", { size }); // the next backup is another
  const { cursor } = await verify(database);
  // And so is the one after: who comes again tomorrow finds more in the database.
  const later_home = temporary_directory(t);
  cpSync(database, join(later_home, "betstream.db"));
  await a_database(later_home, "cleo", { size: { batches: 30, bets: 30 } });
  const later = `sqlite:${join(later_home, "betstream.db")}`;
  let replaced = 0;
  await die_at_each(t, {
    name: "backup --database",
    directory,
    count: amount("BACKUP_CALLS", 16, 10_000),
    args,
    prepare: () => writeFileSync(file, old_backup),
    check: async () => {
      if (!readFileSync(file).equals(old_backup)) {
        replaced += 1;
        assert.equal((await verify(file)).cursor, cursor, "the new one is whole, or the old one is there");
      }
      const next = await told(["backup", file, "--database", later]);
      assert.deepEqual([next.findings, (await verify(file)).cursor], [[], next.cursor], "the next run succeeds");
      assert.deepEqual(leftovers(directory), []);
    },
  });
  assert.ok(replaced <= 4, `only the last calls come after the new name, not ${replaced}`);
});

test("a backup from a server, killed, leaves the one before, and the next one succeeds", options, async (t) => {
  const server = await Server.start({ directory: temporary_directory(t) });
  t.after(() => server.kill());
  const files = temporary_directory(t);
  const file = join(files, "desk.backup");
  const args = ["backup", file, "--url", server.url];
  await furnish(server.url, "ana", size);
  await told(args);
  const old_backup = readFileSync(file);
  await furnish(server.url, "ben", size);
  let waiting = 0;
  await die_at_each(t, {
    name: "backup --url",
    directory: files,
    count: amount("BACKUP_CALLS", 10, 10_000),
    args,
    prepare: () => writeFileSync(file, old_backup),
    check: async (from) => {
      if (!readFileSync(file).equals(old_backup)) await verify(file);
      await furnish(server.url, `later ${from}`, { batches: 10, bets: 10 });
      let again = await run(args);
      if (/another backup is being made/.test(again.stderr)) {
        // The server keeps the copy for whoever began it, for a while; a server that begins anew knows of none.
        waiting += 1;
        await server.stop({ keep: true });
        await server.start_again();
        again = await run(args);
      }
      assert.equal(again.code, 0, again.stderr);
      await verify(file);
      assert.deepEqual(leftovers(files), []);
    },
  });
  report(t, { copies_that_a_server_kept: waiting });
  await server.stop({ keep: true });
});

test("a server that is killed while it makes a copy leaves the backup before, its database, and nothing else", options, async (t) => {
  const directory = temporary_directory(t);
  const shim = new Shim(directory);
  t.after(() => shim.close());
  const server = await Server.start({ directory, env: shim.env });
  t.after(() => server.kill());
  await furnish(server.url, "ana", size);
  const file = join(temporary_directory(t), "desk.backup");
  const args = ["backup", file, "--url", server.url];
  shim.arm("none", { from: 0 });
  await told(args);
  const calls = shim.calls;
  assert.ok(calls > 8, `${calls} calls were seen: the shim is not in place`);
  const before = readFileSync(file);
  const seen = await everything(server.url);
  let died = 0;
  for (const { from, act } of points_of(calls - 1, amount("COPY_CALLS", 5, 10_000)).slice(0, is_long ? undefined : 8)) {
    shim.arm(act, { from });
    const { code } = await run(args);
    shim.disarm();
    if (code !== 0) {
      died += 1;
      assert.equal((await server.exited).signal, "SIGKILL");
      await server.start_again();
      assert.ok(readFileSync(file).equals(before), `${act} at call ${from}: the backup before is there`);
    }
    assert.equal(await everything(server.url), seen);
  }
  assert.ok(died > 0, "it died at least once");
  await told(args);
  assert.deepEqual(leftovers(directory), []);
  await server.stop({ keep: true });
  report(t, { calls, died });
});

test("restore --replace, killed, leaves the old database or the new one, and keeps what was replaced", options, async (t) => {
  // The old database with a log beside it, which is a part of it.
  const old_home = temporary_directory(t);
  const old_seen = await a_database(old_home, "ana", { size, killed: true });
  assert.ok(existsSync(join(old_home, "betstream.db-wal")));
  const other = temporary_directory(t);
  const new_seen = await a_database(other, "ben", { size });
  const backup = join(other, "desk.backup");
  await told(["backup", backup, "--database", `sqlite:${join(other, "betstream.db")}`]);
  // Whoever restores again may have chosen another backup.
  const newer_seen = await a_database(other, "cleo", { size: { batches: 30, bets: 30 } });
  const newer_backup = join(other, "newer.backup");
  await told(["backup", newer_backup, "--database", `sqlite:${join(other, "betstream.db")}`]);

  const directory = temporary_directory(t);
  const database = join(directory, "betstream.db");
  const args = ["restore", backup, "--database", `sqlite:${database}`, "--replace"];
  const kept = () => readdirSync(directory).filter((name) => /\.replaced-[^/]*Z$/.test(name)).map((name) => join(directory, name));
  const what_is_served = async (home) => {
    const server = await Server.start({ directory: home });
    try {
      return await everything(server.url);
    } finally {
      await server.kill();
    }
  };
  // A copy elsewhere, served: so what was kept stays as it is.
  const what_was_kept = async (file) => {
    const home = temporary_directory(t);
    for (const tail of ["", "-wal"]) if (existsSync(file + tail)) cpSync(file + tail, join(home, `betstream.db${tail}`));
    return what_is_served(home);
  };
  const seen = { old: 0, new: 0 };
  await die_at_each(t, {
    name: "restore --replace",
    directory,
    count: amount("RESTORE_CALLS", 16, 10_000),
    args,
    prepare: () => {
      rmSync(directory, { recursive: true });
      mkdirSync(directory);
      cpSync(old_home, directory, { recursive: true });
    },
    check: async (from) => {
      if (from % 2 === 0) {
        const found = await what_is_served(directory);
        assert.ok(found === old_seen || found === new_seen, `neither the old nor the new: ${found.slice(0, 300)}`);
        seen[found === old_seen ? "old" : "new"] += 1;
        if (found === new_seen) assert.equal(await what_was_kept(kept()[0]), old_seen, "what was replaced is kept");
      } else {
        const again = await run(["restore", newer_backup, ...args.slice(2)]);
        assert.equal(again.code, 0, again.stderr);
        assert.ok(kept().length > 0, "something is kept");
        const all_kept = [];
        for (const file of kept()) all_kept.push(await what_was_kept(file));
        assert.ok(all_kept.includes(old_seen), "what was replaced is kept");
        assert.equal(await what_is_served(directory), newer_seen);
        assert.deepEqual(leftovers(directory), []);
      }
    },
  });
  assert.ok(seen.old > 0, "some died before the change");
  assert.ok(seen.new > 0, "and some after it");
});

// A full disk (F3): 507 and nothing applied, reads and streams go on, and writes work again when there is space, without
// a restart. Once with a real small file system, once with a shim that makes single calls fail.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { Server, temporary_directory } from "../contract/server.mjs";
import { Shim, calls } from "../crash/shim.mjs";
import { judge } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, stop_after, until } from "../oracle/plan.mjs";
import { get, read_desk, read_log } from "../oracle/send.mjs";
import { Subscriber } from "../oracle/subscriber.mjs";
import { Desk } from "../oracle/writers.mjs";

// A desk with some history and a subscriber.
async function open_desk(t, server) {
  const desk = new Desk(server.url, new Ledger(), new Random(seed));
  stop_after(t, desk);
  desk.account = await desk.create_account();
  await desk.create_batch(desk.account, 5);
  const { epoch } = await read_log(server.url);
  const subscriber = new Subscriber(server.url, { target: `/sse?since=${epoch}-0` });
  stop_after(t, subscriber);
  await subscriber.reached(2);
  return { desk, subscriber };
}

const a_write = (desk) => desk.ledger.begin({ kind: "create_account", method: "POST", target: "/api/v1/accounts", json: { name: `full ${desk.ledger.writes.size}`, hostname: "h" } });

async function everything(base) {
  const { accounts, batches } = await read_desk(base);
  return JSON.stringify([accounts, [...batches], await read_log(base)]);
}

// What everybody may rely on while the disk is full; returns the write that was refused.
async function assert_full(server, { desk, subscriber }) {
  const before = await everything(server.url);
  const write = a_write(desk);
  const refused = await desk.attempt(write);
  assert.deepEqual([refused?.status, refused?.body.code], [507, "storage_full"], refused?.text);
  await until(() => /"message":"a request failed","code":"storage_full".*"request_id":"[^"]+"/.test(server.messages), "the log to name a request");
  assert.equal(await everything(server.url), before, "nothing was applied, and reads go on");
  assert.equal((await get(server.url, "/livez")).status, 200);
  const pings = subscriber.track.counts.ping;
  await until(() => subscriber.track.counts.ping > pings, "a ping: streams go on");
  const late = new Subscriber(server.url, { target: subscriber.target });
  await late.reached(subscriber.track.seq).finally(() => late.stop());
  return write;
}

// The refused write is no replay now, which says once more that it had left nothing.
async function assert_writes_work(server, { desk, subscriber }, write) {
  await until(async () => write.answer ?? ((await desk.attempt(write)) && write.answer), "writes to work again");
  assert.equal(write.answer.status, 201);
  desk.stopped = false;
  desk.start(4);
  await subscriber.reached(subscriber.track.seq + 50);
  await desk.stop();
  await desk.settle_all();
  await judge(server.url, desk.ledger, [subscriber]);
}

function mounted_directory(t) {
  const directory = mkdtempSync(join(tmpdir(), "betstream-mount-"));
  t.after(() => {
    spawnSync("umount", ["-l", directory]);
    rmSync(directory, { recursive: true });
  });
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m", "betstream-test", directory]).status === 0 ? directory : undefined;
}

// Takes all space but `left` bytes, as another program would; not fallocate, which SQLite does not use either.
function fill(file, left) {
  const { bavail, bsize } = statfsSync(dirname(file));
  try {
    writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - left)), { flag: "a" });
  } catch (error) {
    assert.equal(error.code, "ENOSPC");
  }
}

const log_worth_giving_back = 1024 * 1024;
const give_back_milliseconds = 1500; // it tries once a second

// A server that is short of space gives back that of its log, and goes on: so what it gave back is taken as well. Where a
// reader is in the way of that, writes are refused until it tries again.
async function fill_for_good(file, left, desk) {
  const log = join(dirname(file), "betstream.db-wal");
  let write = a_write(desk);
  let accepted = 0;
  let refused_since = Infinity;
  const is_full = async () => {
    fill(file, left);
    const answer = await desk.attempt(write);
    if (answer?.status === 507) {
      refused_since = Math.min(refused_since, performance.now());
      return statSync(log).size <= log_worth_giving_back || performance.now() - refused_since > give_back_milliseconds;
    }
    assert.ok(++accepted <= 3, `space for a write each time, with ${left} bytes left`);
    refused_since = Infinity;
    write = a_write(desk);
    return false;
  };
  await until(is_full, "the disk to be full for good");
}

test("a file system without space", { timeout: 60_000 }, async (t) => {
  const directory = mounted_directory(t);
  if (!directory) return t.skip("no file system can be mounted here: this needs root");
  const server = await Server.start({ directory, args: ["--ping-interval", "100ms"] });
  t.after(() => server.kill());
  const house = await open_desk(t, server);
  const rounds = amount("DISK_FULL", 3, 12);
  for (let i = 0; i < rounds; ++i) {
    const ballast = join(directory, "ballast");
    await fill_for_good(ballast, [0, 100_000, 1_500_000][i % 3], house.desk);
    const write = await assert_full(server, house);
    rmSync(ballast);
    await assert_writes_work(server, house, write);
  }
  await server.stop();
  report(t, { rounds, acknowledged: house.desk.ledger.acknowledged.length, lost: 0, gaps: 0 });
});

// However far the guard lets a commit get: each of its writes fails, alone or with all that follow.
test("a write that fails for want of space, at every place of a commit", { timeout: 120_000 }, async (t) => {
  const directory = temporary_directory(t);
  const shim = new Shim(directory);
  t.after(() => shim.close());
  const server = await Server.start({ directory, env: shim.env, args: ["--ping-interval", "100ms"] });
  t.after(() => server.kill());
  const house = await open_desk(t, server);
  let refused = 0;
  for (let from = 1, was_done = false; !was_done; ++from) {
    assert.ok(from < 100, "a commit of so many writes");
    shim.arm("fail", { from, times: 1, kinds: calls.write, errno: "ENOSPC" });
    const write = a_write(house.desk);
    const answer = await house.desk.attempt(write);
    assert.ok(answer.status === 201 || answer.body.code === "storage_full", answer.text);
    was_done = answer.status === 201 && shim.acted === 0;
    refused += answer.status === 507 ? 1 : 0;
    shim.disarm();
    await assert_writes_work(server, house, write);
  }
  assert.ok(refused > 3, `${refused} commits failed`);
  shim.arm("fail", { kinds: calls.write, errno: "ENOSPC" });
  const write = await assert_full(server, house);
  shim.disarm();
  await assert_writes_work(server, house, write);
  await server.stop();
  report(t, { commits_failed: refused, acknowledged: house.desk.ledger.acknowledged.length, lost: 0, gaps: 0 });
});

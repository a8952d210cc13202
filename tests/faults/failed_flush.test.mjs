// A flush or write that fails (F4): nothing that was answered may rest on it. The writes in flight are told that their
// outcome is unknown, nothing is accepted after that, the process ends with code 74, and the next start verifies the
// file before it goes on.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Server, temporary_directory } from "../contract/server.mjs";
import { Shim, calls } from "../crash/shim.mjs";
import { judge } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, sample, seed, sleep, stop_after, until } from "../oracle/plan.mjs";
import { read_log } from "../oracle/send.mjs";
import { Desk } from "../oracle/writers.mjs";

const io_error = 74; // EX_IOERR

// Notes when the first write was told of the failure, and every success of a write that was sent after that.
class Witness extends Desk {
  constructor(...all) {
    super(...all);
    this.unknown = 0;
    this.late_successes = [];
  }

  async attempt(write) {
    const after_failure = this.unknown > 0;
    const answer = await super.attempt(write);
    if (answer?.body?.code === "outcome_unknown") {
      assert.equal(answer.status, 503);
      this.unknown += 1;
    }
    if (after_failure && answer?.status < 300) this.late_successes.push(write.key);
    return answer;
  }
}

async function history(server, ledger, random, DeskType = Desk) {
  const desk = new DeskType(server.url, ledger, random);
  const account = await desk.create_account();
  for (let i = 0; i < 3; ++i) await desk.create_batch(account, 6);
  return desk;
}

// Load, then the failure; returns what the clients saw when the process is gone.
async function fail_under_load(t, server, shim, random, failure) {
  t.after(() => server.kill());
  const ledger = new Ledger();
  const desk = await history(server, ledger, random, Witness);
  stop_after(t, desk);
  desk.start(8);
  await sleep(random.between(20, 150));
  shim.arm("fail", failure);
  await until(() => server.child.exitCode !== null || server.child.signalCode !== null, "the end of a process whose flush failed");
  const end = await server.exited;
  await desk.stop();
  assert.ok(shim.acted > 0);
  assert.deepEqual(end, { code: io_error, signal: null }, server.messages);
  assert.deepEqual(desk.late_successes, [], "no success after somebody was told of the failure");
  return { ledger, unknown: desk.unknown };
}

async function assert_recovers(directory, ledger) {
  const server = await Server.start({ directory });
  try {
    ledger.note_found((await read_log(server.url)).events);
    const desk = new Desk(server.url, ledger, new Random(1));
    await desk.settle_all();
    await desk.create_account();
    desk.agent.destroy();
    await judge(server.url, ledger);
    await server.stop();
  } finally {
    await server.kill();
  }
}

test("a flush that fails under load", { timeout: 300_000 }, async (t) => {
  const random = new Random(seed);
  const rounds = amount("FLUSHES", 6, 60);
  const figures = { rounds, acknowledged: 0, unknown: 0, lost: 0 };
  for (let i = 0; i < rounds; ++i) {
    const directory = temporary_directory(t);
    const shim = new Shim(directory);
    t.after(() => shim.close());
    const server = await Server.start({ directory, env: shim.env });
    // Once or for ever: a second flush that succeeds after a failed one proves nothing.
    const failure = { from: random.between(1, 20), times: i % 2 === 0 ? 1 : -1, kinds: calls.sync, errno: "EIO" };
    const { ledger, unknown } = await fail_under_load(t, server, shim, random, failure);
    figures.acknowledged += ledger.acknowledged.length;
    figures.unknown += unknown;
    await assert_recovers(directory, ledger);
  }
  assert.ok(figures.unknown > 0, "somebody was told that the outcome is unknown");
  report(t, figures);
});

test("a write to the log that fails under load", { timeout: 300_000 }, async (t) => {
  const random = new Random(seed + 1);
  const rounds = amount("FAILED_WRITES", 3, 30);
  const figures = { rounds, acknowledged: 0, unknown: 0, lost: 0 };
  for (let i = 0; i < rounds; ++i) {
    const directory = temporary_directory(t);
    const shim = new Shim(directory);
    t.after(() => shim.close());
    const server = await Server.start({ directory, env: shim.env });
    const { ledger, unknown } = await fail_under_load(t, server, shim, random, { from: random.between(1, 60), kinds: calls.write, errno: "EIO" });
    figures.acknowledged += ledger.acknowledged.length;
    figures.unknown += unknown;
    await assert_recovers(directory, ledger);
  }
  report(t, figures);
});

// The start that verifies may be killed too, at any of its calls.
test("the verification at the next start, killed at each call", { timeout: 300_000 }, async (t) => {
  const random = new Random(seed + 2);
  const poisoned = temporary_directory(t);
  const directory = temporary_directory(t);
  const shim = new Shim(poisoned);
  t.after(() => shim.close());
  const server = await Server.start({ directory: poisoned, env: shim.env });
  const { ledger } = await fail_under_load(t, server, shim, random, { kinds: calls.sync, errno: "EIO" });
  assert.ok(existsSync(join(poisoned, "betstream.db.poisoned")), "the failure is remembered");

  const verify = new Shim(directory);
  t.after(() => verify.close());
  const restore = () => {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory);
    cpSync(poisoned, directory, { recursive: true });
  };
  restore();
  await (await Server.start({ directory, env: verify.env })).kill();
  const total = verify.calls;
  assert.ok(total > 20, `only ${total} calls`);
  const points = sample(random, total, amount("VERIFY_CALLS", 8, 10_000));
  for (const from of points) {
    restore();
    verify.arm(random.pick(["kill", "tear"]), { from });
    const started = await Server.start({ directory, env: verify.env }).catch(({ signal }) => assert.equal(signal, "SIGKILL"));
    await started?.kill();
    await assert_recovers(directory, copy_of(ledger));
  }
  report(t, { calls: total, killed_at: points.length, acknowledged: ledger.acknowledged.length, lost: 0 });
});

function copy_of(ledger) {
  const copy = new Ledger();
  copy.prefix = ledger.prefix;
  copy.writes = new Map(JSON.parse(JSON.stringify([...ledger.writes])));
  return copy;
}

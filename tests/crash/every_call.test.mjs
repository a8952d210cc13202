// The process dies at its N-th call that changes a file, for N over a whole life: first start, writes, checkpoint, end
// (F1). A file changes only in these calls, so no instant between them is left out. Some of the writes are torn in two.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { test } from "node:test";
import { Server, temporary_directory } from "../contract/server.mjs";
import { judge } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, is_long, report, sample, seed } from "../oracle/plan.mjs";
import { read_log } from "../oracle/send.mjs";
import { Desk, path_of } from "../oracle/writers.mjs";
import { Shim } from "./shim.mjs";

// The life of one account, as steps of which each waits for the one before.
class Scenario {
  constructor(ledger = new Ledger()) {
    this.ledger = ledger;
    this.done = 0;
  }

  get steps() {
    const on_batch = (kind, method, action, json) => (desk) => desk.write({ kind, method, target: path_of(this.batch) + action, json });
    return [
      async (desk) => (this.account = await desk.create_account()),
      async (desk) => (this.batch = await desk.create_batch(this.account, 3)),
      (desk) => desk.mark(this.batch, this.batch.pids[0], "successful"),
      on_batch("mark_many", "PATCH", "/bets", [{ pid: 1, status: "failed" }, { pid: 2, status: "failed" }]),
      on_batch("patch_meta", "PATCH", "", { meta: { turn: 1 } }),
      on_batch("submit", "POST", "/submit", { pending: "fail" }),
      on_batch("reopen", "POST", "/reopen", { reason: "again" }),
    ];
  }

  // As far as the server lives; the step in which it dies is settled after the restart.
  async run(server) {
    const desk = new Desk(server.url, this.ledger, new Random(1));
    server.exited.then(() => (desk.stopped = true));
    try {
      for (const step of this.steps.slice(this.done)) {
        await step(desk);
        if (desk.stopped) return;
        this.done += 1;
      }
    } finally {
      desk.agent.destroy();
    }
  }

  // After a restart: what was sent without an answer is sent again, under its key, and the rest of the life goes on.
  async finish(server) {
    this.ledger.note_found((await read_log(server.url)).events);
    const desk = new Desk(server.url, this.ledger, new Random(1));
    for (const write of this.ledger.open_writes) {
      const answer = await desk.attempt(write);
      assert.ok(answer?.status < 300, `${write.kind} after the restart: ${answer?.status} ${answer?.text}`);
      if (write.kind === "create_account") this.account = answer.body;
      if (write.kind === "create_batch") this.batch = { ...answer.body, pids: answer.body.bets.map(({ pid }) => pid) };
      this.done += 1;
    }
    desk.agent.destroy();
    await this.run(server);
    assert.equal(this.done, this.steps.length);
  }
}

// One life that ends at the call for which the shim is armed, or in good order; true when it was killed.
async function live(directory, scenario, options) {
  let server;
  try {
    server = await Server.start({ directory, ...options });
  } catch (error) {
    if (error.signal !== "SIGKILL") throw error;
    return true;
  }
  try {
    await scenario.run(server);
    server.child.kill("SIGTERM");
    const end = await server.exited;
    assert.ok(end.code === 0 || end.signal === "SIGKILL", `${JSON.stringify(end)} ${server.messages}`);
    return end.signal === "SIGKILL";
  } finally {
    await server.kill();
  }
}

async function live_on(directory, scenario) {
  const server = await Server.start({ directory });
  try {
    await scenario.finish(server);
    await judge(server.url, scenario.ledger);
  } finally {
    await server.kill();
  }
}

// Counts the calls of a whole life, then dies at a sample of them. `prepare` fills the directory and gives the scenario.
async function die_at_each(t, name, count, prepare) {
  const random = new Random(seed);
  const directory = temporary_directory(t);
  const shim = new Shim(directory);
  t.after(() => shim.close());
  const begin = () => {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory);
    return prepare(directory);
  };
  assert.equal(await live(directory, begin(), shim), false);
  const calls = shim.calls;
  assert.ok(calls > 20, `${calls} calls were seen: the shim is not in place`);

  const points = sample(random, calls - 1, count);
  for (const from of points) {
    const acts = is_long ? ["kill", "tear"] : [random.pick(["kill", "tear"])];
    for (const act of acts) {
      const scenario = begin();
      shim.arm(act, { from });
      try {
        await live(directory, scenario, shim);
        assert.ok(shim.acted > 0, "it died");
        await live_on(directory, scenario);
      } catch (error) {
        error.message = `${act} at call ${from} of ${calls}: ${error.message}`;
        throw error;
      }
    }
  }
  report(t, { life: name, calls, killed_at: points.length, lost: 0 });
}

test("a new database, at every call of its first life", { timeout: 900_000 }, async (t) => {
  await die_at_each(t, "first", amount("CALLS", 30, 10_000), () => new Scenario());
});

test("the start after a crash, at every call", { timeout: 900_000 }, async (t) => {
  const crashed = temporary_directory(t);
  const before = new Scenario();
  const server = await Server.start({ directory: crashed });
  t.after(() => server.kill());
  await before.run(server);
  await server.kill();
  const answers = JSON.stringify([...before.ledger.writes]);
  await die_at_each(t, "after a crash", amount("RECOVERY_CALLS", 8, 10_000), (directory) => {
    cpSync(crashed, directory, { recursive: true });
    const ledger = new Ledger();
    ledger.prefix = before.ledger.prefix;
    ledger.writes = new Map(JSON.parse(answers));
    return Object.assign(new Scenario(ledger), { done: before.done, account: before.account, batch: before.batch });
  });
});

// Another pair of eyes than the shim: the kernel kills the process as it enters the call.
function why_no_strace() {
  const tried = spawnSync("strace", ["-f", "-e", "trace=none", "true"], { encoding: "utf8" });
  if (tried.error) return "strace is not installed";
  return tried.status === 0 ? false : `ptrace is not possible here: ${tried.stderr.trim()}`;
}

test("the same under strace, at a few calls", { skip: why_no_strace(), timeout: 300_000 }, async (t) => {
  const random = new Random(seed);
  const points = amount("STRACE", 4, 40);
  let killed = 0;
  for (let i = 0; i < points; ++i) {
    const directory = temporary_directory(t);
    const call = ["pwrite64", "fdatasync"][i % 2];
    const when = call === "pwrite64" ? random.between(5, 220) : random.between(2, 24);
    // -D: the server is our child, and strace watches from aside.
    const prefix = ["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:signal=KILL:when=${when}`];
    const scenario = new Scenario();
    killed += (await live(directory, scenario, { prefix })) ? 1 : 0;
    await live_on(directory, scenario);
  }
  assert.ok(killed > 0, "strace killed it at least once");
  report(t, { lives: points, killed, lost: 0 });
});

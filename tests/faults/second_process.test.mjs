// Two processes on one database (F7): the second one refuses to start and says who has it.
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Server, temporary_directory } from "../contract/server.mjs";
import { judge } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, report, seed, stop_after } from "../oracle/plan.mjs";
import { Desk } from "../oracle/writers.mjs";

const refusal = (options) => Server.start(options).then(() => assert.fail("a second process was let in"), (error) => error);

test("a second process refuses, says who has the database, and disturbs nobody", { timeout: 60_000 }, async (t) => {
  const directory = temporary_directory(t);
  const server = await Server.start({ directory });
  t.after(() => server.stop());
  const desk = new Desk(server.url, new Ledger(), new Random(seed));
  stop_after(t, desk);
  await desk.create_batch(await desk.create_account(), 5);
  desk.start(4);

  const alias = join(temporary_directory(t), "alias");
  symlinkSync(directory, alias);
  const attempts = [{ directory }, { directory }, { directory: alias }];
  for (const options of attempts) {
    const error = await refusal(options);
    assert.equal(error.code, 78, error.message);
    assert.match(error.message, new RegExp(`in use by another betstream: process ${server.child.pid} on host \\S+ since 20`), error.message);
  }
  await desk.stop();
  await judge(server.url, desk.ledger);
  report(t, { refused: attempts.length, acknowledged_meanwhile: desk.ledger.acknowledged.length });
});

test("the place is free again the moment that a process is gone, however it went", { timeout: 60_000 }, async (t) => {
  const directory = temporary_directory(t);
  for (const end of ["kill", "stop", "kill"]) {
    const server = await Server.start({ directory });
    t.after(() => server.kill());
    await server[end]();
  }
});

test("of several that start at once exactly one is let in", { timeout: 60_000 }, async (t) => {
  const directory = temporary_directory(t);
  const starts = await Promise.allSettled(Array.from({ length: 5 }, () => Server.start({ directory })));
  const running = starts.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  t.after(() => Promise.all(running.map((server) => server.kill())));
  for (const server of running) await server.stop();
  assert.equal(running.length, 1);
  for (const { reason } of starts.filter(({ status }) => status === "rejected")) assert.match(reason.message, /in use by another betstream/);
});

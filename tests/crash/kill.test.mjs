// kill -9 at random moments, while clients write and subscribers listen (F1). What was acknowledged is there after every
// restart, what was not is there whole or not at all, and every subscriber hears everything once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Server } from "../contract/server.mjs";
import { judge } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after } from "../oracle/plan.mjs";
import { read_log } from "../oracle/send.mjs";
import { Subscriber } from "../oracle/subscriber.mjs";
import { Track } from "../oracle/track.mjs";
import { Desk } from "../oracle/writers.mjs";

const kills = amount("KILLS", 20, 300);

async function subscribers(base, account) {
  const { epoch } = await read_log(base);
  const of = (filter, wants) => new Subscriber(base, { target: `/sse?since=${epoch}-0${filter}`, track: new Track({ wants }) });
  return [
    of("", () => true),
    of("", () => true),
    of(`&accounts=${account.id}`, ({ account_id }) => account_id === account.id),
    of("&types=batch_created,batch_completed", ({ type }) => type === "batch_created" || type === "batch_completed"),
  ];
}

// Dead, and alive again; now and then it dies once more while it starts.
async function kill_and_restart(server, desk, random) {
  desk.close_gate();
  await server.kill();
  if (random.below(4) === 0) {
    const starting = server.start_again();
    await sleep(random.between(0, 60));
    server.child.kill("SIGKILL");
    const survived = await starting.then(() => true, ({ signal }) => assert.equal(signal, "SIGKILL", server.messages));
    if (survived) await server.exited;
  }
  const since = performance.now();
  await server.start_again();
  return performance.now() - since;
}

test("nothing acknowledged is lost and nothing comes twice, however often it is killed", { timeout: 120_000 + 3_000 * kills }, async (t) => {
  const random = new Random(seed);
  const server = await Server.start();
  t.after(() => server.stop());
  const ledger = new Ledger();
  const desk = new Desk(server.url, ledger, random.fork());
  stop_after(t, desk);
  const account = await desk.create_account();
  for (let i = 0; i < 4; ++i) await desk.create_batch(account, 8);

  const listening = await subscribers(server.url, account);
  stop_after(t, ...listening);
  desk.start(8);
  let slowest_start = 0;
  let found = 0;
  for (let i = 0; i < kills; ++i) {
    await sleep(random.between(5, 250));
    slowest_start = Math.max(slowest_start, await kill_and_restart(server, desk, random));
    ledger.note_found((await read_log(server.url)).events);
    found += ledger.open_writes.filter((write) => write.found > 0).length;
    desk.open_gate();
  }
  await sleep(100);
  await desk.stop();
  await desk.settle_all();
  const { events } = await judge(server.url, ledger, listening);
  for (const subscriber of listening) await subscriber.stop();

  const in_doubt = [...ledger.writes.values()].filter((write) => write.in_doubt > 0);
  assert.ok(in_doubt.length > 0, "some writes were interrupted, or this has tested nothing");
  const heard = listening.reduce((sum, { track }) => sum + track.events.length, 0);
  const connections = listening.reduce((sum, each) => sum + each.connections, 0);
  report(t, { kills, acknowledged: ledger.acknowledged.length, in_doubt: in_doubt.length, of_them_durable: found, lost: 0, events: events.length, heard, connections, gaps: 0, slowest_start_ms: slowest_start });
});

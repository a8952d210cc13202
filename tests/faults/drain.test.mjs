// SIGTERM and SIGINT under load: what is being done is finished and kept, streams end with `bye`, nobody is cut off
// without an answer, and the process ends with code 0 within its window.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { Server } from "../contract/server.mjs";
import { judge } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after, until } from "../oracle/plan.mjs";
import { read_log } from "../oracle/send.mjs";
import { Subscriber } from "../oracle/subscriber.mjs";
import { Desk } from "../oracle/writers.mjs";

const window = 1500;
// A connection that is silent for 300 ms after the signal is closed. Where this process slept so long, it may write to one
// that is closed, and nobody can help that.
const heard_milliseconds = 250;

// Notes the writes that broke in the middle: in an orderly end there are none.
class Careful extends Desk {
  broken = [];
  signalled = Infinity;

  async attempt(write) {
    const before = write.in_doubt;
    const is_heard = performance.now() < this.signalled + heard_milliseconds;
    const answer = await super.attempt(write);
    if (write.in_doubt > before && is_heard) this.broken.push(write.kind);
    return answer;
  }
}

for (const signal of ["SIGTERM", "SIGINT"]) {
  test(`${signal} under load loses nothing and ends in time`, { timeout: 120_000 }, async (t) => {
    const random = new Random(seed);
    const server = await Server.start({ args: ["--drain-window", `${window}ms`] });
    t.after(() => server.kill());
    const desk = new Careful(server.url, new Ledger(), random);
    stop_after(t, desk);
    const account = await desk.create_account();
    for (let i = 0; i < 4; ++i) await desk.create_batch(account, 6);
    const { epoch } = await read_log(server.url);
    const listening = Array.from({ length: 20 }, () => new Subscriber(server.url, { target: `/sse?since=${epoch}-0` }));
    stop_after(t, ...listening);
    desk.start(16);

    const rounds = amount("DRAINS", 2, 20);
    let longest = 0;
    for (let i = 0; i < rounds; ++i) {
      await until(() => listening.every(({ track }) => track.counts.hello === i + 1), "all streams to be open");
      await sleep(random.between(50, 300));
      const byes = listening.map(({ track }) => track.counts.bye);
      const since = performance.now();
      desk.signalled = since;
      server.child.kill(signal);
      assert.deepEqual(await server.exited, { code: 0, signal: null }, server.messages);
      longest = Math.max(longest, performance.now() - since);
      // The process is gone, but its last bytes may not have been read yet.
      await until(() => listening.every(({ track }, n) => track.counts.bye === byes[n] + 1), "every stream to be said good-bye");
      await server.start_again();
      desk.signalled = Infinity;
    }
    await desk.stop();
    await desk.settle_all();
    await judge(server.url, desk.ledger, listening);
    for (const subscriber of listening) await subscriber.stop();
    assert.ok(longest < window + 3000, `it took ${longest} ms`);
    assert.deepEqual(desk.broken, [], "no request was cut off without an answer");
    report(t, { rounds, longest_ms: longest, acknowledged: desk.ledger.acknowledged.length, streams: listening.length, cut_off: 0, lost: 0, gaps: 0 });
    await server.stop();
  });
}

test("an idle client that does not notice the end does not hold it up", { timeout: 60_000 }, async (t) => {
  const server = await Server.start({ args: ["--drain-window", "20s"] });
  t.after(() => server.kill());
  const client = connect({ host: "127.0.0.1", port: server.port, allowHalfOpen: true });
  t.after(() => client.destroy());
  await once(client, "connect");
  client.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(client, "data");
  const since = performance.now();
  server.child.kill("SIGTERM");
  assert.deepEqual(await server.exited, { code: 0, signal: null }, server.messages);
  assert.ok(performance.now() - since < 4000, `took ${Math.round(performance.now() - since)} ms`);
});

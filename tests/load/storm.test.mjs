// Two thousand subscribers whose server is restarted under them again and again, gently and not (F12): each hears every
// event once and in order, comes back at a time of its own, and the storm of returning clients is survived.
import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { Server } from "../contract/server.mjs";
import { judge } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, percentile, report, seed, sleep, stop_after, until } from "../oracle/plan.mjs";
import { metric, read_log } from "../oracle/send.mjs";
import { Desk } from "../oracle/writers.mjs";
import { Crowd } from "./sse_client.mjs";

// What a server that lies would send: these clients must notice.
test("a client finds what is missing, repeated or out of order, however the bytes are cut", { timeout: 30_000 }, async (t) => {
  const frame = (seq) => `id: abc-${seq}\nevent: bet_status_updated\ndata: {"x":"${"y".repeat(500)}"}\n\n`;
  const cases = [
    { seqs: [1, 2, 3], want: [] },
    { seqs: [1, 3], want: ["client 0: 3 after 1"] },
    { seqs: [2, 3], want: ["client 0: 2 after 0"] },
    { seqs: [1, 2, 2, 3], want: ["client 0: 2 after 2"] },
    { seqs: [1, 3, 2], want: ["client 0: 3 after 1", "client 0: 2 after 3"] },
  ];
  for (const { seqs, want } of cases) {
    for (const cut of [1, 7, 100_000]) {
      const liar = net.createServer({ noDelay: true }, (socket) => {
        const text = ["retry: 1000\n\nevent: hello\ndata: {}\n\n", ...seqs.map(frame)].map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join("");
        const bytes = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${text}`;
        for (let at = 0; at < bytes.length; at += cut) socket.write(bytes.slice(at, at + cut));
      });
      t.after(() => liar.close());
      await new Promise((resolve) => liar.listen(0, "127.0.0.1", resolve));
      const crowd = new Crowd(`http://127.0.0.1:${liar.address().port}`, { count: 1, target: "/sse" });
      stop_after(t, crowd);
      crowd.start();
      await until(() => crowd.counts.events === seqs.length, "all frames");
      assert.deepEqual(crowd.violations, want, `${seqs} cut into ${cut}`);
      crowd.stop();
      liar.close();
    }
  }
});

test("thousands of subscribers through restarts: no gap, no repetition", { timeout: 600_000 }, async (t) => {
  const random = new Random(seed);
  const count = amount("SUBSCRIBERS", 2000, 5000);
  const restarts = amount("RESTARTS", 4, 20);
  const server = await Server.start({ args: ["--drain-window", "1s"] });
  t.after(() => server.kill());
  const desk = new Desk(server.url, new Ledger(), random.fork());
  stop_after(t, desk);
  await desk.create_batch(await desk.create_account(), 3);
  const { epoch } = await read_log(server.url);
  const crowd = new Crowd(server.url, { count, target: `/sse?since=${epoch}-0` });
  stop_after(t, crowd);
  crowd.start();
  const all_listen = () => until(() => crowd.listening === count, `all ${count} to listen, not ${crowd.listening}`, 60_000);
  await all_listen();

  // A few marks now and then, and always some while the server dies.
  const write = async (own) => {
    for (; !desk.stopped; await sleep(own.between(10, 40))) await desk.act(own);
  };
  const writing = Array.from({ length: 4 }, () => write(random.fork()));
  let slowest = 0;
  for (let i = 0; i < restarts; ++i) {
    await sleep(random.between(100, 500));
    if (i % 2 === 0) await server.kill();
    else await server.stop({ keep: true });
    const since = performance.now();
    await server.start_again();
    await all_listen();
    slowest = Math.max(slowest, performance.now() - since);
  }
  desk.stopped = true;
  await Promise.all(writing);
  await desk.settle_all();
  const { events } = await judge(server.url, desk.ledger);
  await until(() => crowd.behind(events.length) === 0, "everybody to hear everything", 60_000);
  assert.equal(await metric(server.url, "betstream_stream_subscribers"), count);

  assert.deepEqual(crowd.violations.slice(0, 5), [], "no gap, no repetition, no reset");
  assert.equal(crowd.counts.bye, count * Math.floor(restarts / 2), "a gentle end says good-bye to everybody");
  assert.ok(crowd.retries.every((retry) => retry >= 1000 && retry <= 5000 + 5000), "the time to come back is within its limits");
  const spread = percentile(crowd.retries, 0.9) - percentile(crowd.retries, 0.1);
  assert.ok(spread > 2000, `the times to come back are spread: ${spread} ms between the tenths`);
  report(t, { subscribers: count, restarts, connections: crowd.counts.connections, events: events.length, deliveries: crowd.counts.events, gaps: 0, repetitions: 0, byes: crowd.counts.bye, all_back_ms_max: slowest, retry_spread_ms: spread });
});

// More than there is room for (F5, F41): more writers than the queue takes while the disk is slow, and more connections
// than there are files. Everybody is answered, nothing hangs, what was promised is kept, and it passes.
import assert from "node:assert/strict";
import net from "node:net";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { Server, temporary_directory } from "../contract/server.mjs";
import { Shim, calls } from "../crash/shim.mjs";
import { percentile, report, sleep, until } from "../oracle/plan.mjs";
import { get, metric, read_log, send } from "../oracle/send.mjs";
import { Subscriber } from "../oracle/subscriber.mjs";
import { open_files } from "./process.mjs";

// Many connections that are open before the first of them asks for anything.
class Rush {
  constructor(port) {
    this.port = port;
    this.lines = [];
  }

  async open(count) {
    for (let i = 0; i < count; ++i) {
      this.lines.push(new Line(this.port, `127.0.${i & 3}.${((i >> 2) % 250) + 1}`));
      if (i % 500 === 499) await sleep(5); // not more at once than the kernel keeps waiting
    }
    await until(() => this.lines.every(({ socket, closed }) => closed || !socket.pending), "the connections to open", 30_000);
  }

  // Resolves when everybody has an answer or was cut off.
  async ask(request) {
    this.answers = (await Promise.all(this.lines.map((line, i) => line.ask(request(i))))).filter((answer) => answer !== undefined);
    this.broken = this.lines.length - this.answers.length;
  }

  close() {
    for (const { socket } of this.lines) socket.destroy();
  }
}

// One connection; what comes before it asks, such as a refusal to let it in, counts as its answer.
class Line {
  constructor(port, localAddress) {
    this.text = "";
    this.closed = false;
    this.socket = net.connect({ port, host: "127.0.0.1", localAddress });
    this.socket.on("data", (bytes) => {
      this.text += bytes.toString("latin1");
      this.#look();
    });
    this.socket.on("error", () => {});
    this.socket.on("close", () => {
      this.closed = true;
      this.#look();
    });
  }

  ask(request) {
    return new Promise((resolve) => {
      this.resolve = resolve;
      if (!this.closed) this.socket.write(request);
      this.#look();
    });
  }

  #look() {
    const { text } = this;
    const end = text.indexOf("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    const is_whole = end >= 0 && text.length >= end + 4 + length;
    if (!this.resolve || (!is_whole && !this.closed)) return;
    this.resolve(is_whole ? { status: Number(text.slice(9, 12)), text } : undefined);
    this.resolve = undefined;
    this.text = "";
  }
}

const files_allowed = Number(spawnSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }).stdout) || Infinity;
const writers = 9_800; // the queue takes 8,192, and a group 1,024

test("more writers than the queue takes, on a disk that stalls", { timeout: 120_000, skip: files_allowed < writers + 200 && `needs ${writers + 200} open files` }, async (t) => {
  const directory = temporary_directory(t);
  const shim = new Shim(directory);
  const server = await Server.start({ directory, env: shim.env, args: ["--ping-interval", "200ms"] });
  t.after(() => server.kill());
  const { body: account } = await send(server.url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } });
  const { epoch } = await read_log(server.url);
  const subscriber = new Subscriber(server.url, { target: `/sse?since=${epoch}-0` });
  const rush = new Rush(server.port);
  t.after(() => (rush.close(), subscriber.stop()));
  await rush.open(writers);

  const stall = 4000;
  shim.arm("delay", { times: 1, kinds: calls.sync, milliseconds: stall });
  const since = performance.now();
  const asked = rush.ask((i) => {
    const body = JSON.stringify({ name: `writer ${i}`, hostname: "h" });
    return `POST /api/v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  });
  // Meanwhile: reads and pings do not wait for the disk.
  await sleep(500);
  const reads = [];
  const pings = subscriber.track.counts.ping;
  while (performance.now() - since < stall - 500) {
    const start = performance.now();
    await get(server.url, `/api/v1/accounts/${account.id}`);
    reads.push(performance.now() - start);
    await sleep(50);
  }
  assert.ok(subscriber.track.counts.ping > pings, "streams are pinged while the disk stalls");
  await asked;
  const took = performance.now() - since;

  const done = rush.answers.filter(({ status }) => status === 201).length;
  const refused = rush.answers.filter(({ status }) => status === 503);
  assert.equal(rush.broken, 0, "everybody was answered");
  assert.equal(done + refused.length, writers, "with 201 or 503");
  assert.ok(refused.length > 0, "the queue was full, or this has tested nothing");
  for (const { text } of refused) {
    assert.match(text, /\r\nRetry-After: \d+\r\n/i);
    assert.match(text, /"code":"overloaded"/);
  }
  assert.equal((await read_log(server.url)).events.length, 1 + done, "what was answered with 201 is there, and nothing else");
  assert.equal(await metric(server.url, "betstream_writer_refused_full_total"), refused.length);
  assert.equal((await send(server.url, "POST", "/api/v1/accounts", { json: { name: "later", hostname: "h" } })).status, 201);
  report(t, { writers, done, refused: refused.length, unanswered: 0, took_ms: took, stall_ms: stall, read_ms_p99_meanwhile: percentile(reads, 0.99) });
  rush.close();
  await subscriber.stop();
  await server.stop();
});

const no_prlimit = spawnSync("prlimit", ["--version"]).error && "prlimit is not installed";

test("more connections than files: those inside go on, those outside are told, and it passes", { timeout: 60_000, skip: no_prlimit }, async (t) => {
  const server = await Server.start({ prefix: ["prlimit", "--nofile=100:100"], args: ["--ping-interval", "200ms"] });
  t.after(() => server.kill());
  const { epoch } = await read_log(server.url);
  const subscriber = new Subscriber(server.url, { target: `/sse?since=${epoch}-0` });
  t.after(() => subscriber.stop());
  await until(() => subscriber.track.counts.hello === 1, "the stream");
  const inside = new Rush(server.port);
  await inside.open(1);
  await inside.ask(() => "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");

  for (let round = 0; round < 3; ++round) {
    const rush = new Rush(server.port);
    await rush.open(300);
    await rush.ask(() => "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert.ok(open_files(server) < 110, "the limit holds, or this tests nothing");
    const served = rush.answers.filter(({ status }) => status === 200).length;
    assert.ok(served > 10 && served < 100, `${served} were served`);
    const told = rush.answers.filter(({ status }) => status === 503).length;
    assert.equal(served + told + rush.broken, 300);
    assert.ok(told > rush.broken, `${told} were told, ${rush.broken} were only closed`);

    await inside.ask(() => "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert.equal(inside.answers[0]?.status, 200, "who was inside goes on");
    const pings = subscriber.track.counts.ping;
    await until(() => subscriber.track.counts.ping > pings, "a ping to a stream that was there before");
    rush.close();
    await until(() => get(server.url, "/health").then(() => true, () => false), "new connections to be let in again");
    report(t, { round, connections: 300, served, told, only_closed: rush.broken });
  }
  const { status } = await send(server.url, "POST", "/api/v1/accounts", { json: { name: "later", hostname: "h" } });
  assert.equal(status, 201);
  await subscriber.reached(1);
  inside.close();
  await subscriber.stop();
  await server.stop();
});

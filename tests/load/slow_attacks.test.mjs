// Slow heads, slow bodies, slow reads (F14): each attacker is cut at its deadline, and whoever works goes on working.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import http from "node:http";
import net from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { Server } from "../contract/server.mjs";
import { amount, percentile, report, sleep, until } from "../oracle/plan.mjs";
import { metric, send } from "../oracle/send.mjs";

const header_deadline = 10_000;
const body_deadline = 5_000;

// Good clients: each reads and writes over its own connection; every failure counts.
class Workers {
  constructor(base, count) {
    this.base = base;
    this.times = [];
    this.failures = [];
    this.stopped = false;
    this.done = Promise.all(Array.from({ length: count }, (_, i) => this.#work(i)));
  }

  async #work(number) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = 0; !this.stopped; ++turn) {
      const since = performance.now();
      const json = { name: `worker ${number} turn ${turn}`, hostname: "h" };
      const answer = await (turn % 2 === 0 ? send(this.base, "POST", "/api/v1/accounts", { json, agent }) : send(this.base, "GET", "/api/v1/accounts/1", { agent })).catch((error) => ({ status: 0, text: error.message }));
      this.times.push(performance.now() - since);
      if (answer.status !== 201 && answer.status !== 200) this.failures.push(`${answer.status} ${answer.text}`);
      await sleep(20);
    }
    agent.destroy();
  }

  // The times since the last call.
  take() {
    return this.times.splice(0);
  }

  async stop() {
    this.stopped = true;
    await this.done;
  }
}

// Connections that drip: `first` at once, then `drop` ten times per second for as long as they are let.
class Drips {
  constructor(port, count, first, drop) {
    this.lives = [];
    this.answers = [];
    this.sockets = Array.from({ length: count }, () => this.#open(port, first, drop));
  }

  #open(port, first, drop) {
    const socket = net.connect(port, "127.0.0.1");
    let answer = "";
    let since;
    let timer;
    socket.on("connect", () => {
      since = performance.now();
      socket.write(first);
      timer = setInterval(() => socket.write(drop), 1000);
    });
    socket.on("data", (bytes) => (answer += bytes));
    socket.on("error", () => {});
    socket.on("end", () => socket.destroy());
    socket.on("close", () => {
      clearInterval(timer);
      this.lives.push(performance.now() - since);
      this.answers.push(answer.slice(0, 12));
    });
    return socket;
  }

  get gone() {
    return this.lives.length === this.sockets.length;
  }

  stop() {
    for (const socket of this.sockets) socket.destroy();
  }
}

function slowhttptest(url, options, seconds) {
  const child = spawn("slowhttptest", [...options, "-c", "250", "-r", "250", "-l", String(seconds), "-p", "2", "-u", url], { cwd: tmpdir(), stdio: "ignore" });
  child.on("error", () => {});
  return once(child, "exit").catch(() => {});
}

test("slow attackers are cut, and good clients do not fail", { timeout: 120_000 }, async (t) => {
  const server = await Server.start();
  t.after(() => server.kill());
  await send(server.url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } });
  const workers = new Workers(server.url, 4);
  t.after(() => workers.stop());
  await sleep(1000);
  const before = workers.take();

  const has_tool = !spawnSync("slowhttptest", ["-h"]).error;
  const seconds = amount("SLOW_SECONDS", 9, 30);
  const url = `${server.url}/api/v1/accounts`;
  const tools = !has_tool ? [] : [["-H", "-i", "1", "-x", "16"], ["-B", "-i", "1", "-s", "8192"], ["-X", "-w", "8", "-y", "16", "-n", "1", "-z", "32"]].map((options) => slowhttptest(url, options, seconds));
  const heads = new Drips(server.port, 200, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "x");
  const bodies = new Drips(server.port, 200, "POST /api/v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{", " ");
  t.after(() => (heads.stop(), bodies.stop()));
  await until(() => heads.gone && bodies.gone, "the slow ones to be cut", 30_000);
  await Promise.all(tools);
  const during = workers.take();
  await workers.stop();

  assert.ok(heads.answers.every((answer) => answer === "HTTP/1.1 408"), `a slow head is told: ${heads.answers[0]}`);
  assert.ok(bodies.answers.every((answer) => answer === "HTTP/1.1 408"), `a slow body is told: ${bodies.answers[0]}`);
  const [head_life, body_life] = [Math.max(...heads.lives), Math.max(...bodies.lives)];
  assert.ok(head_life > header_deadline - 500 && head_life < header_deadline + 5000, `slow heads lived for ${head_life} ms`);
  assert.ok(body_life > body_deadline - 500 && body_life < body_deadline + 5000, `slow bodies lived for ${body_life} ms`);
  assert.deepEqual(workers.failures, [], "no good request failed");
  assert.ok(during.length > 50, "the good ones went on");
  await until(async () => (await metric(server.url, "betstream_http_connections_open")) < 20, "the connections to be given back");
  report(t, { slowhttptest: has_tool ? "-H -B -X" : "not installed", head_cut_after_ms: head_life, body_cut_after_ms: body_life, good_requests: during.length, good_ms_p99: percentile(during, 0.99), before_ms_p99: percentile(before, 0.99) });
  await server.stop();
});

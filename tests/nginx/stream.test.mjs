// The event stream through nginx: every event at once, and none lost while the server goes and comes.
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import { after, before, test } from "node:test";
import { EventSource } from "eventsource";
import { chromium } from "playwright-core";
import { Api } from "../contract/api.mjs";
import { Server } from "../contract/server.mjs";
import { spec } from "../contract/spec.mjs";
import { Stream, assert_dense } from "../contract/stream.mjs";
import { sleep, until } from "../oracle/plan.mjs";
import { Nginx } from "./nginx.mjs";

const chromium_path = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const types = spec.components.schemas.EventType.enum;
let server;
let api;
let site; // TLS and HTTP/2
let plain;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  site = await Nginx.site([server.port]);
  plain = await Nginx.compose(server.port);
});
after(async () => {
  api?.close();
  await site?.stop();
  await plain?.stop();
  await server?.stop();
});

// A server that streams, and does not know of nginx: what comes through at once does so by the configuration alone.
class Speaker {
  static async start() {
    const speaker = new Speaker();
    speaker.server = http.createServer((_, response) => {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write("retry: 1000\n\n");
      speaker.response = response;
    });
    await new Promise((resolve) => speaker.server.listen(0, "127.0.0.1", resolve));
    speaker.port = speaker.server.address().port;
    return speaker;
  }

  say(text) {
    this.response.write(text);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

// What a client has heard so far, over HTTP/1.1 and over HTTP/2.
function listen_http1(url) {
  const heard = { status: undefined, text: "" };
  const request = http.get(`${url}/sse`, { agent: false }, (response) => {
    heard.status = response.statusCode;
    response.setEncoding("utf8").on("data", (text) => (heard.text += text)).on("error", () => {});
  });
  heard.close = () => request.destroy();
  request.on("error", () => {});
  return heard;
}

function listen_http2(url, ca) {
  const heard = { status: undefined, text: "" };
  const session = http2.connect(url, { ca });
  const stream = session.request({ ":path": "/sse" });
  stream.on("response", (headers) => (heard.status = headers[":status"]));
  stream.setEncoding("utf8").on("data", (text) => (heard.text += text)).on("error", () => {});
  heard.close = () => session.destroy();
  return heard;
}

async function hears_each_before_the_next(speaker, heard, kind) {
  await until(() => heard.text === "retry: 1000\n\n", `${kind}: the first words, with no event after them`);
  for (let i = 1; i <= 20; ++i) {
    speaker.say(`id: ${i}\ndata: ${"x".repeat(i * 10)}\n\n`);
    await until(() => heard.text.includes(`id: ${i}\n`), `${kind}: event ${i}, with nothing after it`);
  }
  heard.close();
}

test("each event comes before the next is sent, over HTTP/1.1 and over HTTP/2", { timeout: 60_000 }, async (t) => {
  const speaker = await Speaker.start();
  t.after(() => speaker.stop());
  for (const kind of ["compose", "site"]) {
    const nginx = kind === "site" ? await Nginx.site([speaker.port]) : await Nginx.compose(speaker.port);
    t.after(() => nginx.stop());
    await hears_each_before_the_next(speaker, kind === "site" ? listen_http2(nginx.url, nginx.certificate) : listen_http1(nginx.url), kind);
  }
});

// Otherwise nginx would take in for it what the server holds back, and the server would not know who is slow.
test("nginx keeps nothing for a reader that stopped reading", { timeout: 60_000 }, async (t) => {
  const speaker = await Speaker.start();
  t.after(() => speaker.stop());
  const nginx = await Nginx.compose(speaker.port);
  t.after(() => nginx.stop());
  const reader = net.connect(nginx.port, "127.0.0.1", () => reader.write("GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  t.after(() => reader.destroy());
  await once(reader, "readable");

  const whole = 64;
  let taken = 0;
  for (let i = 0; i < whole; ++i) speaker.response.write("x".repeat(1024 * 1024), (error) => error || ++taken);
  for (let before = -1; taken > before && taken < whole; await sleep(1000)) before = taken;
  assert.ok(taken < whole / 2, `of ${whole} MiB ${taken} were taken, and none was read`);
});

test("what the server streams comes through unchanged, one event at a time", { timeout: 60_000 }, async () => {
  const account = await api.account();
  const before_them = await api.head();
  const direct = await Stream.open(server.url);
  const through = await Stream.open(plain.url);
  await Promise.all([direct.message("hello"), through.message("hello")]);
  for (let seq = before_them + 1; seq <= before_them + 10; ++seq) {
    await api.batch(account);
    await through.reached(seq);
  }
  await direct.reached(before_them + 10);
  assert.deepEqual(through.events, direct.events);
  assert.equal(through.headers["cache-control"], "no-store, no-transform");
  assert.equal(through.headers["content-encoding"], undefined);
  direct.close();
  through.close();
});

test("where the server is away a stream is 200, and says when to come back", { timeout: 60_000 }, async (t) => {
  const nobody = await Nginx.compose(1);
  t.after(() => nobody.stop());
  const heard = listen_http1(nobody.url);
  await until(() => heard.text !== "", "an answer in place of the server's");
  assert.equal(heard.status, 200);
  assert.match(heard.text, /^retry: [1-4]000\n\n$/);
});

function from_eventsource(url) {
  const source = new EventSource(url);
  const client = { seqs: [], opened: 0, close: () => source.close() };
  source.addEventListener("hello", () => ++client.opened);
  for (const type of types) source.addEventListener(type, ({ lastEventId }) => client.seqs.push(seq_of(lastEventId)));
  return client;
}

async function from_chromium(url) {
  assert.ok(existsSync(chromium_path), `no Chromium at ${chromium_path}; set CHROMIUM`);
  const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  const browser = await chromium.launch({ executablePath: chromium_path, args: flags });
  const page = await (await browser.newContext({ bypassCSP: true, ignoreHTTPSErrors: true })).newPage();
  await page.goto(new URL("/health", url).href);
  const client = { seqs: [], opened: 0, close: () => browser.close() };
  await page.exposeFunction("heard", (id) => client.seqs.push(seq_of(id)));
  await page.exposeFunction("greeted", () => ++client.opened);
  await page.evaluate(
    ([target, names]) => {
      const source = new EventSource(target);
      source.addEventListener("hello", () => window.greeted());
      for (const name of names) source.addEventListener(name, (message) => window.heard(message.lastEventId));
    },
    [url, types],
  );
  client.protocol = await page.evaluate(() => performance.getEntriesByType("navigation")[0].nextHopProtocol);
  return client;
}

const seq_of = (id) => Number(id.split("-")[1]);

test("Chromium and eventsource lose nothing and hear nothing twice through a restart and a kill -9", { timeout: 120_000 }, async (t) => {
  const account = await api.account();
  const { epoch } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const clients = {
    eventsource: from_eventsource(`${plain.url}/sse?since=${epoch}-0`),
    chromium: await from_chromium(`${site.url}/sse?since=${epoch}-0`),
  };
  const all = Object.entries(clients);
  t.after(() => Promise.all(all.map(([, client]) => client.close())));
  assert.equal(clients.chromium.protocol, "h2");

  const write = async (count) => {
    for (let i = 0; i < count; ++i) await api.batch(account, { bets: [] });
    return api.head();
  };
  const all_reach = (head) => until(() => all.every(([, { seqs }]) => seqs.at(-1) >= head), `all to reach ${head}`, 40_000);

  await all_reach(await write(10));
  await server.stop({ keep: true });
  // nginx has nobody to ask now, and says so in a way that EventSource survives.
  await until(async () => (await fetch(`${plain.url}/readyz`)).status === 503, "nginx to notice");
  await server.start_again();
  await all_reach(await write(10));

  await server.kill();
  await server.start_again();
  const head = await write(10);
  await all_reach(head);
  for (const [name, { seqs, opened }] of all) {
    assert_dense(seqs, 1, head);
    assert.ok(opened >= 3, `${name} came back twice: ${opened}`);
  }
});

// Independent clients of the stream see every event once and in order, while the server is restarted and killed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { EventSource as NpmEventSource } from "eventsource";
import { EventSource as UndiciEventSource } from "undici";
import { chromium } from "playwright-core";
import { BetStream } from "../../clients/typescript/dist/index.js";
import { Api } from "./api.mjs";
import { Server } from "./server.mjs";
import { spec } from "./spec.mjs";
import { assert_dense } from "./stream.mjs";

const chromium_path = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const types = spec.components.schemas.EventType.enum;
let server;
let api;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
});
after(async () => {
  api?.close();
  await server?.stop();
});

// Each client: seqs so far, how often it connected, and an end. They reconnect by themselves; where one gives up for good
// (undici's does when the connection is refused), it is opened again at the last id, as an application would.
function from_event_source(EventSource, url) {
  let source;
  let last_id = "";
  const client = { seqs: [], opened: 0, close: () => ((client.closed = true), source.close()) };
  const connect = (target) => {
    source = new EventSource(target);
    source.addEventListener("hello", () => ++client.opened);
    source.addEventListener("error", () => queueMicrotask(() => given_up() && setTimeout(() => given_up() && connect(`${new URL("/sse", url)}?since=${last_id}`), 300)));
    for (const type of types) {
      source.addEventListener(type, ({ lastEventId }) => {
        last_id = lastEventId;
        client.seqs.push(Number(lastEventId.split("-")[1]));
      });
    }
  };
  const given_up = () => !client.closed && source.readyState === 2;
  connect(url);
  return client;
}

// curl cannot reconnect by itself: a loop around it does what a shell script would do.
function from_curl(url) {
  let last_id = "";
  let child;
  let closed = false;
  const client = { seqs: [], opened: 0, close: () => ((closed = true), child.kill()) };
  const connect = () => {
    if (closed) return;
    child = spawn("curl", ["--silent", "--no-buffer", "--max-time", "120", ...(last_id ? ["-H", `Last-Event-ID: ${last_id}`, new URL("/sse", url).href] : [url])]);
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      const frames = (rest + text).split("\n\n");
      rest = frames.pop();
      for (const frame of frames) take(frame);
    });
    child.on("exit", () => setTimeout(connect, 300));
  };
  const take = (frame) => {
    const field = (name) => new RegExp(`^${name}: (.*)$`, "m").exec(frame)?.[1];
    if (field("event") === "hello") ++client.opened;
    if (field("id")) last_id = field("id");
    if (types.includes(field("event"))) client.seqs.push(Number(field("id").split("-")[1]));
  };
  connect();
  return client;
}

// Ours reconnects by itself, for ever.
function from_client(url) {
  const client = { seqs: [], opened: 0, close: () => events.return() };
  const counting = async (target, init) => {
    const response = await fetch(target, init);
    if (response.ok && target.includes("/sse")) ++client.opened;
    return response;
  };
  const events = new BetStream(url.origin, { fetch: counting }).events({ since: url.searchParams.get("since") });
  void (async () => {
    for await (const { seq } of events) client.seqs.push(seq);
  })();
  return client;
}

async function from_chromium(url) {
  const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  const browser = await chromium.launch({ executablePath: chromium_path, args: flags, timeout: 60_000 });
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  await page.goto(new URL("/health", url).href);
  const client = { seqs: [], opened: 0, close: () => browser.close() };
  await page.exposeFunction("heard", (id) => client.seqs.push(Number(id.split("-")[1])));
  await page.exposeFunction("greeted", () => ++client.opened);
  await page.evaluate(
    ([target, names]) => {
      const source = new EventSource(target);
      source.addEventListener("hello", () => window.greeted());
      for (const name of names) source.addEventListener(name, (message) => window.heard(message.lastEventId));
    },
    [url, types],
  );
  return client;
}

async function until(condition, what, milliseconds = 40_000) {
  for (const deadline = Date.now() + milliseconds; !condition(); ) {
    assert.ok(Date.now() < deadline, `waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("curl, eventsource, undici, our client and Chromium see the same sequence through a restart and a kill -9", { timeout: 150_000 }, async (t) => {
  const account = await api.account();
  const { epoch } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const url = `${server.url}/sse?since=${epoch}-0`;
  assert.ok(existsSync(chromium_path), `no Chromium at ${chromium_path}; set CHROMIUM`);
  const clients = {};
  // They come back for ever, so they are closed also when the next one cannot be started.
  t.after(() => Promise.all(Object.values(clients).map((client) => client.close())), { timeout: 60_000 });
  clients.curl = from_curl(url);
  clients.eventsource = from_event_source(NpmEventSource, url);
  clients.undici = from_event_source(UndiciEventSource, url);
  clients.betstream = from_client(new URL(url));
  clients.chromium = await from_chromium(url);

  const all = Object.entries(clients);
  const behind = (head) => all.filter(([, { seqs }]) => (seqs.at(-1) ?? 0) < head).map(([name, { seqs }]) => `${name} at ${seqs.at(-1)} of ${head}`);
  const write = async (count) => {
    await Promise.all(Array.from({ length: count }, () => api.batch(account, { bets: [] })));
    return api.head();
  };
  const all_reach = async (head) => until(() => behind(head).length === 0, () => behind(head).join(", "));

  await all_reach(await write(20));
  await server.stop({ keep: true });
  await server.start_again();
  // Written while most of them are still away.
  await write(20);
  await all_reach(await write(1));

  const written = await write(20);
  await server.kill();
  await server.start_again();
  await write(20);
  const head = await api.head();
  assert.ok(head >= written + 20, "what was acknowledged is there");
  await all_reach(head);

  for (const [name, { seqs, opened }] of all) {
    assert_dense(seqs, 1, head);
    assert.ok(opened >= 3, `${name} came back twice: ${opened}`);
  }
});

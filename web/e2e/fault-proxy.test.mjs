// The proxy that breaks things, against the real server: what it breaks, and that it breaks nothing else.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { createParser } from "eventsource-parser";
import { Desk } from "./harness/desk.mjs";
import { FaultProxy } from "./harness/fault-proxy.mjs";
import { delay, hold, loseAnswer, mislead, refuse, reset, silence, slowBody } from "./harness/faults.mjs";
import { startServer } from "./harness/server.mjs";
import { until } from "./harness/until.mjs";

const limit = { timeout: 60_000 };
let server;
let proxy;
let direct; // asks the server itself
let through; // asks it through the proxy
let batch;

before(async () => {
  server = await startServer({ env: { BETSTREAM_PING_INTERVAL: "200ms" } });
  proxy = await FaultProxy.start({ target: server.url });
  direct = new Desk(server.url);
  through = new Desk(proxy.url);
  batch = await direct.batch(await direct.account(), 20);
});

beforeEach(() => {
  proxy.heal();
  proxy.forget();
});

after(async () => {
  direct?.close();
  through?.close();
  await proxy?.stop();
  await server?.stop();
});

// A subscriber of /sse through the proxy.
function subscribe(t) {
  const messages = [];
  const stream = { messages, ended: false, broken: false };
  const request = http.get(`${proxy.url}/sse`, { agent: false }, (answer) => {
    const parser = createParser({ onEvent: ({ event, data }) => messages.push({ event, ...JSON.parse(data) }) });
    answer.setEncoding("utf8");
    answer.on("data", (text) => parser.feed(text));
    answer.on("end", () => (stream.ended = true));
    answer.on("error", () => (stream.broken = true));
  });
  request.on("error", () => (stream.broken = true));
  t.after(() => request.destroy());
  stream.said = (event) => messages.some((message) => message.event === event);
  stream.marks = () => messages.filter(({ event }) => event === "bet_status_updated").map(({ seq }) => seq);
  return until(() => stream.said("hello") && stream, "hello");
}

async function mark(turn) {
  const bet = batch.bets[turn];
  const { status } = await direct
    .ask("GET", `/api/v1/accounts/${batch.account_id}/batches/${batch.id}`)
    .then((now) => now.bets[turn]);
  await direct.mark(batch, bet, status === "failed" ? "successful" : "failed");
  return direct.head();
}

test("without a rule, answers are those of the server, byte by byte", limit, async () => {
  const path = `/api/v1/accounts/${batch.account_id}/batches/${batch.id}`;
  const [ours, theirs] = [await through.send("GET", path), await direct.send("GET", path)];
  assert.equal(ours.text, theirs.text);
  assert.equal(ours.headers.etag, theirs.headers.etag);
  assert.equal(ours.headers["betstream-cursor"], theirs.headers["betstream-cursor"]);
  assert.equal(proxy.seen("GET", path).length, 1);
  assert.equal(proxy.seen("GET", path)[0].status, 200);
});

test("the n-th matching request is refused, and only that one", limit, async () => {
  proxy.on(
    { method: "GET", path: "/api/v1/accounts", nth: 2, times: 1 },
    refuse(503, { headers: { "Retry-After": "1" } }),
  );
  const statuses = [];
  for (let i = 0; i < 3; ++i) statuses.push((await through.send("GET", "/api/v1/accounts")).status);
  assert.deepEqual(statuses, [200, 503, 200]);
});

test("a lost answer is one effect on the server, and the same key gets the answer", limit, async () => {
  const headers = { "Idempotency-Key": "lost-once" };
  const json = { name: "Lost once", hostname: "vendor.example" };
  proxy.on({ method: "POST", path: "/api/v1/accounts", times: 1 }, loseAnswer());
  await assert.rejects(through.send("POST", "/api/v1/accounts", { json, headers }), { code: "ECONNRESET" });
  const again = await through.send("POST", "/api/v1/accounts", { json, headers });
  assert.equal(again.status, 201);
  assert.equal(again.headers["idempotency-replayed"], "true");
  assert.equal((await direct.ask("GET", "/api/v1/accounts")).filter(({ name }) => name === "Lost once").length, 1);
});

test("a reset request never reached the server; a misleading answer comes after the commit", limit, async () => {
  const post = (name) => through.send("POST", "/api/v1/accounts", { json: { name, hostname: "vendor.example" } });
  proxy.on({ method: "POST", path: "/api/v1/accounts", times: 1 }, reset());
  proxy.on({ method: "POST", path: "/api/v1/accounts", times: 1 }, mislead(500));
  await assert.rejects(post("Never"), { code: "ECONNRESET" });
  assert.equal((await post("Really")).status, 500);
  const names = (await direct.ask("GET", "/api/v1/accounts")).map(({ name }) => name);
  assert.ok(names.includes("Really") && !names.includes("Never"), names.join());
});

test("a silenced request is committed and never answered", limit, async () => {
  proxy.on({ method: "POST", path: "/api/v1/accounts", times: 1 }, silence());
  const asked = through.send("POST", "/api/v1/accounts", { json: { name: "Silenced", hostname: "vendor.example" } });
  const end = asked.then(
    () => "answered",
    () => "broken",
  );
  await until(
    async () => (await direct.ask("GET", "/api/v1/accounts")).some(({ name }) => name === "Silenced"),
    "the commit",
  );
  assert.equal(proxy.seen("POST")[0].open, true);
  assert.equal(proxy.cut({ method: "POST" }), 1);
  assert.equal(await end, "broken");
});

test("held answers arrive in the order that the test decides", limit, async () => {
  const order = [];
  const first = hold();
  proxy.on({ path: "/api/v1/accounts" }, first);
  const slow = through.send("GET", "/api/v1/accounts").then(() => order.push("slow"));
  await until(() => first.arrived === 1, "the held answer");
  await through.send("GET", "/health").then(() => order.push("quick"));
  first.release();
  await slow;
  assert.deepEqual(order, ["quick", "slow"]);
});

test("a delay comes before the server, a slow body after its head", limit, async () => {
  proxy.on({ path: "/health", times: 1 }, delay(150));
  proxy.on({ path: "/api/v1/accounts", times: 1 }, slowBody(2000));
  const start = performance.now();
  await through.send("GET", "/health");
  assert.ok(performance.now() - start >= 140);
  const slow = await through.send("GET", "/api/v1/accounts");
  assert.equal(slow.text, (await direct.send("GET", "/api/v1/accounts")).text);
});

test("a cut stream breaks, and other requests go on", limit, async (t) => {
  const stream = await subscribe(t);
  assert.equal(proxy.openStreams().length, 1);
  assert.equal(proxy.cut({ path: "/sse" }), 1);
  await until(() => stream.broken, "the break");
  assert.equal((await through.send("GET", "/health")).status, 200);
  await until(() => proxy.openStreams().length === 0, "no open stream");
});

test("a half-open stream is silent without an end; a new one is whole", limit, async (t) => {
  const silent = await subscribe(t);
  proxy.halfOpen();
  const heard = silent.messages.length;
  const whole = await subscribe(t);
  const seq = await mark(0);
  await until(() => whole.marks().includes(seq), "the event on the new stream");
  assert.equal(silent.messages.length, heard);
  assert.equal(silent.broken || silent.ended, false);
});

test("an event is dropped, doubled or late, once", limit, async (t) => {
  const stream = await subscribe(t);
  const head = await direct.head();
  const plans = [proxy.stream.drop(head + 1), proxy.stream.duplicate(head + 2), proxy.stream.swap(head + 3)];
  for (let turn = 1; turn <= 5; ++turn) await mark(turn);
  await until(() => stream.marks().includes(head + 5), "the last event");
  assert.deepEqual(stream.marks(), [head + 2, head + 2, head + 4, head + 3, head + 5]);
  assert.ok(plans.every(({ done }) => done));
});

test("offline breaks everything until it is healed", limit, async (t) => {
  const stream = await subscribe(t);
  proxy.offline();
  await until(() => stream.broken, "the break");
  await assert.rejects(through.send("GET", "/health"));
  proxy.heal();
  assert.equal((await through.send("GET", "/health")).status, 200);
});

test("a server that dies breaks its streams, and the same address works when it is back", limit, async (t) => {
  const stream = await subscribe(t);
  await server.kill();
  await until(() => stream.broken, "the break");
  await assert.rejects(through.send("GET", "/health"));
  await server.start_again();
  assert.equal((await through.send("GET", "/health")).status, 200);
});

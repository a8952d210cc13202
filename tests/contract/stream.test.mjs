// /sse, byte for byte: hello, ping, resume, reset, filters, and that a replay is what was live.
import assert from "node:assert/strict";
import net from "node:net";
import { after, before, test } from "node:test";
import { is_postgres } from "./database.mjs";
import { Api, batch_path, cursor_of, send_raw, seq_of } from "./api.mjs";
import { Server } from "./server.mjs";
import { Stream, assert_dense, frames_of } from "./stream.mjs";

let server;
let api;
let account;
const open = (target, headers) => Stream.open(server.url, target, headers);
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  account = await api.account();
  for (let i = 0; i < 5; ++i) await api.batch(account);
});
after(async () => {
  api?.close();
  await server?.stop();
});

const head_cursor = async () => (await api.ok("GET", "/api/v1/events?limit=1")).body.head;

test("the head of the answer: an event stream that nobody may store, change or hold back", async () => {
  const stream = await open();
  assert.equal(stream.status, 200);
  assert.match(stream.headers["content-type"], /^text\/event-stream\b/);
  assert.equal(stream.headers["cache-control"], "no-store, no-transform");
  assert.equal(stream.headers["x-accel-buffering"], "no");
  assert.equal(stream.headers["x-content-type-options"], "nosniff");
  stream.close();
});

test("first a retry time, then hello", async () => {
  const stream = await open();
  const { data, id } = await stream.message("hello");
  assert.equal(stream.messages[0].event, "hello");
  assert.ok(!id, "hello is no place in the log");
  assert.match(stream.bytes.toString(), /^retry: \d+\n/);
  const { head } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  assert.equal(`${data.epoch}-${data.head}`, head);
  assert.ok(Math.abs(Date.parse(data.server_time) - Date.now()) < 60_000);
  stream.close();
});

test("retry times are random, 1 to 5 s", async () => {
  const times = [];
  for (let i = 0; i < 12; ++i) {
    const stream = await open();
    await stream.message("hello");
    times.push(stream.retries[0]);
    stream.close();
  }
  assert.ok(times.every((time) => time >= 1000 && time <= 5000), String(times));
  assert.ok(new Set(times).size > 3, String(times));
});

test("without a cursor a stream begins with what comes next", async () => {
  const stream = await open();
  await stream.message("hello");
  const seq = await api.head();
  await api.batch(account);
  await stream.reached(seq + 1);
  assert.deepEqual(stream.seqs, [seq + 1]);
  stream.close();
});

test("a ping comes after silence, with the bookmark of the head", async () => {
  const stream = await open();
  const { data: hello } = await stream.message("hello");
  const { id, data } = await stream.message("ping");
  assert.equal(id, await head_cursor());
  assert.equal(data.seq, seq_of(id));
  assert.ok(hello.ping_ms <= 5000);
  const pings = () => stream.messages.filter(({ event }) => event === "ping");
  await stream.until(() => pings().length >= 2, "a second ping");
  const gap = Date.parse(pings()[1].data.server_time) - Date.parse(pings()[0].data.server_time);
  assert.ok(gap > hello.ping_ms * 0.4 && gap < hello.ping_ms * 2.5, `${gap} ms between pings of ${hello.ping_ms} ms`);
  stream.close();
});

test("resume: every way to name the cursor, and which one wins", async () => {
  const { epoch } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const head = await api.head();
  const cursor = (seq) => `${epoch}-${seq}`;
  const cases = [
    [`/sse?since=${cursor(2)}`, {}, 3],
    [`/sse?last_event_id=${cursor(2)}`, {}, 3],
    [`/sse?lastEventId=${cursor(2)}`, {}, 3],
    ["/sse", { "Last-Event-ID": cursor(2) }, 3],
    [`/sse?since=${cursor(4)}`, { "Last-Event-ID": cursor(2) }, 3],
    [`/sse?since=${cursor(2)}&last_event_id=${cursor(4)}&lastEventId=${cursor(5)}`, {}, 3],
    [`/sse?since=${cursor(0)}`, {}, 1],
    [`/sse?since=${cursor(head)}`, {}, head + 1],
  ];
  for (const [target, headers, first] of cases) {
    const stream = await open(target, headers);
    await stream.message("hello");
    if (first <= head) await stream.reached(head);
    assert_dense(stream.seqs, first, Math.max(head, first - 1));
    assert.ok(!stream.messages.some(({ event }) => event === "reset"));
    stream.close();
  }
});

test("a cursor that cannot be gone on from gets a reset in band, on a 200, and then the live stream", async () => {
  const { epoch } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const head = await api.head();
  const cases = {
    nonsense: "malformed",
    "-5": "malformed",
    [`${epoch}-x`]: "malformed",
    [`${epoch}-01`]: "malformed",
    [`${epoch}-99999999999999999999999`]: "malformed",
    [`${epoch}-1-1`]: "malformed",
    "": "malformed",
    "zzzz-3": "other_epoch",
    // Where several nodes write, another one may be a moment ahead of this one.
    ...(is_postgres ? {} : { [`${epoch}-${head + 1}`]: "ahead" }),
    [`${epoch}-${head + 100_000}`]: "ahead",
    [`${epoch}-9223372036854775807`]: "ahead",
  };
  for (const [cursor, reason] of Object.entries(cases)) {
    for (const stream of [await open("/sse", { "Last-Event-ID": cursor }), await open(`/sse?since=${encodeURIComponent(cursor)}`)]) {
      assert.equal(stream.status, 200, cursor);
      await stream.message("hello");
      if (cursor === "") {
        // An empty Last-Event-ID is what EventSource has before the first event: as good as none.
        stream.close();
        continue;
      }
      const reset = await stream.message("reset");
      assert.equal(reset.data.reason, reason, cursor);
      assert.ok(reset.data.head >= head && reset.data.floor >= 1);
      assert.equal(reset.id, `${epoch}-${reset.data.head}`);
      stream.close();
    }
  }
  const stream = await open("/sse?since=zzzz-3");
  await stream.message("reset");
  const since = await api.head();
  await api.batch(account);
  await stream.reached(since + 1);
  assert.deepEqual(stream.seqs, [since + 1], "and then what comes next");
  stream.close();
});

test("filters: accounts and types; the ping of a filtered stream moves its bookmark on", async () => {
  const other = await api.account();
  const mine = await open(`/sse?accounts=${other.id}`);
  const both = await open(`/sse?accounts=${other.id},${account.id}&types=batch_created,batch_completed`);
  await Promise.all([mine.message("hello"), both.message("hello")]);
  const since = await api.head();
  const foreign = await api.batch(account);
  await api.ok("DELETE", batch_path(foreign));
  const batch = await api.batch(other);
  await api.mark(batch, batch.bets[0], { status: "failed" });
  await api.ok("DELETE", batch_path(batch));
  const last = await api.head();
  await both.reached(last);
  await mine.reached(last);
  const expected = (await api.events_since(since)).filter(({ account_id }) => account_id === other.id).map(({ seq }) => seq);
  assert.deepEqual(mine.seqs, expected);
  assert.deepEqual(both.events.map(({ event }) => event), ["batch_created", "batch_completed", "batch_created", "batch_completed"]);

  const after_last = await api.batch(account);
  assert.ok(after_last);
  const bookmark = seq_of(await head_cursor());
  await mine.until(() => mine.messages.some(({ event, data }) => event === "ping" && data.seq === bookmark), "the bookmark");
  mine.close();
  both.close();
});

test("wrong filters are refused before the stream begins", async () => {
  for (const query of ["accounts=x", "accounts=", "accounts=1,,2", "types=nothing", "types=ping", "types="]) {
    const answer = await send_raw(server.url, "GET", `/sse?${query}`);
    assert.ok([400, 422].includes(answer.status), `${query}: ${answer.status}`);
    assert.equal(answer.media_type, "application/problem+json");
  }
});

test("a live frame and its replay are the same bytes, and the same event as in the pages", async () => {
  const live = await open();
  await live.message("hello");
  const since = await api.head();
  const batch = await api.batch(account, { meta: { text: "é \u2028 🐎 \" \\ / <b>", n: 1.10 } });
  await api.mark(batch, batch.bets[0], { status: "failed", note: "two\nlines\r\nand \u0085 more" }, { "BetStream-Actor": "ana" });
  await api.ok("PATCH", `${batch_path(batch)}/bets`, { json: batch.bets.map(({ pid }) => ({ pid })) });
  await api.ok("DELETE", batch_path(batch));
  const last = await api.head();
  await live.reached(last);
  const { epoch } = live.messages[0].data;

  const replay = await open(`/sse?since=${epoch}-${since}`);
  await replay.reached(last);
  assert.deepEqual(frames_of(replay.bytes), frames_of(live.bytes));

  await server.stop({ keep: true });
  await server.start_again();
  const stored = await open(`/sse?since=${epoch}-${since}`);
  await stored.reached(last);
  assert.deepEqual(frames_of(stored.bytes), frames_of(live.bytes), "from the table, by another process");

  const pages = await send_raw(server.url, "GET", `/api/v1/events?since=${since}`);
  for (const { text } of live.events) assert.ok(pages.text.includes(text), text);
  for (const stream of [live, replay, stored]) stream.close();
});

test("a long catch-up is complete and goes over into the live stream without a seam", async () => {
  const writers = Array.from({ length: 8 }, async () => {
    for (let i = 0; i < 120; ++i) await api.batch(account, { bets: [] });
  });
  const { epoch } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const streams = await Promise.all([0, 3, 500].map((seq) => open(`/sse?since=${epoch}-${Math.min(seq, 5)}`)));
  await Promise.all(writers);
  const head = await api.head();
  for (const stream of streams) {
    await stream.reached(head);
    assert_dense(stream.seqs, stream.seqs[0], head);
    stream.close();
  }
});

test("an HTTP/1.0 client gets the bare bytes, without chunks, until it leaves", async () => {
  const { hostname, port } = new URL(server.url);
  const since = await api.head();
  const socket = net.connect(Number(port), hostname);
  socket.write(`GET /sse HTTP/1.0\r\nHost: localhost\r\n\r\n`);
  let text = "";
  const saw = (pattern) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${pattern} in ${text}`)), 10_000);
      const look = () => pattern.test(text) && (clearTimeout(timer), socket.off("data", look), resolve());
      socket.on("data", look);
      look();
    });
  socket.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  await saw(/event: hello\n/);
  await api.batch(account);
  await saw(new RegExp(`id: [0-9a-z]+-${since + 1}\nevent: batch_created\ndata: .*\n\n`));
  const [head, body] = text.split("\r\n\r\n");
  assert.doesNotMatch(head, /transfer-encoding/i);
  assert.match(body, /^retry: \d+\n/);
  assert.ok(!body.includes("\r"), "no chunk sizes");
  socket.destroy();
});

test("SIGTERM: bye with a fresh retry time, a clean end, exit code 0", async () => {
  const { epoch, head } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const streams = await Promise.all(Array.from({ length: 5 }, () => open(`/sse?since=${epoch}-${seq_of(head) - 1}`)));
  await Promise.all(streams.map((stream) => stream.message("hello")));
  const stopped = server.stop({ keep: true });
  for (const stream of streams) {
    await stream.end();
    const last = stream.messages.at(-1);
    assert.deepEqual([last.event, last.data.reason], ["bye", "draining"]);
    assert.equal(stream.retries.length, 2);
    assert.ok(stream.bytes.toString().endsWith("\n\n"), "ends at a frame boundary");
  }
  await stopped;
  await server.start_again();
  const stream = await open("/sse", { "Last-Event-ID": streams[0].messages.findLast?.(({ id }) => id)?.id ?? head });
  await stream.message("hello");
  assert.equal(cursor_of(await api.ok("GET", "/api/v1/accounts")).split("-")[0], epoch, "the same history");
  stream.close();
});

// Every event once, in order, none left out: whatever happens to the connection, and however slowly somebody listens.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Api, a_batch, a_bet, batch_path, bet_path, seq_of } from "../contract/api.mjs";
import { Server } from "../contract/server.mjs";
import { metric } from "../oracle/send.mjs";
import { until } from "../oracle/plan.mjs";
import { languages, take } from "./languages.mjs";
import { Lossy } from "./lossy.mjs";
import { python_sockets, stop_python } from "./python.mjs";
import { Stub, ok, problem } from "./stub.mjs";
import { BetStream } from "./typescript.mjs";
import { Wire } from "./wire.mjs";

// Events of about 1.6 MB each, more by far than all the buffers on the way hold.
const large_batches = 16;
const args = ["--ping-interval", "300ms", "--drain-window", "1s"];
const seqs_of = (events) => events.map(({ seq }) => seq);
const has_begun = (stream) => until(() => stream.cursor(), "the stream to have its place");
const streams_open = (server) => metric(server.url, "betstream_stream_subscribers");

const frame = (fields) => `${Object.entries(fields).map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}\n`).join("")}\n`;
const hello = frame({ event: "hello", data: { epoch: "k3f9", head: 7, floor: 1, ping_ms: 5000, server_time: "" } });
const stored = (seq, type = "account_deleted") => frame({ id: `k3f9-${seq}`, event: type, data: { type, seq, account_seq: seq, account_id: 1, id: 1 } });
const streaming = (...pieces) => (response) => {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.end(pieces.join(""));
};

// Each language has a server of its own, so that both can be tested at once.
function test_streams(language) {
  let server;
  let api;
  before(async () => {
    server = await Server.start({ args });
    api = new Api(server.url);
  });
  after(async () => {
    api?.close();
    await server?.stop();
  });
  const now = async () => (await api.ok("GET", "/api/v1/events?limit=1&order=desc")).body.head;

  async function open(context, url = server.url, options = {}) {
    const client = await language.open(url, { reconnect_max_ms: 100, ...options });
    context.after(() => client.close());
    return client;
  }

  test("without a cursor a stream begins with what comes next", { timeout: 60_000 }, async (t) => {
    const account = await api.account();
    const stream = await (await open(t)).events({});
    const first = take(stream, 3);
    await has_begun(stream);
    const since = await api.head();
    for (let i = 0; i < 3; ++i) await api.batch(account);
    assert.deepEqual(await first, await api.events_since(since));
    assert.equal(await stream.cursor(), await now());
  });

  test("a cut stream goes on by its id", { timeout: 60_000 }, async (t) => {
    const wire = await Wire.start(server.port);
    t.after(() => wire.stop());
    const account = await api.account();
    const since = await now();
    const client = await open(t, wire.url);
    const streams = [await client.events({ since }), await client.events({ since, accounts: [account.id] }), await client.events({ since, types: ["batch_created"] })];
    const heard = streams.map(() => []);
    for (let cuts = 0; cuts < 5; ++cuts) {
      for (let i = 0; i < 4; ++i) await api.batch(account);
      for (const [i, stream] of streams.entries()) heard[i].push(...(await take(stream, 4)));
      wire.cut();
    }
    const events = await api.events_since(seq_of(since));
    for (const each of heard) assert.deepEqual(each, events);
    assert.ok(wire.connections >= 5 * streams.length, `${wire.connections} connections`);
  });

  test("what a proxy lost, doubled or swapped is noticed by number and read from the log", { timeout: 60_000 }, async (t) => {
    const account = await api.account();
    const other = await api.account();
    const since = await now();
    const start = seq_of(since);
    const last = start + 60;
    const lossy = await Lossy.start(server.port, {
      lose: (seq) => seq % 7 < 2 && seq !== last - 1,
      double: (seq) => seq % 5 === 0,
      swap: (seq) => seq % 11 === 0,
    });
    t.after(() => lossy.stop());
    const client = await open(t, lossy.url);
    const all = take(await client.events({ since }), 60);
    const own = take(await client.events({ since, accounts: [account.id] }), 30);
    for (let i = 0; i < 30; ++i) {
      await api.batch(account);
      await api.batch(other);
    }
    const events = await api.events_since(start);
    assert.deepEqual(await all, events);
    assert.deepEqual(await own, events.filter(({ account_id }) => account_id === account.id));
    for (const [what, count] of Object.entries(lossy.counts)) assert.ok(count > 0, `something was ${what}`);
  });

  test("a ping tells that the last event was lost", { timeout: 60_000 }, async (t) => {
    const account = await api.account();
    const since = await now();
    const lossy = await Lossy.start(server.port, { lose: () => true });
    t.after(() => lossy.stop());
    const stream = await (await open(t, lossy.url)).events({ since });
    await api.batch(account);
    assert.deepEqual(await take(stream, 1), await api.events_since(seq_of(since)));
  });

  test("a connection that is dead, but was never ended, is noticed", { timeout: 60_000 }, async (t) => {
    const wire = await Wire.start(server.port);
    t.after(() => wire.stop());
    const account = await api.account();
    const since = await now();
    const stream = await (await open(t, wire.url)).events({ since });
    await api.batch(account);
    await take(stream, 1);
    wire.fall_silent();
    const next = take(stream, 1);
    await api.batch(account);
    const [event] = await next;
    assert.equal(event.seq, seq_of(since) + 2);
    assert.ok(wire.connections >= 2, "it came over another connection");
  });

  test("a filtered stream that hears of no event keeps its place up to date", { timeout: 60_000 }, async (t) => {
    const [account, other] = [await api.account(), await api.account()];
    const stream = await (await open(t)).events({ since: await now(), accounts: [other.id] });
    const next = take(stream, 1);
    await api.batch(account);
    const head = await now();
    await until(async () => (await stream.cursor()) === head, "the bookmark to come");
    await api.batch(other);
    await next;
  });

  test("the state and what follows it are one history", { timeout: 60_000 }, async (t) => {
    const wire = await Wire.start(server.port);
    t.after(() => wire.stop());
    const account = await api.account();
    const batch = await api.batch(account, { bets: [1, 2, 3].map((id) => a_bet({ id })) });
    let is_over = false;
    const writer = (async () => {
      for (let i = 0; !is_over; ++i) {
        await api.ok("PATCH", bet_path(batch, batch.bets[i % 3]), { json: { note: `n${i}` } });
        if (i % 10 === 9) wire.cut();
      }
    })();
    const stream = await (await open(t, wire.url)).follow(["get_batch", [batch]], { accounts: [account.id] });
    const [state, ...events] = await take(stream, 40);
    is_over = true;
    await writer;
    assert.equal(state.type, "state");
    const bets = new Map(state.data.bets.map((bet) => [bet.pid, bet]));
    let version = state.data.version;
    for (const event of [...events, ...(await take(stream, (await api.head()) - events.at(-1).seq))]) {
      if (event.type === "bet_status_updated") {
        assert.equal(event.bet.version, bets.get(event.bet.pid).version + 1);
        bets.set(event.bet.pid, event.bet);
      }
      assert.equal(event.batch.version, version + 1);
      version = event.batch.version;
    }
    assert.deepEqual([...bets.values()], (await api.ok("GET", batch_path(batch))).body.bets);
  });

  test("another history is a reset; whoever follows reads the state anew", { timeout: 60_000 }, async (t) => {
    const first = await Server.start({ args });
    t.after(() => first.stop());
    const client = await open(t, first.url);
    const before = await client.call("create_account", [{ name: "before", hostname: "h" }]);
    const stream = await client.events({ since: before.cursor });
    const following = await client.follow(["list_accounts"]);
    const names = ({ type, data }) => [type, data.map(({ name }) => name)];
    assert.deepEqual((await take(following, 1)).map(names), [["state", ["before"]]]);
    const [reset, again] = [stream.next(), take(following, 1)];
    await until(async () => (await streams_open(first)) === 2, "both streams");

    await first.kill();
    const second = await Server.start({ args, port: first.port });
    t.after(() => second.stop());
    await assert.rejects(reset, { kind: "Reset", reason: "other_epoch" });
    const [state] = await again;
    assert.equal(state.type, "state");
    assert.notEqual(state.cursor.split("-")[0], before.cursor.split("-")[0]);
    await client.call("create_account", [{ name: "after", hostname: "h" }]);
    const [event] = await take(following, 1);
    const known = event.type === "state" ? names(event)[1] : [event.account.name];
    assert.ok(known.includes("after"), JSON.stringify(event));
  });

  test("a cursor that is ahead of the log is a reset", { timeout: 60_000 }, async (t) => {
    const [epoch] = (await now()).split("-");
    const stream = await (await open(t)).events({ since: `${epoch}-999999` });
    await assert.rejects(stream.next(), { kind: "Reset", reason: "ahead" });
  });

  test("whoever listens slowly holds the server back, not the memory", { timeout: 120_000 }, async (t) => {
    const wire = await Wire.start(server.port);
    t.after(() => wire.stop());
    const account = await api.account();
    const since = await now();
    const text = "x".repeat(1000);
    const bets = Array.from({ length: 900 }, (_, id) => a_bet({ id, selection: text.slice(500), note: text, reference: text.slice(800) }));
    let bytes = 0;
    for (let i = 0; i < large_batches; ++i) {
      const answer = await api.ok("POST", `/api/v1/accounts/${account.id}/batches`, { json: a_batch({ bets }) });
      bytes += answer.bytes.length;
    }
    // From the table the server sends all it has; from memory nobody who is 8 MiB behind.
    await server.stop({ keep: true });
    await server.start_again();
    const stream = await (await open(t, wire.url)).events({ since });
    const first = await take(stream, 1);
    for (let seen; seen !== wire.bytes_to_client; await new Promise((resolve) => setTimeout(resolve, 1000))) seen = wire.bytes_to_client;
    t.diagnostic(`${wire.bytes_to_client} of ${bytes} bytes came before anybody asked`);
    assert.ok(wire.bytes_to_client < bytes / 2, `${wire.bytes_to_client} of ${bytes} bytes came although nobody asked for them`);
    const seqs = seqs_of([...first, ...(await take(stream, large_batches - 1))]);
    assert.deepEqual(seqs, Array.from({ length: large_batches }, (_, i) => seq_of(since) + 1 + i));
  });

  test("closing a stream that waits ends it, and leaves nothing behind", { timeout: 60_000 }, async (t) => {
    const sockets = language.name === "Python" ? await python_sockets() : 0;
    const client = await open(t);
    const streams = await Promise.all([{}, { types: ["account_deleted"] }].map((filter) => client.events(filter)));
    const following = await client.follow(["list_accounts"]);
    const ends = streams.map((stream) => stream.next());
    await take(following, 1);
    ends.push(following.next());
    const are_open = async (count) => (await streams_open(server)) === count;
    await until(() => are_open(3), "three streams");
    for (const stream of [...streams, following]) await stream.close();
    for (const end of ends) assert.deepEqual(await end, { done: true });
    await until(() => are_open(0), "no streams");
    await client.close();
    if (language.name === "Python") assert.equal(await python_sockets(), sockets);
  });

  test("a stream comes back when the server asked for it, with the last id", { timeout: 60_000 }, async (t) => {
    const stub = await Stub.start(
      streaming("retry: 700\n\n", hello, stored(8), frame({ id: "k3f9-9", event: "ping", data: { seq: 9, server_time: "" } }), frame({ event: "bye", data: { reason: "rotation" } })),
      streaming("retry: 600\n", frame({ event: "busy", data: { reason: "too_many_streams" } })),
      problem(503, "draining", { outcome: "not_applied" }, { "Retry-After": "1" }),
      streaming(hello, stored(10)),
    );
    t.after(() => stub.stop());
    for (const [reconnect_max_ms, waits] of [[30_000, [700, 600, 1000]], [100, [0, 600, 1000]]]) {
      stub.requests.length = 0;
      const client = await open(t, stub.url, { reconnect_max_ms });
      const stream = await client.events({ since: "k3f9-7", types: ["account_deleted"] });
      assert.deepEqual(seqs_of(await take(stream, 2)), [8, 10]);
      assert.deepEqual(stub.requests.map(({ headers }) => headers["last-event-id"]), ["k3f9-7", "k3f9-9", "k3f9-9", "k3f9-9"]);
      for (const [i, wait] of waits.entries()) {
        const waited = stub.requests[i + 1].at - stub.requests[i].at;
        assert.ok(waited >= wait - 1, `came back ${waited} ms later, not ${wait}`);
      }
      await client.close();
    }
  });

  test("messages of a newer server are no obstacle", { timeout: 60_000 }, async (t) => {
    const stub = await Stub.start(streaming(hello, ": a comment\n\n", frame({ event: "weather", data: { rain: true } }), stored(8, "bet_voided"), stored(9)));
    t.after(() => stub.stop());
    const stream = await (await open(t, stub.url)).events({ since: "k3f9-7" });
    assert.deepEqual((await take(stream, 2)).map(({ type }) => type), ["bet_voided", "account_deleted"]);
  });

  test("missing events that the log has no more are a reset", { timeout: 60_000 }, async (t) => {
    const stub = await Stub.start(streaming(hello, stored(12)), problem(410, "cursor_expired"));
    t.after(() => stub.stop());
    const stream = await (await open(t, stub.url)).events({ since: "k3f9-7" });
    await assert.rejects(stream.next(), { kind: "Reset", reason: "expired" });
  });

  test("missing events that another node has not heard of yet are waited for", { timeout: 60_000 }, async (t) => {
    const event = (seq) => ({ type: "account_deleted", seq, account_seq: seq, account_id: 1, id: 1 });
    const log = (head, ...seqs) => ok({ epoch: "k3f9", events: seqs.map(event), next: `k3f9-${head}`, more: false, head: `k3f9-${head}`, floor: 1 });
    const stub = await Stub.start(streaming(hello, stored(10)), log(7), log(8, 8), problem(503, "unavailable"), log(10, 9, 10));
    t.after(() => stub.stop());
    const stream = await (await open(t, stub.url)).events({ since: "k3f9-7" });
    assert.deepEqual(seqs_of(await take(stream, 3)), [8, 9, 10]);
  });

  test("a stream without an end of its frame, or of nonsense, does no harm", { timeout: 60_000 }, async (t) => {
    const stub = await Stub.start(
      streaming(hello, stored(8).slice(0, -10)),
      streaming(hello, frame({ id: "k3f9-8", event: "account_deleted", data: "{" })),
      streaming(hello, frame({ event: "account_deleted", data: { type: "account_deleted", seq: 8 } })),
      ok([]),
      streaming(hello, stored(8)),
    );
    t.after(() => stub.stop());
    const stream = await (await open(t, stub.url)).events({ since: "k3f9-7" });
    assert.deepEqual(seqs_of(await take(stream, 1)), [8]);
    assert.equal(stub.requests.length, 5);
  });

  test("closing a stream wakes whoever waits for a server that says nothing", { timeout: 60_000 }, async (t) => {
    const patient = frame({ event: "hello", data: { epoch: "k3f9", head: 7, floor: 1, ping_ms: 3_600_000, server_time: "" } });
    let is_gone = false;
    const stub = await Stub.start((response) => {
      response.on("close", () => (is_gone = true));
      response.writeHead(200, { "Content-Type": "text/event-stream", Connection: "close" });
      response.write(patient + stored(8));
    });
    t.after(() => stub.stop());
    const stream = await (await open(t, stub.url)).events({ since: "k3f9-7" });
    await take(stream, 1);
    const next = stream.next();
    await stream.close();
    assert.deepEqual(await next, { done: true });
    await until(() => is_gone, "its connection to be closed");
  });

  test("leaving a loop in the middle ends its stream", { timeout: 60_000 }, async (t) => {
    const sockets = language.name === "Python" ? await python_sockets() : 0;
    const account = await api.account();
    const since = await now();
    await api.batch(account);
    const client = await open(t);
    assert.equal(await client.break_off({ since }), seq_of(since) + 1);
    if (language.name === "Python") assert.equal(await python_sockets(), sockets);
    await until(async () => (await streams_open(server)) === 0, "no streams");
  });

  if (language.name !== "TypeScript") return;
  test("a read that does not listen does not hold up the end", { timeout: 60_000 }, async () => {
    const stream = new BetStream(server.url).follow(() => new Promise(() => {}));
    const next = stream.next();
    await stream.return();
    assert.deepEqual(await next, { done: true, value: undefined });
  });

  test("a signal ends a stream with its reason", { timeout: 60_000 }, async () => {
    const account = await api.account();
    const client = new BetStream(server.url);
    const ending = new AbortController();
    const since = await now();
    await api.batch(account);
    const loop = (async () => {
      for await (const { seq } of client.events({ since, signal: ending.signal })) {
        assert.equal(seq, seq_of(since) + 1);
        setTimeout(() => ending.abort(new Error("enough")), 50);
      }
    })();
    await assert.rejects(loop, /enough/);
    await until(async () => (await streams_open(server)) === 0, "no streams");
  });
}

describe("both clients", { concurrency: 2 }, () => {
  after(stop_python);
  for (const language of languages) describe(language.name, { concurrency: 1 }, () => test_streams(language));
});

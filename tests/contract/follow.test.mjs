// Read the state, then open the stream at the cursor of the answer: nothing is missed and nothing comes twice, however
// much is written meanwhile.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, batch_path, bet_path, cursor_of, seq_of } from "./api.mjs";
import { Server } from "./server.mjs";
import { Stream, assert_dense } from "./stream.mjs";

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

// Marks bets at random until told to stop.
function writer(batches, seed) {
  let stopped = false;
  let random = seed;
  const next = (n) => (random = (random * 48271) % 2147483647) % n;
  const run = async () => {
    while (!stopped) {
      const batch = batches[next(batches.length)];
      const bet = batch.bets[next(batch.bets.length)];
      if (next(4) === 0) await api.ok("PATCH", `${batch_path(batch)}/bets`, { json: batch.bets.map(({ pid }) => ({ pid, status: ["pending", "failed"][next(2)] })) });
      else await api.ok("PATCH", bet_path(batch, bet), { json: { status: ["pending", "successful", "failed"][next(3)] } });
    }
  };
  const done = run();
  return () => ((stopped = true), done);
}

const now_of = (batch) => ({ version: batch.version, status: batch.status, summary: batch.summary });

// A client's state: what it read, changed by what it heard. Every version must be the next one.
function follow(batch, events) {
  let now = now_of(batch);
  const bets = new Map(batch.bets.map((bet) => [bet.pid, bet]));
  for (const { data } of events) {
    const head = data.batch;
    assert.equal(head.version, now.version + 1, `event ${data.seq} is the next of its batch`);
    now = now_of(head);
    for (const bet of data.bets ?? (data.bet ? [data.bet] : [])) {
      assert.equal(bet.version, bets.get(bet.pid).version + 1, `event ${data.seq} is the next of bet ${bet.pid}`);
      bets.set(bet.pid, bet);
    }
  }
  return { now, bets: [...bets.values()] };
}

test("one batch, read and followed while others write", async () => {
  const account = await api.account();
  const batches = [];
  for (let i = 0; i < 4; ++i) batches.push(await api.batch(account));
  const stops = [11, 22, 33, 44].map((seed) => writer(batches, seed));

  const clients = [];
  for (let i = 0; i < 12; ++i) {
    const read = await api.ok("GET", batch_path(batches[i % 4]));
    clients.push({ read, stream: await Stream.open(server.url, `/sse?since=${cursor_of(read)}`) });
  }
  await new Promise((resolve) => setTimeout(resolve, 400));
  await Promise.all(stops.map((stop) => stop()));

  const head = await api.head();
  for (const { read, stream } of clients) {
    await stream.reached(head);
    assert_dense(stream.seqs, seq_of(cursor_of(read)) + 1, head);
    const state = follow(read.body, stream.events.filter(({ data }) => data.batch?.id === read.body.id));
    const truth = (await api.ok("GET", batch_path(read.body))).body;
    assert.deepEqual(state, { now: now_of(truth), bets: truth.bets });
    stream.close();
  }
});

test("lists and revalidated reads (304) name their moment as exactly", async () => {
  const account = await api.account();
  const batches = [await api.batch(account), await api.batch(account)];
  const list = `/api/v1/accounts/${account.id}/batches`;
  const stop = writer(batches, 5);
  const clients = [];
  let known = await api.ok("GET", list);
  for (let i = 0; i < 10; ++i) {
    const read = await api.get(list, { "If-None-Match": known.headers.etag });
    if (read.status === 200) known = read;
    clients.push({ body: known.body, cursor: cursor_of(read), stream: await Stream.open(server.url, `/sse?since=${cursor_of(read)}&accounts=${account.id}`) });
  }
  await stop();
  const head = await api.head();
  const truth = (await api.ok("GET", list)).body;
  for (const { body, stream } of clients) {
    await stream.reached(head);
    for (const batch of body) {
      const state = follow(batch, stream.events.filter(({ data }) => data.batch?.id === batch.id));
      const now = truth.find(({ id }) => id === batch.id);
      assert.deepEqual(state, { now: now_of(now), bets: now.bets });
    }
    stream.close();
  }
});

test("the cursor of a write names the last event of that write", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  const marked = await api.ok("PATCH", bet_path(batch, batch.bets[0]), { json: { status: "failed" } });
  const events = await api.events_since(seq_of(cursor_of(marked)) - 1);
  assert.deepEqual([events[0].type, events[0].bet.pid], ["bet_status_updated", batch.bets[0].pid]);
});

test("who has the answer of a write reads a state that holds it", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  const [bet] = batch.bets;
  for (let i = 0; i < 50; ++i) {
    const marked = await api.ok("PATCH", bet_path(batch, bet), { json: { note: `n${i}` } });
    const read = await api.ok("GET", batch_path(batch));
    assert.equal(read.body.bets[0].version, marked.body.version);
    assert.ok(seq_of(cursor_of(read)) >= seq_of(cursor_of(marked)));
  }
});

// A cursor older than what is kept (F13): the stream says `reset` and where to go on, the log answers 410, and nobody is
// ever given a history with a silent hole.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "../contract/server.mjs";
import { Fold } from "../oracle/fold.mjs";
import { judge_desk } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, report, seed, stop_after, until } from "../oracle/plan.mjs";
import { get, metric, read_desk, send, seq_of } from "../oracle/send.mjs";
import { Subscriber } from "../oracle/subscriber.mjs";
import { Track } from "../oracle/track.mjs";
import { Desk } from "../oracle/writers.mjs";

const kept = 1000;
const old = 500; // a cursor that is no longer good
let server;
let desk;
let listening; // from the first event on
let epoch;

before(async () => {
  server = await Server.start({ args: ["--event-count-max", String(kept)] });
  desk = new Desk(server.url, new Ledger(), new Random(seed));
  epoch = (await get(server.url, "/api/v1/events")).body.epoch;
  listening = new Subscriber(server.url, { target: `/sse?since=${epoch}-0` });
  const account = await desk.create_account();
  for (let i = 0; i < 5; ++i) await desk.create_batch(account, 5);
  desk.start(16);
  await listening.reached(kept + 700, 60_000);
  await until(async () => (await metric(server.url, "betstream_events_floor")) > old, "old events to go");
});
after(async () => {
  await Promise.allSettled([desk?.stop(), listening?.stop()]);
  await server?.stop();
});

// The first messages of a stream.
async function first_messages(cursor) {
  const messages = [];
  const track = { cursor: undefined, seq: 0, take: (message) => messages.push(message) };
  const subscriber = new Subscriber(server.url, { target: `/sse?since=${cursor}`, track });
  await until(() => messages.length >= 3, "three messages").finally(() => subscriber.stop());
  return messages;
}

test("a stream from an old cursor is reset, in band, to a place from which it is complete", { timeout: 60_000 }, async (t) => {
  for (const cursor of [`${epoch}-1`, `${epoch}-${old}`]) {
    const [hello, reset, next] = await first_messages(cursor);
    assert.equal(hello.event, "hello");
    assert.deepEqual([reset.event, reset.data.reason], ["reset", "expired"]);
    assert.ok(reset.data.floor > old);
    assert.equal(reset.id, `${epoch}-${reset.data.head}`, "its id is where the stream goes on");
    assert.equal(seq_of(next.id), reset.data.head + 1, "and it goes on without a hole");
  }
  report(t, { floor: await metric(server.url, "betstream_events_floor"), head: await metric(server.url, "betstream_events_head") });
});

test("the log answers 410 to an old cursor, and everything that is kept to a good one", async () => {
  const refused = await send(server.url, "GET", `/api/v1/events?since=${epoch}-1`);
  assert.deepEqual([refused.status, refused.body.code], [410, "cursor_expired"]);
  const { body: page } = await get(server.url, "/api/v1/events?limit=1000");
  assert.ok(page.events[0].seq >= page.floor, "from the oldest that is kept");
  page.events.forEach(({ seq }, i) => assert.equal(seq, page.events[0].seq + i));
});

test("who was there all the time has heard everything, and its fold is the state", async () => {
  await desk.stop();
  const head = await metric(server.url, "betstream_events_head");
  await listening.reached(head);
  const fold = new Fold();
  for (const event of listening.track.events) fold.apply(event);
  assert.equal(fold.seq, head);
  judge_desk(fold, await read_desk(server.url));
});

test("state and cursor of one read are a new beginning without a hole", async (t) => {
  const read = await get(server.url, "/api/v1/accounts");
  const cursor = read.headers["betstream-cursor"];
  const track = new Track({ after: seq_of(cursor) });
  const subscriber = new Subscriber(server.url, { target: `/sse?since=${cursor}`, track });
  stop_after(t, subscriber);
  desk.stopped = false;
  await desk.create_account();
  await subscriber.reached(seq_of(cursor) + 1);
  await subscriber.stop();
  assert.deepEqual(track.events.map(({ type }) => type), ["account_created"]);
  assert.equal(track.counts.reset, 0);
});

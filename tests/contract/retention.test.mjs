// F13: a log that forgets its oldest events says so, in the stream and in the pages; and what was never kept is no gap.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, batch_path, cursor_of, seq_of } from "./api.mjs";
import { Server } from "./server.mjs";
import { Stream, assert_dense } from "./stream.mjs";

const kept = 1000;
let server;
let api;
let account;
let floor;
before(async () => {
  server = await Server.start({ args: ["--event-count-max", String(kept)] });
  api = new Api(server.url);
  account = await api.account();
  await Promise.all(Array.from({ length: 1200 }, () => api.batch(account, { bets: [] })));
  ({ floor } = await settled());
});
after(async () => {
  api?.close();
  await server?.stop();
});

// Retention works in the idle gaps of the writer: waits until nothing more is to be forgotten.
async function settled() {
  for (const deadline = Date.now() + 60_000; ; ) {
    const { body } = await api.ok("GET", "/api/v1/events?limit=1");
    if (seq_of(body.head) - body.floor < kept) return body;
    assert.ok(Date.now() < deadline, `the floor stays at ${body.floor}, the head is ${body.head}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("a cursor below the floor gets a reset that says so, and then the live stream", async () => {
  const { epoch } = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  const stream = await Stream.open(server.url, "/sse", { "Last-Event-ID": `${epoch}-1` });
  const { data } = await stream.message("reset");
  assert.equal(data.reason, "expired");
  assert.ok(data.floor >= floor && data.head >= data.floor);
  const made = await api.ok("POST", `/api/v1/accounts/${account.id}/batches`, { json: { meta: {}, bets: [] } });
  const last = seq_of(cursor_of(made));
  await stream.reached(last);
  assert_dense(stream.seqs, data.head + 1, last);
  stream.close();
});

test("pages: a 410 below the floor; from the floor on everything", async () => {
  const body = await settled();
  assert.ok(body.floor > 1);
  assert.equal((await api.get("/api/v1/events?since=1")).body.code, "cursor_expired");
  const page = (await api.ok("GET", `/api/v1/events?since=${body.floor - 1}&limit=1000`)).body;
  assert_dense(page.events.map(({ seq }) => seq), body.floor, seq_of(page.head));
  assert.deepEqual((await api.ok("GET", "/api/v1/events?limit=1000")).body.events[0].seq, body.floor, "without a cursor");
});

test("the state does not forget", async () => {
  const batches = (await api.ok("GET", `/api/v1/accounts/${account.id}/batches`)).body;
  assert.ok(batches.length >= 1000);
  assert.equal((await api.ok("GET", batch_path(batches.at(-1)))).body.id, batches.at(-1).id);
});

test("floor, head and numbers survive a restart", async () => {
  const before = await settled();
  await server.stop({ keep: true });
  await server.start_again();
  const again = (await api.ok("GET", "/api/v1/events?limit=1")).body;
  assert.equal(again.epoch, before.epoch);
  assert.ok(again.floor >= before.floor && again.head === before.head);
  await api.batch(account, { bets: [] });
  assert.equal(await api.head(), seq_of(before.head) + 1);
});

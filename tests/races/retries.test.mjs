// Every write sent one to three times at once under its key, across kill -9 (F31, F32): one effect, and one answer to all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Server } from "../contract/server.mjs";
import { judge } from "../oracle/judge.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, sleep, stop_after } from "../oracle/plan.mjs";
import { read_log, send } from "../oracle/send.mjs";
import { Desk } from "../oracle/writers.mjs";

class Stutterer extends Desk {
  copies = 0;
  replays = 0;

  async attempt(write) {
    const count = this.random.between(1, 3);
    this.copies += count;
    const doubts = write.in_doubt;
    const copies = await Promise.all(Array.from({ length: count }, () => this.#one(write)));
    const answers = copies.filter((answer) => answer !== undefined);
    if (answers.length === 0) return undefined;
    const texts = new Set(answers.map(({ status, text }) => `${status} ${text}`));
    assert.equal(texts.size, 1, `all copies of ${write.kind} got the same answer: ${[...texts]}`);
    const originals = answers.filter(({ headers }) => headers["idempotency-replayed"] !== "true");
    this.replays += answers.length - originals.length;
    assert.ok(originals.length <= 1, `${write.kind} was done once`);
    if (doubts === 0 && answers.length === count) assert.equal(originals.length, 1, "somebody was first");
    const answer = originals[0] ?? answers[0];
    this.ledger.settle(write, answer);
    return answer;
  }

  async #one(write) {
    const { method, target, json } = write;
    try {
      return await send(this.base, method, target, { json, headers: this.ledger.headers(write), agent: this.agent });
    } catch (error) {
      if (error.code !== "ECONNREFUSED") write.in_doubt += 1;
      return undefined;
    }
  }
}

test("however often it is sent, it is done once", { timeout: 300_000 }, async (t) => {
  const random = new Random(seed);
  const server = await Server.start();
  const ledger = new Ledger();
  const desk = new Stutterer(server.url, ledger, random.fork());
  t.after(() => server.kill());
  stop_after(t, desk);
  const account = await desk.create_account();
  for (let i = 0; i < 4; ++i) await desk.create_batch(account, 6);
  desk.start(8);
  const kills = amount("RETRY_KILLS", 6, 100);
  for (let i = 0; i < kills; ++i) {
    await sleep(random.between(50, 300));
    desk.close_gate();
    await server.kill();
    await server.start_again();
    ledger.note_found((await read_log(server.url)).events);
    desk.open_gate();
  }
  await desk.stop();
  await desk.settle_all();

  // Long after, and after the last restart: still the same answer, and still no second effect.
  const { events } = await judge(server.url, ledger);
  let again = 0;
  for (const write of ledger.writes.values()) {
    if (random.below(4) > 0) continue;
    const answer = await send(server.url, write.method, write.target, { json: write.json, headers: ledger.headers(write) });
    assert.equal(answer.headers["idempotency-replayed"], "true");
    assert.deepEqual([answer.status, answer.body], [write.answer.status, write.answer.body], `${write.kind} ${write.key}`);
    again += 1;
  }
  assert.equal((await read_log(server.url)).head, events.length);
  report(t, { kills, writes: ledger.writes.size, copies: desk.copies, replays: desk.replays, repeated_at_the_end: again, done_twice: 0, lost: 0 });
  await server.stop();
});

test("the same batch again under its key is the same batch, under another key it is another one", { timeout: 60_000 }, async (t) => {
  const server = await Server.start();
  t.after(() => server.stop());
  const { body: account } = await send(server.url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } });
  const target = `/api/v1/accounts/${account.id}/batches`;
  const json = { meta: { name: "card" }, bets: [{ id: 1, selection: "1/2", stake: 1, cost: 1 }] };
  const post = (key, body = json) => send(server.url, "POST", target, { json: body, headers: { "Idempotency-Key": key } });
  const many = await Promise.all(Array.from({ length: 40 }, () => post("a")));
  assert.equal(new Set(many.map(({ text }) => text)).size, 1);
  assert.equal(many.filter(({ headers }) => headers["idempotency-replayed"] === undefined).length, 1);
  const other = await post("b");
  assert.notEqual(other.body.id, many[0].body.id);
  const misused = await post("a", { ...json, meta: { name: "another card" } });
  assert.deepEqual([misused.status, misused.body.code], [422, "id_reused"]);
  assert.equal((await send(server.url, "GET", target)).body.length, 2);
});

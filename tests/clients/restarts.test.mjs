// Twenty ends of the server, every other one by kill -9, and cut connections in between, while both clients write and
// listen: everything that was answered is there once, and everybody heard all of it, once and in order.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_batch } from "../contract/api.mjs";
import { Server } from "../contract/server.mjs";
import { report, until } from "../oracle/plan.mjs";
import { read_log, seq_of } from "../oracle/send.mjs";
import { languages } from "./languages.mjs";
import { stop_python } from "./python.mjs";
import { Wire } from "./wire.mjs";

const restarts = 20;
let server;
let api;
before(async () => {
  server = await Server.start({ args: ["--ping-interval", "300ms", "--drain-window", "1s"] });
  api = new Api(server.url);
});
after(async () => {
  await stop_python();
  api?.close();
  await server?.stop();
});

// Posts batches and marks their bets until it is told to stop. A write that failed is a failure of the test, but for one
// whose outcome was not known in time: that one is asked for again, by its key.
class Writer {
  constructor(client, name, accounts) {
    this.client = client;
    this.name = name;
    this.accounts = accounts;
    this.batches = [];
    this.writes = 0;
    this.unknown = 0;
    this.is_over = false;
    this.done = this.#run();
  }

  async #run() {
    for (let i = 0; !this.is_over; ++i) {
      const account = this.accounts[i % this.accounts.length];
      const { data: batch } = await this.#write("create_batch", [account.id, a_batch({ meta: { writer: this.name, i } })]);
      this.batches.push(batch);
      await this.#write("mark_bet", [batch, batch.bets[0].pid, { status: "failed" }]);
    }
  }

  async #write(name, values) {
    for (let key; ; ) {
      const answer = await this.client.call(name, values, { key }).catch((error) => {
        if (error.kind !== "OutcomeUnknown") throw error;
        this.unknown += 1;
        key = error.key;
      });
      if (answer === undefined) continue;
      this.writes += 1;
      return answer;
    }
  }

  async stop() {
    this.is_over = true;
    await this.done;
  }
}

class Listener {
  events = [];

  constructor(name, stream, wants) {
    this.name = name;
    this.stream = stream;
    this.wants = wants;
    this.done = this.#run();
  }

  async #run() {
    for (;;) {
      const { item, done } = await this.stream.next();
      if (done) return;
      this.events.push(item);
    }
  }

  async reached(seq) {
    await Promise.race([until(async () => seq_of(await this.stream.cursor()) >= seq, `${this.name} to reach ${seq}`, 60_000), this.done]);
  }

  judge(log) {
    const expected = log.filter(this.wants);
    assert.deepEqual(this.events.map(({ seq }) => seq), expected.map(({ seq }) => seq), `${this.name}: every event once, in order`);
    assert.deepEqual(this.events, expected, `${this.name}: what is streamed is what is stored`);
  }
}

test("through twenty restarts no event is lost or doubled, and no write", { timeout: 300_000 }, async (t) => {
  const wire = await Wire.start(server.port);
  t.after(() => wire.stop());
  const accounts = [await api.account(), await api.account()];
  const since = (await api.ok("GET", "/api/v1/accounts")).headers["betstream-cursor"];
  const types = ["batch_created", "batch_activated"];
  const filters = {
    everything: [{}, () => true],
    "one account": [{ accounts: [accounts[0].id] }, ({ account_id }) => account_id === accounts[0].id],
    "two types": [{ types }, ({ type }) => types.includes(type)],
  };
  const writers = [];
  const listeners = [];
  for (const { name, open } of languages) {
    const client = await open(wire.url, { reconnect_max_ms: 100 });
    t.after(() => client.close());
    for (const [what, [filter, wants]] of Object.entries(filters)) {
      listeners.push(new Listener(`${name}, ${what}`, await client.events({ since, ...filter }), wants));
    }
    writers.push(new Writer(client, name, accounts));
  }
  // A failure of any of them is the failure of the test, at once.
  const failure = Promise.all([...writers, ...listeners].map(({ done }) => done));
  const all_go_on = async () => {
    const seen = listeners.map(({ events }) => events.length);
    const who = () => listeners.filter(({ events }, i) => events.length <= seen[i]).map(({ name }) => name);
    await Promise.race([until(() => who().length === 0, "all listeners to hear something new", 60_000), failure]);
  };

  for (let i = 0; i < restarts; ++i) {
    await all_go_on();
    if (i % 5 === 4) {
      wire.cut();
      await all_go_on();
    }
    if (i % 2 === 0) await server.stop({ keep: true });
    else await server.kill();
    await server.start_again();
  }
  await all_go_on();
  for (const writer of writers) await writer.stop();

  const { events: log, head } = await read_log(server.url, { after: seq_of(since) });
  for (const listener of listeners) {
    await listener.reached(head);
    await listener.stream.close();
    await listener.done;
    listener.judge(log);
  }
  for (const { name, batches } of writers) {
    const created = log.filter(({ type, batch }) => type === "batch_created" && batch.meta.writer === name);
    assert.deepEqual(created.map(({ batch }) => batch), batches, `${name}: what was answered is what is stored, once`);
  }
  const writes = writers.reduce((sum, writer) => sum + writer.writes, 0);
  const unknown = writers.reduce((sum, writer) => sum + writer.unknown, 0);
  report(t, { restarts, connections: wire.connections, writes, outcomes_unknown_at_first: unknown, events: log.length });
});

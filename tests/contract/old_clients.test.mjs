// Clients of the older BetStream, unchanged: a bot, a page, a seeding script. They send no header but Content-Type, know
// no version, no cursor, no hello, and read the fields that they know.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { send_raw } from "./api.mjs";
import { Server } from "./server.mjs";

let server;
let page;
before(async () => {
  server = await Server.start();
  page = await OldPage.open(server.url);
});
after(async () => {
  page?.close();
  await server?.stop();
});

const call = (method, target, json) =>
  send_raw(server.url, method, target, json === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(json) });

// The older page: listens by event name, parses data, ignores id, retry and every event that it does not know.
class OldPage {
  static known = ["account_created", "account_updated", "account_deleted", "batch_created", "batch_completed", "bet_status_updated", "batch_bets_updated", "ping"];

  static open(url) {
    return new Promise((resolve, reject) => {
      const request = http.get(`${url}/sse`, { agent: false }, (response) => resolve(new OldPage(request, response)));
      request.on("error", reject);
    });
  }

  constructor(request, response) {
    this.request = request;
    this.got = [];
    this.wake = () => {};
    let rest = "";
    request.on("error", () => {});
    response.setEncoding("utf8").on("error", () => {}).on("data", (text) => {
      const frames = (rest + text).split("\n\n");
      rest = frames.pop();
      for (const frame of frames) this.#take(frame);
      this.wake();
    });
  }

  #take(frame) {
    const field = (name) => frame.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const event = field("event");
    if (OldPage.known.includes(event)) this.got.push({ event, data: JSON.parse(field("data")) });
  }

  async next(event) {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const at = this.got.findIndex((message) => message.event === event);
      if (at >= 0) return this.got.splice(at, 1)[0].data;
      assert.ok(Date.now() < deadline, `no ${event}`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, 1000);
        this.wake = () => (clearTimeout(timer), resolve());
      });
    }
  }

  close() {
    this.request.destroy();
  }
}

const rfc3339_utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const pick = (object, keys) => Object.fromEntries(keys.map((key) => [key, object[key]]));
const bet_keys = ["pid", "id", "selection", "stake", "cost", "status", "batch_id"];

test("health and root", async () => {
  assert.equal((await call("GET", "/health")).text, "OK");
  assert.equal((await call("GET", "/")).status, 200);
});

test("the whole working day of an older client", async () => {
  const created = await call("POST", "/api/v1/accounts", { name: "nimbus", hostname: "host1.betting.local" });
  assert.ok(created.status === 201 || created.status === 200);
  const account = created.body;
  assert.deepEqual(pick(account, ["name", "hostname"]), { name: "nimbus", hostname: "host1.betting.local" });
  assert.equal(typeof account.id, "number");
  assert.match(account.created_at, rfc3339_utc);
  assert.match(account.updated_at, rfc3339_utc);
  // The seeding script looks for the first "id" in the text of the answer.
  assert.equal(Number(/"id":(\d+)/.exec(created.text)[1]), account.id);
  assert.deepEqual((await page.next("account_created")).account.id, account.id);

  const list = (await call("GET", "/api/v1/accounts")).body;
  assert.ok(Array.isArray(list), "a bare array");
  assert.equal(list[0].id, account.id);

  const renamed = (await call("PUT", `/api/v1/accounts/${account.id}`, { name: "nimbus", hostname: "host2.betting.local" })).body;
  assert.equal(renamed.hostname, "host2.betting.local");
  assert.equal((await page.next("account_updated")).account.hostname, "host2.betting.local");

  const batches = `/api/v1/accounts/${account.id}/batches`;
  const meta = { bet_type: "TRIFECTA", race_id: 5 };
  const bets = [{ id: 2, selection: "4/5/6", stake: 3.0, cost: 1.0 }, { id: 1, selection: "1/2/3", stake: 5.0, cost: 1.0 }];
  const batch = (await call("POST", batches, { meta, bets })).body;
  assert.deepEqual(pick(batch, ["account_id", "completed", "meta"]), { account_id: account.id, completed: false, meta });
  assert.deepEqual(batch.bets.map(({ id, selection, stake, cost, status }) => ({ id, selection, stake, cost, status })), bets.map((bet) => ({ ...bet, status: "pending" })).reverse());
  const announced = (await page.next("batch_created")).batch;
  assert.deepEqual(pick(announced, ["id", "account_id", "completed", "meta"]), pick(batch, ["id", "account_id", "completed", "meta"]));
  assert.deepEqual(announced.bets.map((bet) => pick(bet, bet_keys)), batch.bets.map((bet) => pick(bet, bet_keys)));

  const listed = (await call("GET", batches)).body;
  assert.ok(Array.isArray(listed), "a bare array");
  assert.deepEqual(listed[0].bets.map(({ pid }) => pid), batch.bets.map(({ pid }) => pid));

  const [one, two] = batch.bets;
  const marked = (await call("PATCH", `${batches}/${batch.id}/bets/${one.pid}`, { status: "failed" })).body;
  assert.deepEqual(pick(marked, bet_keys), { ...pick(one, bet_keys), status: "failed" });
  assert.deepEqual(pick((await page.next("bet_status_updated")).bet, bet_keys), pick(marked, bet_keys));

  const bulk = (await call("PATCH", `${batches}/${batch.id}/bets`, [{ pid: one.pid }, { pid: two.pid }])).body;
  assert.deepEqual(bulk.map(({ pid, status }) => [pid, status]), [[one.pid, "successful"], [two.pid, "successful"]]);
  const bulk_event = await page.next("batch_bets_updated");
  assert.deepEqual(pick(bulk_event, ["batch_id", "account_id"]), { batch_id: batch.id, account_id: account.id });
  assert.deepEqual(bulk_event.bets.map((bet) => pick(bet, bet_keys)), bulk.map((bet) => pick(bet, bet_keys)));

  const submitted = await call("DELETE", `${batches}/${batch.id}`);
  assert.equal(submitted.status, 200);
  assert.deepEqual(pick(await page.next("batch_completed"), ["id", "account_id"]), { id: batch.id, account_id: account.id });
  assert.equal((await call("GET", batches)).body[0].completed, true);
  assert.equal((await call("DELETE", `${batches}/${batch.id}`)).status, 404);

  const removed = await call("DELETE", `/api/v1/accounts/${account.id}`);
  assert.equal(removed.status, 204);
  assert.equal(removed.text, "");
  assert.equal((await page.next("account_deleted")).id, account.id);
  assert.equal((await call("GET", `/api/v1/accounts/${account.id}`)).status, 404);
});

test("the type stands in the data too, as the older enum wrote it", async () => {
  await call("POST", "/api/v1/accounts", { name: "typed", hostname: "h" });
  assert.equal((await page.next("account_created")).type, "account_created");
});

test("a listener that knows only names sees pings on a silent stream", async () => {
  const ping = await page.next("ping");
  assert.ok(ping);
});

test("a batch without bets, a stake of whole numbers, an empty meta, a charset in the content type", async () => {
  const { id } = (await call("POST", "/api/v1/accounts", { name: "loose", hostname: "h" })).body;
  const batches = `/api/v1/accounts/${id}/batches`;
  assert.deepEqual((await call("POST", batches, { meta: {}, bets: [] })).body.bets, []);
  const headers = { "Content-Type": "application/json; charset=utf-8" };
  const answer = await send_raw(server.url, "POST", batches, { headers, body: '{"bets":[{"id":1,"selection":"3","stake":1,"cost":1}],"meta":{}}' });
  assert.equal(answer.body.bets[0].stake, 1);
});

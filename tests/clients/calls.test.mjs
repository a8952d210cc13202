// What a client does when an answer is lost, late, or one that another attempt may change. A write is done once, and its
// caller is told the truth: done, refused, or not known yet.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Api, a_batch, an_account } from "../contract/api.mjs";
import { Server } from "../contract/server.mjs";
import { until } from "../oracle/plan.mjs";
import { languages } from "./languages.mjs";
import { stop_python } from "./python.mjs";
import { Stub, cut, ok, page, problem, silence } from "./stub.mjs";
import { Wire, fate_names } from "./wire.mjs";

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

const account = { id: 1, name: "ana", hostname: "vendor.example" };
const not_applied = { outcome: "not_applied" };

function test_calls(language) {
  async function open(context, url, options) {
    const client = await language.open(url, options);
    context.after(() => client.close());
    return client;
  }

  async function open_stub(context, answers, options) {
    const stub = await Stub.start(...answers);
    context.after(() => stub.stop());
    return { stub, client: await open(context, stub.url, options) };
  }

  const create = (client, named = {}) => client.call("create_account", [an_account()], named);

  test("a write whose answer was cut is done exactly once", { timeout: 60_000 }, async (t) => {
    const wire = await Wire.start(server.port);
    t.after(() => wire.stop());
    const client = await open(t, wire.url);
    const { id } = await api.account();
    const since = await api.head();
    const replayed = [];
    for (const fate of fate_names) {
      wire.doom(fate, fate);
      const answer = await client.call("create_batch", [id, a_batch({ meta: { fate } })]);
      replayed.push(`${fate} ${answer.replayed}`);
    }
    const events = await api.events_since(since, `&account=${id}`);
    assert.deepEqual(events.map(({ batch }) => batch.meta.fate), fate_names);
    assert.deepEqual(replayed, ["withheld false", "halved false", "answer_lost true", "answer_halved true"]);
  });

  test("an outcome that cannot be known is told, and the key goes on with it", { timeout: 60_000 }, async (t) => {
    const wire = await Wire.start(server.port);
    t.after(() => wire.stop());
    const client = await open(t, wire.url, { attempt_ms: 300, deadline_ms: 1000 });
    const { id } = await api.account();
    const since = await api.head();
    wire.doom("answer_lost");
    wire.is_deaf = true; // for those that follow
    const unknown = await client.call("create_batch", [id, a_batch()]).then(assert.fail, (error) => error);
    assert.equal(unknown.kind, "OutcomeUnknown", unknown.message);
    assert.match(unknown.message, /POST \/api\/v1\/accounts\/\d+\/batches.*ask again with the key/);

    wire.is_deaf = false;
    const { data: batch } = await client.call("create_batch", [id, a_batch()], { key: unknown.key, deadline_ms: 30_000 });
    const events = await api.events_since(since, `&account=${id}`);
    assert.deepEqual(events.map((event) => event.batch.id), [batch.id]);
  });

  test("every attempt of a call is the same request", { timeout: 60_000 }, async (t) => {
    const { stub, client } = await open_stub(t, [page(502), cut, problem(503, "overloaded", not_applied), ok(account, 201)]);
    await create(client);
    const [first, ...others] = stub.requests.map(({ method, target, headers, body }) => {
      const names = ["idempotency-key", "x-request-id", "content-type", "betstream-actor"];
      return { method, target, body, headers: names.map((name) => headers[name]) };
    });
    assert.match(first.headers[0], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(others, [first, first, first]);
    await create(client);
    assert.notEqual(stub.requests.at(-1).headers["idempotency-key"], first.headers[0], "another call has another key");
    await create(client, { key: "mine" });
    assert.equal(stub.requests.at(-1).headers["idempotency-key"], "mine");
  });

  test("a call comes back no sooner than Retry-After says", { timeout: 60_000 }, async (t) => {
    const { stub, client } = await open_stub(t, [problem(503, "draining", not_applied, { "Retry-After": "1" }), ok(account, 201)]);
    await create(client);
    const [first, second] = stub.requests;
    assert.ok(second.at - first.at >= 1000, `${second.at - first.at} ms`);
  });

  test("what no other attempt can change is said at once", { timeout: 60_000 }, async (t) => {
    const finals = [
      [problem(400, "malformed_request"), "Problem"],
      [problem(403, "not_allowed"), "Problem"],
      [page(403), "Problem"],
      [page(302, { Location: "http://127.0.0.1:1/" }), "Problem"],
      [problem(404, "not_found"), "Problem"],
      [problem(409, "name_taken"), "Problem"],
      [problem(412, "version_conflict"), "Problem"],
      [problem(422, "id_reused"), "Problem"],
      [problem(507, "storage_full", not_applied), "Problem"],
      [page(507), "OutcomeUnknown"],
    ];
    const { stub, client } = await open_stub(t, finals.map(([answer]) => answer));
    for (const [, kind] of finals) await assert.rejects(create(client), { kind });
    assert.equal(stub.requests.length, finals.length);
  });

  test("what another attempt may change is tried again", { timeout: 60_000 }, async (t) => {
    const passing = [
      problem(408, "request_timeout"),
      page(425),
      page(429),
      problem(500, "internal"),
      page(502),
      problem(503, "collided", not_applied),
      problem(503, "outcome_unknown", { outcome: "unknown" }),
      page(504),
      page(200),
      cut,
    ];
    const { stub, client } = await open_stub(t, passing.flatMap((answer) => [answer, ok(account)]));
    for (const _ of passing) await create(client);
    for (const _ of passing) await client.call("get_account", [1]);
    assert.equal(stub.requests.length, 2 * passing.length + passing.length, "reads came last, and had no trouble");
  });

  test("when time is over, a write that was surely not applied is refused, and any other unknown", { timeout: 60_000 }, async (t) => {
    // An answer that sends us away for longer than the call may take ends it at once.
    const away = { "Retry-After": "3600" };
    const overloaded = problem(503, "overloaded", not_applied, away);
    const cases = [
      [[overloaded], "Problem", "Problem"],
      [[problem(408, "request_timeout", {}, away)], "Problem", "Problem"],
      [[page(429, away)], "Problem", "Problem"],
      [[problem(500, "internal", {}, away)], "OutcomeUnknown", "Problem"],
      [[page(502, away)], "OutcomeUnknown", "Problem"],
      [[problem(503, "outcome_unknown", { outcome: "unknown" }, away)], "OutcomeUnknown", "Problem"],
      // A doubt is not ended by an answer that is about the last attempt only.
      [[cut, overloaded], "OutcomeUnknown", "Problem"],
      [[cut, problem(507, "storage_full", not_applied)], "OutcomeUnknown", "Problem"],
      [[cut, page(403)], "OutcomeUnknown", "Problem"],
      // It is ended by an answer to the key.
      [[cut, problem(409, "name_taken")], "Problem", "Problem"],
      [[cut], "OutcomeUnknown", "Unreachable", 400],
      [[silence], "OutcomeUnknown", "Unreachable", 400],
    ];
    const ends_with = async (kind, answers, deadline_ms, ask) => {
      const { client } = await open_stub(t, answers, { deadline_ms });
      await assert.rejects(ask(client), { kind });
    };
    const all = cases.flatMap(([answers, of_write, of_read, deadline_ms]) => [
      ends_with(of_write, answers, deadline_ms, create),
      ends_with(of_read, answers, deadline_ms, (client) => client.call("list_accounts")),
    ]);
    await Promise.all(all);
  });

  test("no server, however slowly it speaks, holds a call beyond its time", { timeout: 60_000 }, async (t) => {
    const drip = (response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      const timer = setInterval(() => response.write(" "), 50);
      response.on("close", () => clearInterval(timer));
    };
    const drip_head = (response) => {
      response.socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
      const timer = setInterval(() => response.socket.write("x"), 50);
      response.socket.on("close", () => clearInterval(timer));
    };
    for (const answer of [drip, drip_head]) {
      const { client } = await open_stub(t, [answer], { attempt_ms: 300, deadline_ms: 1000 });
      await assert.rejects(client.call("list_accounts"), { kind: "Unreachable" });
    }
  });

  test("what can never be sent is said at once, and not taken for a broken network", { timeout: 60_000 }, async (t) => {
    const { stub, client } = await open_stub(t, [ok(account, 201)]);
    await assert.rejects(create(client, { key: "two\nlines" }), { kind: "Misuse" });
    await assert.rejects(client.events({ since: "yesterday" }), { kind: "Misuse" });
    assert.equal(stub.requests.length, 0);
  });

  test("a server behind a path of a proxy, and its headers", { timeout: 60_000 }, async (t) => {
    const stub = await Stub.start(ok([]));
    t.after(() => stub.stop());
    const client = await open(t, `${stub.url}/desk/`, { headers: { Authorization: "Bearer x" } });
    await client.call("list_accounts");
    assert.deepEqual([stub.requests[0].target, stub.requests[0].headers.authorization], ["/desk/api/v1/accounts", "Bearer x"]);
  });

  if (language.name !== "TypeScript") return;
  test("a signal ends a call; a write that was on its way is then unknown", { timeout: 60_000 }, async (t) => {
    const { raw } = await language.open(server.url);
    await assert.rejects(raw.createAccount(an_account(), { signal: AbortSignal.abort() }), { name: "AbortError" });

    const stub = await Stub.start(silence);
    t.after(() => stub.stop());
    const client = await language.open(stub.url);
    const ending = new AbortController();
    const write = client.raw.createAccount(an_account(), { signal: ending.signal, key: "k-1" });
    const read = client.raw.listAccounts({ signal: ending.signal });
    await until(() => stub.requests.length === 2, "both requests");
    ending.abort();
    await assert.rejects(read, { name: "AbortError" });
    await assert.rejects(write, ({ name, key, cause }) => name === "OutcomeUnknown" && key === "k-1" && cause.name === "AbortError");
  });
}

describe("both clients", { concurrency: true }, () => {
  after(stop_python);
  for (const language of languages) describe(language.name, { concurrency: true }, () => test_calls(language));
});

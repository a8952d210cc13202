// Every route that a bot needs, through both clients, against the real server and its contract.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_batch, a_bet, an_account, batch_path, seq_of } from "../contract/api.mjs";
import { Server } from "../contract/server.mjs";
import { assert_schema, operations, spec } from "../contract/spec.mjs";
import { languages } from "./languages.mjs";
import { python_methods, stop_python } from "./python.mjs";
import { typescript_methods } from "./typescript.mjs";

const actor = "Zoë 🐎";
let server;
let api;
const clients = {};
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  for (const { name, open } of languages) clients[name] = await open(server.url, { actor });
});
after(async () => {
  for (const client of Object.values(clients)) await client.close();
  await stop_python();
  api?.close();
  await server?.stop();
});

const snake_case = (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

// The operations by tag, so that a new one must be decided about here.
test("both clients have a method for every operation that a bot needs, named as in the contract", { timeout: 60_000 }, async () => {
  const tags = ["accounts", "batches", "bets", "events"];
  const tag_of = (id) => Object.values(spec.paths).flatMap(Object.values).find(({ operationId }) => operationId === id).tags[0];
  const left_out = ["closeBatch"]; // the older way to say submitBatch
  const spelled_otherwise = { streamEvents: ["events", "follow"], createBatch: ["create_batch", "check_batch"], markBets: ["mark_bets", "mark_bets_partially"] };
  const wanted = operations
    .map(({ id }) => id)
    .filter((id) => tags.includes(tag_of(id)) && !left_out.includes(id))
    .flatMap((id) => spelled_otherwise[id] ?? [snake_case(id)])
    .sort();
  const own = ["constructor", "read", "write", "close"]; // what is no operation
  const without_own = (names) => names.filter((name) => !own.includes(name)).map(snake_case).sort();
  assert.deepEqual(without_own(await python_methods()), wanted);
  assert.deepEqual(without_own(await typescript_methods()), wanted);
});

for (const { name: language, open } of languages) {
  const call = (...all) => clients[language].call(...all);

  // What a read says is what the server says to anybody.
  async function assert_same(answer, target) {
    const read = await api.ok("GET", target);
    assert.deepEqual(answer.data, read.body);
    assert.equal(answer.etag, read.headers.etag);
    assert.equal(answer.cursor, read.headers["betstream-cursor"]);
  }

  test(`${language}: accounts, from their creation to their end`, { timeout: 60_000 }, async () => {
    const fields = an_account({ currency: "EUR" });
    const { data: account, ...answer } = await call("create_account", [fields]);
    assert_schema("Account", account);
    assert.deepEqual([account.name, account.currency, answer.replayed], [fields.name, "EUR", false]);
    await assert_same(await call("get_account", [account.id]), `/api/v1/accounts/${account.id}`);
    await assert_same(await call("list_accounts"), "/api/v1/accounts");

    const renamed = { ...fields, name: `${fields.name} é` };
    const { data: replaced } = await call("replace_account", [account.id, renamed], { version: 1 });
    assert.deepEqual([replaced.name, replaced.version], [renamed.name, 2]);
    await assert.rejects(call("replace_account", [account.id, fields], { version: 1 }), { kind: "Problem", code: "version_conflict", status: 412 });

    const gone = await call("delete_account", [account.id], { version: 2 });
    assert.equal(gone.data ?? null, null);
    await assert.rejects(call("get_account", [account.id]), { kind: "Problem", code: "not_found", status: 404 });
  });

  test(`${language}: a batch, from its check to its reopening`, { timeout: 60_000 }, async () => {
    const account = await api.account();
    const json = a_batch({ meta: { name: "Evening card", deep: { list: [1, 2.5, null, "é"] } } });
    const { data: checked } = await call("check_batch", [account.id, json]);
    assert_schema("DryRun", checked);
    assert.deepEqual((await call("list_batches", [account.id])).data, [], "a check stores nothing");

    const created = await call("create_batch", [account.id, json]);
    const batch = created.data;
    assert_schema("Batch", batch);
    assert.deepEqual(batch.meta, json.meta);
    await assert_same(await call("get_batch", [batch]), batch_path(batch));

    const { data: patched } = await call("patch_batch_meta", [batch, { deep: null, race_id: 7 }], { version: batch.version });
    assert.deepEqual(patched.meta, { name: "Evening card", race_id: 7 });
    assert.equal((await call("activate_batch", [batch])).data.status, "active");
    const [first, second] = batch.bets;
    const change = { status: "successful", cost: "2.4", reference: "B-1", note: "ok" };
    const { data: marked } = await call("mark_bet", [batch, first.pid, change], { version: first.version });
    assert_schema("Bet", marked);
    assert.deepEqual([marked.status, marked.cost, marked.reference, marked.note], ["successful", 2.4, "B-1", "ok"]);
    const { data: both } = await call("mark_bets", [batch, batch.bets.map(({ pid }) => ({ pid, status: "failed" }))]);
    assert.deepEqual(both.map(({ status }) => status), ["failed", "failed"]);
    const { data: results } = await call("mark_bets_partially", [batch, [{ pid: second.pid, status: "pending" }, { pid: 999_999, status: "failed" }]]);
    assert.deepEqual(results.map(({ status }) => status), [200, 404]);
    assert.equal(results[1].error.code, "not_found");

    await assert.rejects(call("submit_batch", [batch, { pending: "refuse" }]), { kind: "Problem", code: "invalid_transition", status: 409 });
    await assert.rejects(call("submit_batch", [batch, { pending: "keep", expect: { pending: 2 } }]), { kind: "Problem", code: "totals_moved" });
    const { data: submitted } = await call("submit_batch", [batch, { pending: "fail", expect: { pending: 1, failed: 1 } }]);
    assert.equal(submitted.status, "completed");
    const { data: reopened } = await call("reopen_batch", [batch, "two bets of the wrong race"], { version: submitted.version });
    assert.equal(reopened.status, "active");
  });

  test(`${language}: lists, searches, figures and the log`, { timeout: 60_000 }, async () => {
    const account = await api.account();
    for (let i = 0; i < 5; ++i) await api.batch(account, { meta: { name: `card ${i}` } });
    const path = `/api/v1/accounts/${account.id}/batches`;
    await assert_same(await call("list_batches", [account.id], { bets: false, status: ["created", "active"] }), `${path}?bets=false&status=created,active`);

    const names = [];
    for (let cursor; ; ) {
      const page = await call("list_batches", [account.id], { limit: 2, ...(cursor && { cursor }) });
      names.push(...page.data.map(({ meta }) => meta.name));
      cursor = page.next ?? undefined;
      if (!cursor) break;
    }
    assert.deepEqual(names, ["card 4", "card 3", "card 2", "card 1", "card 0"]);
    await assert_same(await call("search_batches", [], { account: account.id, q: "card 3" }), `/api/v1/batches?account=${account.id}&q=card%203`);

    const range = { from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z", step: "hour" };
    await assert_same(await call("get_statistics", [], range), `/api/v1/statistics?from=${range.from}&to=${range.to}&step=hour`);
    const { data: page } = await call("list_events", [], { account: account.id, types: ["batch_created"], limit: 3 });
    assert.deepEqual(page.events.map(({ batch }) => batch.meta.name), ["card 0", "card 1", "card 2"]);
    assert.deepEqual([page.next === page.head, page.more], [false, true]);

    const waited = call("list_events", [], { since: page.head, account: account.id, wait: 25 });
    await api.batch(account, { meta: { name: "late" } });
    assert.deepEqual((await waited).data.events.map(({ batch }) => batch.meta.name), ["late"], "a long poll ends with the event");
  });

  test(`${language}: an empty filter is refused and never means "all"`, { timeout: 60_000 }, async () => {
    const account = await api.account();
    await assert.rejects(call("list_batches", [account.id], { status: [] }), { kind: "Problem", code: "malformed_request" });
    await assert.rejects(call("list_events", [], { types: [] }), { kind: "Problem", code: "malformed_request" });
    const stream = await clients[language].events({ accounts: [] });
    await assert.rejects(stream.next(), { kind: "Problem", code: "malformed_request" });
  });

  test(`${language}: a write can be found again, by its answer, in the log`, { timeout: 60_000 }, async () => {
    const account = await api.account();
    const { request_id, cursor, data } = await call("create_batch", [account.id, a_batch()]);
    const [event] = await api.events_since(seq_of(cursor) - 1);
    assert.deepEqual([event.type, event.batch.id, event.request_id, event.actor], ["batch_created", data.id, request_id, actor]);
  });

  test(`${language}: a write belongs to the trace of the caller, and so does a refusal`, { timeout: 60_000 }, async (t) => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const traced = await open(server.url, { traceparent });
    t.after(() => traced.close());
    const account = await api.account();
    const { cursor } = await traced.call("create_batch", [account.id, a_batch()]);
    const [event] = await api.events_since(seq_of(cursor) - 1);
    assert.equal(event.traceparent, traceparent);
    await assert.rejects(traced.call("get_account", [999_999_999]), { code: "not_found", trace_id: "4bf92f3577b34da6a3ce929d0e0e4736" });
    await assert.rejects(call("get_account", [999_999_999]), (error) => (error.trace_id ?? undefined) === undefined);
  });

  test(`${language}: a refusal names every wrong value by its pointer`, { timeout: 60_000 }, async () => {
    const account = await api.account();
    const bets = [a_bet(), a_bet({ id: 2, stake: 0.12345 }), a_bet({ id: 3, selection: "" })];
    await assert.rejects(call("create_batch", [account.id, a_batch({ bets })]), (error) => {
      assert.deepEqual([error.kind, error.status, error.code], ["Problem", 422, "invalid_field"]);
      assert.deepEqual(error.errors.map(({ pointer }) => pointer), ["/bets/1/stake", "/bets/2/selection"]);
      assert.ok(error.detail && error.request_id);
      assert.match(error.message, /422 invalid_field.*\/bets\/1\/stake: .*\/bets\/2\/selection: /);
      return true;
    });
  });

  test(`${language}: a body that is too large is refused as such`, { timeout: 60_000 }, async () => {
    const account = await api.account();
    const meta = { text: "x".repeat(9 * 1024 * 1024) };
    await assert.rejects(call("create_batch", [account.id, a_batch({ meta })]), { kind: "Problem", code: "body_too_large", status: 413 });
  });
}

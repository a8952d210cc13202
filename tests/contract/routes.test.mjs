// Every route, every answer that it documents; each is validated by the client on the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_batch, a_bet, an_account, batch_path, bet_path, send_raw } from "./api.mjs";
import { is_postgres } from "./database.mjs";
import { Server } from "./server.mjs";
import { assert_answer, operations, spec } from "./spec.mjs";

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

const closed = async (account) => {
  const batch = await api.batch(account);
  await api.ok("DELETE", batch_path(batch));
  return batch;
};

test("health and liveness answer OK as plain text; readiness says where the data is", async () => {
  for (const path of ["/health", "/livez"]) assert.equal((await api.ok("GET", path)).text, "OK");
  assert.equal((await api.ok("GET", "/readyz")).body.ready, true);
});

test("the root greets programs in text", async () => {
  const answer = await api.ok("GET", "/");
  assert.equal(answer.media_type, "text/plain");
  assert.match(answer.text, /\S/);
});

test("the specification that is served is the one in the repository", async () => {
  const answer = await api.ok("GET", "/api-docs/openapi.json");
  assert.deepEqual(answer.body, JSON.parse(JSON.stringify(spec)));
  assert.equal((await api.get("/api-docs/openapi.json", { "If-None-Match": answer.headers.etag })).status, 304);
});

test("the interactive documentation needs nothing from elsewhere", async () => {
  let page = await api.get("/swagger-ui");
  let at = "/swagger-ui";
  if (page.status === 308) {
    at = page.headers.location;
    page = await send_raw(server.url, "GET", at);
  }
  assert.equal(page.status, 200);
  const policy = page.headers["content-security-policy"];
  assert.match(policy, /default-src 'none'|default-src 'self'/);
  const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part);
  assert.ok(parts.length >= 2, page.text);
  for (const part of parts) {
    const url = new URL(part, new URL(at, server.url));
    assert.equal(url.origin, server.url, `${part} is served from here`);
    const answer = await send_raw(server.url, "GET", url.pathname);
    assert.equal(answer.status, 200, part);
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
  }
});

test("the documentation: its overview, a page, a file; what is no page is a 404", async () => {
  for (const path of ["/docs", "/docs/monitoring", "/docs/site.js", "/docs/search.json"]) await api.ok("GET", path);
  assert.equal((await api.get("/docs/no-such-page")).status, 404);
  assert.equal((await api.get("/docs/no-such-page", { Accept: "text/html" })).media_type, "text/html");
});

test("metrics are in the format of Prometheus", async () => {
  const { text, headers } = await api.ok("GET", "/metrics");
  assert.match(headers["content-type"], /^text\/plain; version=0\.0\.4/);
  for (const line of text.trimEnd().split("\n")) {
    assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? ([-+0-9.e]+|NaN|\+Inf))$/);
  }
  assert.match(text, /^betstream_build_info\{.*version="/m);
});

test("every error code has a page that its problem leads to", async () => {
  for (const code of spec.components.schemas.ErrorCode.enum) {
    const page = await api.ok("GET", `/problems/${code}`);
    assert.match(page.text, new RegExp(code));
  }
  assert.equal((await api.get("/problems/no_such_code")).status, 404);
});

test("accounts: create, list, read, replace, delete", async () => {
  const first = await api.account({ currency: "EUR" });
  assert.equal(first.currency, "EUR");
  const second = await api.account();
  assert.equal(second.currency, "USD");
  const list = (await api.ok("GET", "/api/v1/accounts")).body;
  assert.deepEqual(list.slice(0, 2).map(({ id }) => id), [second.id, first.id], "newest first");

  const path = `/api/v1/accounts/${first.id}`;
  const replaced = (await api.ok("PUT", path, { json: { name: `${first.name} again`, hostname: "other.example" } })).body;
  assert.deepEqual({ ...replaced, updated_at: 0 }, { ...first, name: `${first.name} again`, hostname: "other.example", version: 2, updated_at: 0 });
  assert.deepEqual((await api.ok("GET", path)).body, replaced);

  assert.equal((await api.ok("DELETE", path)).status, 204);
  for (const [method, json] of [["GET"], ["DELETE"], ["PUT", an_account()]]) assert.equal((await api.send(method, path, { json })).status, 404, method);
  await api.account({ name: replaced.name });
});

test("Location leads to what was created", async () => {
  const made = await api.ok("POST", "/api/v1/accounts", { json: an_account() });
  assert.deepEqual((await api.ok("GET", made.headers.location)).body, made.body);
  const batch = await api.ok("POST", `${made.headers.location}/batches`, { json: a_batch() });
  assert.deepEqual((await api.ok("GET", batch.headers.location)).body, batch.body);
});

test("a name can be taken once", async () => {
  const account = await api.account();
  const other = await api.account();
  assert.equal((await api.send("POST", "/api/v1/accounts", { json: an_account({ name: account.name }) })).body.code, "name_taken");
  assert.equal((await api.send("PUT", `/api/v1/accounts/${other.id}`, { json: an_account({ name: account.name }) })).body.code, "name_taken");
});

test("batches: create, list, filter, page, read", async () => {
  const account = await api.account();
  const list = `/api/v1/accounts/${account.id}/batches`;
  assert.deepEqual((await api.ok("GET", list)).body, []);
  const made = [];
  for (let i = 0; i < 5; ++i) made.unshift(await api.batch(account));
  await api.ok("DELETE", batch_path(made[4]));

  assert.deepEqual((await api.ok("GET", list)).body.map(({ id }) => id), made.map(({ id }) => id), "newest first");
  assert.equal((await api.ok("GET", `${list}?status=completed`)).body.length, 1);
  assert.equal((await api.ok("GET", `${list}?status=created,completed`)).body.length, 5);
  const heads = (await api.ok("GET", `${list}?bets=false`)).body;
  assert.ok(heads.every((head) => !("bets" in head) && head.summary.bets === 2));

  const pages = [];
  for (let at = `${list}?limit=2`; at; ) {
    const page = await api.ok("GET", at);
    pages.push(page.body.map(({ id }) => id));
    const link = page.headers.link;
    at = link && /^<([^>]+)>; rel="next"$/.exec(link)[1];
  }
  assert.deepEqual(pages, [made.slice(0, 2), made.slice(2, 4), made.slice(4)].map((page) => page.map(({ id }) => id)));
  assert.equal((await api.get(`/api/v1/accounts/999999/batches`)).status, 404);
  assert.equal((await api.get(`${list}?status=done`)).status, 400);
  assert.equal((await api.get(`${list}/999999`)).status, 404);
});

test("what the desk as a whole shows: batches of all accounts, and figures", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  const { bets, ...head } = batch;
  assert.deepEqual((await api.ok("GET", "/api/v1/batches?limit=1")).body, [head]);
  const [from, to] = [-60_000, 60_000].map((later) => new Date(Date.now() + later).toISOString());
  const { accounts } = (await api.ok("GET", `/api/v1/statistics?from=${from}&to=${to}&account=${account.id}`)).body;
  assert.deepEqual(accounts.map(({ created, exposure }) => [created, exposure]), [[batch.summary.pending, batch.summary.pending]]);
  assert.equal(bets.length, 2);
});

test("bets are ordered by id, then pid; totals are computed by the server", async () => {
  const account = await api.account();
  const bets = [a_bet({ id: 3, stake: 0.1 }), a_bet({ id: -1, stake: 0.2, cost: -0.05 }), a_bet({ id: 2, stake: "0.0001" })];
  const batch = await api.batch(account, { bets });
  assert.deepEqual(batch.bets.map(({ id }) => id), [-1, 2, 3]);
  assert.deepEqual(batch.summary.pending, { count: 3, stake: 0.3001, cost: 4.95 });
  assert.deepEqual((await api.ok("GET", batch_path(batch))).body, batch);
});

test("a dry run checks and stores nothing", async () => {
  const account = await api.account();
  const before = await api.everything();
  const path = `/api/v1/accounts/${account.id}/batches?dry_run=true`;
  const answer = await api.ok("POST", path, { json: a_batch() });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body.summary.pending, { count: 2, stake: 25.25, cost: 5 });
  assert.equal((await api.send("POST", path, { json: a_batch({ bets: [a_bet({ stake: -1 })] }) })).status, 422);
  assert.equal(await api.everything(), before);
});

test("meta: a merge patch while the batch is open", async () => {
  const account = await api.account();
  const batch = await api.batch(account, { meta: { a: 1, b: { c: 2, d: 3 }, e: [1] } });
  const json = { meta: { a: null, b: { c: 4 }, f: { g: null, h: "x" } } };
  const head = (await api.ok("PATCH", batch_path(batch), { json })).body;
  assert.deepEqual(head.meta, { b: { c: 4, d: 3 }, e: [1], f: { h: "x" } });
  assert.equal(head.version, 2);
  const merge = { "Content-Type": "application/merge-patch+json" };
  assert.equal((await api.ok("PATCH", batch_path(batch), { headers: merge, body: '{"meta":{"b":null}}' })).body.meta.b, undefined);
  await api.ok("DELETE", batch_path(batch));
  assert.equal((await api.send("PATCH", batch_path(batch), { json })).body.code, "invalid_transition");
  assert.equal((await api.send("PATCH", `/api/v1/accounts/${account.id}/batches/999999`, { json })).status, 404);
});

test("lifecycle: created, active, completed, active again", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  const path = batch_path(batch);
  assert.equal((await api.ok("POST", `${path}/activate`)).body.status, "active");
  assert.equal((await api.ok("POST", `${path}/activate`)).body.version, 2, "again: nothing changes");
  const submitted = (await api.ok("POST", `${path}/submit`, { json: {}, headers: { "BetStream-Actor": "ana" } })).body;
  assert.deepEqual([submitted.status, submitted.completed, submitted.submitted_by, submitted.version], ["completed", true, "ana", 4]);
  assert.ok(submitted.submitted_at && submitted.completed_at);
  assert.equal((await api.send("POST", `${path}/submit`, { json: {} })).body.code, "invalid_transition");
  assert.equal((await api.send("POST", `${path}/activate`)).body.code, "invalid_transition");
  assert.equal((await api.send("DELETE", path)).status, 404, "closed already");
  const reopened = (await api.ok("POST", `${path}/reopen`, { json: { reason: "wrong race" } })).body;
  assert.deepEqual([reopened.status, reopened.completed, reopened.submitted_at, reopened.submitted_by], ["active", false, undefined, undefined]);
  assert.equal((await api.send("POST", `${path}/reopen`, { json: { reason: "again" } })).body.code, "invalid_transition");
  for (const action of ["submit", "activate", "reopen"]) {
    const json = action === "reopen" ? { reason: "x" } : {};
    assert.equal((await api.send("POST", `/api/v1/accounts/${account.id}/batches/999999/${action}`, { json })).status, 404);
  }
});

test("submit: what becomes of pending bets, and the counts that the caller saw", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  const path = `${batch_path(batch)}/submit`;
  await api.ok("PATCH", bet_path(batch, batch.bets[0]), { json: { status: "successful" } });
  assert.equal((await api.send("POST", path, { json: { pending: "refuse" } })).body.code, "invalid_transition");
  assert.equal((await api.send("POST", path, { json: { expect: { pending: 2 } } })).body.code, "totals_moved");
  assert.equal((await api.send("POST", path, { json: { pending: "perhaps" } })).status, 422);
  const head = (await api.ok("POST", path, { json: { pending: "fail", expect: { pending: 1, successful: 1, failed: 0 } } })).body;
  assert.deepEqual([head.summary.pending.count, head.summary.successful.count, head.summary.failed.count], [0, 1, 1]);
});

test("one bet: mark, annotate, clear, mark again", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  const [bet] = batch.bets;
  const change = { status: "successful", cost: "2.4", reference: "B-4471", note: "at the rail" };
  const marked = (await api.mark(batch, bet, change, { "BetStream-Actor": "ana" })).body;
  assert.deepEqual({ ...marked, updated_at: 0 }, { ...bet, ...change, cost: 2.4, version: 2, updated_by: "ana", updated_at: 0 });
  const cleared = (await api.mark(batch, bet, { note: null, reference: null, status: "pending" })).body;
  assert.ok(!("note" in cleared) && !("reference" in cleared) && !("updated_by" in cleared));
  assert.equal(cleared.status, "pending");
  assert.equal((await api.mark(batch, { pid: 999999 }, change)).status, 404);
  assert.equal((await api.mark(batch, bet, {})).status, 422, "at least one of them is needed");
  await api.ok("DELETE", batch_path(batch));
  assert.equal((await api.mark(batch, bet, { status: "failed" })).body.code, "invalid_transition");
});

test("several bets: atomic, by version, and item by item", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  const [one, two] = batch.bets;
  const path = `${batch_path(batch)}/bets`;
  assert.deepEqual((await api.ok("PATCH", path, { json: [] })).body, []);
  const both = (await api.ok("PATCH", path, { json: [{ pid: two.pid, status: "failed", version: 1 }, { pid: one.pid }] })).body;
  assert.deepEqual(both.map(({ pid, status }) => [pid, status]), [[two.pid, "failed"], [one.pid, "successful"]], "in the order of the request");

  const stale = await api.send("PATCH", path, { json: [{ pid: one.pid, status: "failed" }, { pid: two.pid, status: "pending", version: 1 }] });
  assert.equal(stale.body.code, "version_conflict");
  assert.equal(stale.body.errors[0].pointer, "/1/version");
  assert.equal((await api.ok("GET", batch_path(batch))).body.bets[0].status, "successful", "nothing was applied");

  const items = [{ pid: one.pid, status: "failed", version: 2 }, { pid: two.pid, status: "pending", version: 1 }, { pid: 999999, status: "failed" }];
  const partial = await api.ok("PATCH", `${path}?mode=partial`, { json: items });
  assert.equal(partial.status, 207);
  assert.deepEqual(partial.body.map(({ pid, status, error }) => [pid, status, error?.code]), [[one.pid, 200, undefined], [two.pid, 412, "version_conflict"], [999999, 404, "not_found"]]);
  assert.equal(partial.body[0].bet.version, 3);

  assert.equal((await api.send("PATCH", path, { json: [{ pid: 999999 }] })).status, 404);
  await api.ok("DELETE", batch_path(batch));
  assert.equal((await api.send("PATCH", path, { json: [{ pid: one.pid, status: "pending" }] })).body.code, "invalid_transition");
});

test("a path that does not own the batch or the bet is a 404 without effect", async () => {
  const mine = await api.account();
  const other = await api.account();
  const batch = await api.batch(mine);
  const sibling = await api.batch(mine);
  const before = await api.everything();
  const foreign = { ...batch, account_id: other.id };
  const attempts = [
    ["GET", batch_path(foreign)],
    ["PATCH", batch_path(foreign), { meta: { x: 1 } }],
    ["DELETE", batch_path(foreign)],
    ["POST", `${batch_path(foreign)}/submit`, {}],
    ["POST", `${batch_path(foreign)}/activate`],
    ["POST", `${batch_path(foreign)}/reopen`, { reason: "x" }],
    ["PATCH", `${batch_path(foreign)}/bets`, [{ pid: batch.bets[0].pid }]],
    ["PATCH", bet_path(foreign, batch.bets[0]), { status: "failed" }],
    ["PATCH", bet_path(sibling, batch.bets[0]), { status: "failed" }],
    ["PATCH", `${batch_path(sibling)}/bets`, [{ pid: batch.bets[0].pid }]],
  ];
  for (const [method, path, json] of attempts) assert.equal((await api.send(method, path, { json })).status, 404, `${method} ${path}`);
  assert.equal(await api.everything(), before);
});

test("everything under a deleted account is gone, and its history stays", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  await api.ok("DELETE", `/api/v1/accounts/${account.id}`);
  for (const path of [`/api/v1/accounts/${account.id}/batches`, batch_path(batch)]) assert.equal((await api.get(path)).status, 404, path);
  assert.equal((await api.send("POST", `/api/v1/accounts/${account.id}/batches`, { json: a_batch() })).status, 404);
  assert.equal((await api.mark(batch, batch.bets[0], { status: "failed" })).status, 404);
  const history = await api.events_since(0, `&account=${account.id}`);
  assert.deepEqual(history.map(({ type }) => type), ["account_created", "batch_created", "account_deleted"]);
  assert.deepEqual(history.map(({ account_seq }) => account_seq), [1, 2, 3]);
});

test("a path has the methods that it has, and says so", async () => {
  const expected = { "/api/v1/accounts": ["GET", "POST"], "/api/v1/accounts/1": ["DELETE", "GET", "PUT"], "/health": ["GET"], "/sse": ["GET"], "/api/v1/events": ["GET"] };
  for (const [path, methods] of Object.entries(expected)) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => !methods.includes(method))) {
      const answer = await api.send(method, path);
      assert.equal(answer.status, 405, `${method} ${path}`);
      const allowed = answer.headers.allow.split(/, */).filter((name) => !["HEAD", "OPTIONS"].includes(name));
      assert.deepEqual(allowed.sort(), methods);
    }
  }
  assert.equal((await api.get("/api/v1/nothing")).status, 404);
});

test("HEAD answers like GET, without the body", async () => {
  const account = await api.account();
  const path = `/api/v1/accounts/${account.id}`;
  const whole = await api.ok("GET", path);
  const head = await api.send("HEAD", path);
  assert.equal(head.status, 200);
  assert.equal(head.text, "");
  for (const name of ["etag", "content-type", "content-length"]) assert.equal(head.headers[name], whole.headers[name], name);
});

test("X-Request-Id comes back, in the answer and in the event; without one it is made", async () => {
  const seq = await api.head();
  const made = await api.ok("POST", "/api/v1/accounts", { json: an_account(), headers: { "X-Request-Id": "req-77", traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" } });
  assert.equal(made.headers["x-request-id"], "req-77");
  const [event] = await api.events_since(seq);
  assert.equal(event.request_id, "req-77");
  assert.match(event.traceparent, /^00-4bf92f3577b34da6a3ce929d0e0e4736-/);
  const [one, two] = [await api.get("/api/v1/accounts"), await api.get("/api/v1/accounts")];
  assert.notEqual(one.headers["x-request-id"], two.headers["x-request-id"]);
});

test("limits of HTTP: long lines, many headers, large bodies", async () => {
  const cases = [
    ["GET", `/api/v1/accounts?x=${"a".repeat(9000)}`, {}, "uri_too_long"],
    ["GET", "/api/v1/accounts", { headers: { "X-Padding": "a".repeat(17 * 1024) } }, "headers_too_large"],
    ["POST", "/api/v1/accounts", { headers: { "Content-Type": "application/json" }, body: `"${"a".repeat(8 * 1024 * 1024)}"` }, "body_too_large"],
  ];
  for (const [method, target, options, code] of cases) {
    const answer = await send_raw(server.url, method, target, options);
    assert.equal(answer.body.code, code);
    assert_answer(method, target, answer);
  }
});

test("what the console needs: its files, presence, preferences", async () => {
  const page = await api.ok("GET", "/", { headers: { Accept: "text/html" } });
  await api.ok("GET", /src="(\/assets\/[^"]+)"/.exec(page.text)[1]);
  assert.equal((await api.get("/assets/none.js")).status, 404);
  await api.ok("POST", "/api/v1/presence", { json: { session: "s", name: "Ana", state: "idle" } });
  assert.equal((await api.ok("GET", "/api/v1/presence")).body.sessions.length, 1);
  await api.ok("PUT", "/api/v1/preferences/ana", { json: { theme: "dark" } });
  assert.deepEqual((await api.ok("GET", "/api/v1/preferences/ana")).body, { theme: "dark" });
});

test("backups: begin, wait, fetch in pieces, give up", { skip: is_postgres && "PostgreSQL has tools of its own for backups" }, async () => {
  const begun = await api.ok("POST", "/api/v1/backups");
  assert.equal(begun.status, 201);
  const path = begun.headers.location;
  assert.equal(path, `/api/v1/backups/${begun.body.id}`);
  const early = await api.get(`${path}/data`);
  assert.ok(early.status === 200 || early.body.code === "invalid_transition", "it may be ready already");
  assert.equal((await api.send("POST", "/api/v1/backups")).body.code, "invalid_transition", "one at a time");
  let backup;
  const end = Date.now() + 20_000;
  do {
    assert.ok(Date.now() < end, "it becomes ready");
    backup = (await api.ok("GET", path)).body;
  } while (backup.status === "copying");
  assert.equal(backup.status, "ready");
  assert.equal(backup.bytes_done, backup.bytes_total);

  const pieces = [];
  for (let offset = 0; offset < backup.bytes_total; offset += pieces.at(-1).length) pieces.push((await api.ok("GET", `${path}/data?offset=${offset}`)).bytes);
  const file = Buffer.concat(pieces);
  assert.equal(file.length, backup.bytes_total);
  assert.equal(file.subarray(0, 15).toString(), "SQLite format 3");
  assert.equal((await api.ok("GET", `${path}/data?offset=${backup.bytes_total}`)).bytes.length, 0, "nothing comes after the end");
  assert.equal((await api.get(`${path}/data?offset=-1`)).status, 400);

  assert.equal((await api.ok("DELETE", path)).status, 204);
  for (const [method, target] of [["GET", path], ["DELETE", path], ["GET", `${path}/data`]]) assert.equal((await api.send(method, target)).status, 404, `${method} ${target}`);
});

test("backups: on PostgreSQL they are not supported", { skip: !is_postgres && "the data is in SQLite" }, async () => {
  const answer = await api.send("POST", "/api/v1/backups");
  assert.deepEqual([answer.status, answer.body.code], [501, "not_supported"]);
});

// Answers that other tests provoke (limits, shutdown, storage) or that need a fault.
const provoked_elsewhere = (answer) => / (413|415|503|507|default|304|400|422|410|412)$/.test(answer) || /^streamEvents /.test(answer) || is_of_the_other_store(answer);
// What only one of the stores answers; and a copy of so little is ready before anybody can ask too early.
const is_of_the_other_store = (answer) => (is_postgres ? /^(get|delete)Backup|^postBackup (201|409)$/ : /^postBackup 501$|^getBackupData 409$/).test(answer);

test("every documented answer was seen", () => {
  const documented = operations.flatMap(({ id, responses }) => Object.keys(responses).map((status) => `${id} ${status}`));
  const missing = documented.filter((answer) => !api.seen.has(answer) && !provoked_elsewhere(answer));
  const redirect = missing.filter((answer) => answer !== "getDocs 308" && answer !== "getDocs 200");
  assert.deepEqual(redirect, []);
});

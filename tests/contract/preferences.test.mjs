// How somebody likes the console: one JSON object for each owner, versioned and durable, and no event.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, assert_refused, cursor_of } from "./api.mjs";
import { Server } from "./server.mjs";

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

let owners = 0;
const new_owner = () => `/api/v1/preferences/owner%20${++owners}`;
const put = (path, body, headers = {}) => api.send("PUT", path, { body, headers: { "Content-Type": "application/json", ...headers } });

test("who stored none has {} at version 0; what is stored comes back exactly", async () => {
  const path = new_owner();
  const none = await api.ok("GET", path);
  assert.deepEqual([none.text, none.headers.etag], ["{}", '"0"']);
  const text = '{"b":1.50,"a":{"z":[1e3,"\\u00e9\\n"]},"":null}';
  const stored = await put(path, text);
  assert.deepEqual([stored.status, stored.headers.etag], [200, '"1"']);
  const read = await api.ok("GET", path);
  assert.deepEqual([read.text, read.headers.etag], [stored.text, '"1"']);
  assert.equal(read.text, '{"b":1.50,"a":{"z":[1e3,"é\\n"]},"":null}', "key order and number text included");
  assert.equal((await api.get(path, { "If-None-Match": '"1"' })).status, 304);
  assert.equal((await api.get(path, { "If-None-Match": '"0"' })).status, 200);
});

test("no event tells of preferences, and the answer names the head", async () => {
  const head = await api.head();
  const stored = await put(new_owner(), '{"a":1}');
  assert.equal(await api.head(), head);
  const cursor = cursor_of(stored);
  if (cursor) assert.equal(Number(cursor.split("-")[1]), head);
});

test("owners do not see each other, however their names are written", async () => {
  await put("/api/v1/preferences/%41na", '{"who":"Ana"}');
  await put("/api/v1/preferences/desk", '{"who":"desk"}');
  await put("/api/v1/preferences/a%2Fb", '{"who":"a/b"}');
  await put(`/api/v1/preferences/${encodeURIComponent("王 María")}`, '{"who":"王"}');
  const of = async (owner) => (await api.ok("GET", `/api/v1/preferences/${owner}`)).body.who;
  assert.deepEqual([await of("Ana"), await of("ana"), await of("desk"), await of("a%2fb"), await of("%E7%8E%8B%20Mar%C3%ADa")], ["Ana", undefined, "desk", "a/b", "王"]);
  for (const owner of ["%20", "a%0Ab", "%FF", "x".repeat(65), "%zz", "%00"]) {
    assert.equal((await api.get(`/api/v1/preferences/${owner}`)).status, 400, owner);
    assert.equal((await put(`/api/v1/preferences/${owner}`, "{}")).status, 400, owner);
  }
  assert.equal((await api.get("/api/v1/preferences/")).status, 404);
  assert.equal((await put(`/api/v1/preferences/${"é".repeat(64).replaceAll("é", "%C3%A9")}`, "{}")).status, 200, "characters count, not bytes");
});

test("a version that is not the current one is a 412 that shows version and value", async () => {
  const path = new_owner();
  assert.equal((await put(path, '{"a":1}', { "If-Match": '"0"' })).headers.etag, '"1"');
  const late = await assert_refused(api, "version_conflict", () => put(path, '{"a":2}', { "If-Match": '"0"' }));
  assert.deepEqual(late.body.current, { version: 1, value: { a: 1 } });
  assert.equal((await put(path, '{"a":2}', { "If-Match": '"1"' })).headers.etag, '"2"');
  assert.equal((await put(path, '{"a":3}', { "If-Match": '"1"' })).status, 412);
  assert.equal((await put(path, '{"a":3}', { "If-Match": "*" })).headers.etag, '"3"');
  assert.equal((await put(path, '{ "a": 3 }')).headers.etag, '"3"', "the same again changes nothing");
});

test("of operators who store at the same version one wins and the others learn of it", async () => {
  const path = new_owner();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => put(path, `{"i":${i}}`, { "If-Match": '"0"' })));
  const won = answers.filter(({ status }) => status === 200);
  assert.equal(won.length, 1);
  for (const { body } of answers.filter(({ status }) => status === 412)) assert.deepEqual(body.current, { version: 1, value: won[0].body });
  assert.deepEqual((await api.ok("GET", path)).body, won[0].body);
});

test("the same key gets the same answer, and stores once", async () => {
  const path = new_owner();
  const headers = { "Idempotency-Key": "preferences-1" };
  const first = await put(path, '{"a":1}', headers);
  await put(path, '{"a":2}');
  const again = await put(path, '{"a":1}', headers);
  assert.deepEqual([again.status, again.text, again.headers.etag, again.headers["idempotency-replayed"]], [200, first.text, '"1"', "true"]);
  assert.deepEqual((await api.ok("GET", path)).body, { a: 2 });
  assert.equal((await put(path, '{"a":3}', headers)).body.code, "id_reused");
});

test("one JSON object of at most 64 KiB", async () => {
  const path = new_owner();
  const text = (size) => `{"a":"${"x".repeat(size - 8)}"}`;
  assert.equal((await put(path, text(64 * 1024))).status, 200);
  const refused = await put(path, text(64 * 1024 + 1));
  assert.deepEqual([refused.status, refused.body.errors[0].code], [422, "too_large"]);
  for (const body of ["[]", "null", '"a"', "7"]) assert.equal((await put(path, body)).status, 422, body);
  for (const body of ["", "{", '{"a":1,"a":2}']) assert.equal((await put(path, body)).status, 400, body);
  assert.equal((await api.ok("GET", path)).headers.etag, '"1"');
});

test("what was answered survives a kill", async () => {
  const path = new_owner();
  await put(path, '{"kept":true}');
  await server.kill();
  await server.start_again();
  api.close(); // its connections are of the old process
  api = new Api(server.url);
  const read = await api.ok("GET", path);
  assert.deepEqual([read.body, read.headers.etag], [{ kept: true }, '"1"']);
});

test("so many owners and no more; those who have some go on", async () => {
  let status = 200;
  let count = 0;
  for (; status === 200 && count <= 1001; ++count) ({ status } = await put(`/api/v1/preferences/flood-${count}`, "{}"));
  assert.equal(status, 422);
  const refused = await put("/api/v1/preferences/flood-more", "{}");
  assert.equal(refused.body.errors[0].code, "too_many");
  assert.equal((await put("/api/v1/preferences/flood-0", '{"a":1}')).status, 200);
});

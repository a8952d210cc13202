// W3C trace context: a request with a valid `traceparent` is part of the caller's trace, in its answer, in its problem
// and in its events. Any other is a request without a trace, and nothing of its header is kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { exchange } from "../hostile/raw.mjs";
import { Api, a_batch, an_account, batch_path, cursor_of, send_raw } from "./api.mjs";
import { Server } from "./server.mjs";
import { Stream, frames_of } from "./stream.mjs";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const span = "00f067aa0ba902b7";
const traceparent = `00-${trace}-${span}-01`;
const other = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

let server;
let api;
before(async () => {
  server = await Server.start({ args: ["--cors-origin", "https://desk.example"] });
  api = new Api(server.url);
});
after(async () => {
  api?.close();
  await server?.stop();
});

// Makes an account with this header, and says what the answer and the event know of a trace.
async function trace_of(header, more = {}) {
  const seq = await api.head();
  const made = await api.ok("POST", "/api/v1/accounts", { json: an_account(), headers: { traceparent: header, ...more } });
  const [event] = await api.events_since(seq);
  assert.equal(event.account.id, made.body.id);
  assert.ok(!("tracestate" in event) && !("tracestate" in made.headers));
  return { answered: made.headers.traceresponse, stored: event.traceparent };
}

function assert_answered(traceresponse, flags = "01") {
  assert.match(traceresponse ?? "none", new RegExp(`^00-${trace}-[0-9a-f]{16}-${flags}$`));
  assert.ok(!traceresponse.includes(span), "the span of the server is not the caller's");
}

test("a valid trace context is in the answer, with a span of the server, and in the event as it came", async () => {
  const [one, two] = [await trace_of(traceparent), await trace_of(traceparent)];
  for (const { answered, stored } of [one, two]) {
    assert_answered(answered);
    assert.equal(stored, traceparent);
  }
  assert.notEqual(one.answered, two.answered, "each request is work of its own");
  assert.equal((await trace_of(other)).stored, other, "not sampled, and passed on nevertheless");
});

test("flags that mean nothing are dropped, and later versions are read as far as they are the same", async () => {
  for (const [header, kept] of [
    [`00-${trace}-${span}-ff`, `00-${trace}-${span}-03`],
    [`cc-${trace}-${span}-01`, traceparent],
    [`01-${trace}-${span}-01-what-the-future-will-be-like`, traceparent],
  ]) {
    const { answered, stored } = await trace_of(header);
    assert.equal(stored, kept, header);
    assert_answered(answered, kept.slice(-2));
  }
});

test("what is no trace context is overlooked and never stored", async () => {
  const zeros = "0".repeat(32);
  const bad = [
    "", "x", traceparent.toUpperCase(), `00-${trace.toUpperCase()}-${span}-01`, `00-${trace}-${span.toUpperCase()}-01`, `00-${trace}-${span}-0A`,
    `ff-${trace}-${span}-01`, `0-${trace}-${span}-01`, `00-${zeros}-${span}-01`, `00-${trace}-${zeros.slice(16)}-01`, `00-${trace}-${span}-01-more`,
    `00-${trace}-${span}-01-`, `cc-${trace}-${span}-01.more`, `00-${trace}-${span}`, `00-${trace.slice(1)}-${span}-01`, `00-${trace}-${span}-0g`,
    `00_${trace}_${span}_01`, "v".repeat(55), `${traceparent}, ${other}`,
  ];
  for (const header of bad) assert.deepEqual(await trace_of(header), { answered: undefined, stored: undefined }, JSON.stringify(header));
  assert.deepEqual(await trace_of([traceparent, other]), { answered: undefined, stored: undefined }, "two of them are none");
  assert.deepEqual(await trace_of([traceparent, traceparent]), { answered: undefined, stored: undefined }, "the same twice, too");
});

test("tracestate changes nothing, whatever it holds", async () => {
  for (const tracestate of ["congo=t61rcWkgMzE", "", "=,;;=\\", ["a=1", "b=2"]]) {
    const { answered, stored } = await trace_of(traceparent, { tracestate });
    assert_answered(answered);
    assert.equal(stored, traceparent);
  }
});

test("without a trace of the caller none is begun", async () => {
  const made = await api.ok("POST", "/api/v1/accounts", { json: an_account() });
  assert.equal(made.headers.traceresponse, undefined);
  const missing = await api.get("/api/v1/accounts/999999999");
  assert.ok(!("trace_id" in missing.body));
});

test("every answer has it: reads, 304, HEAD, pages, streams, and refusals before and after the body", async () => {
  const headers = { traceparent };
  const accounts = await api.get("/api/v1/accounts", headers);
  assert_answered(accounts.headers.traceresponse);
  assert_answered((await api.send("HEAD", "/api/v1/accounts", { headers })).headers.traceresponse);
  const same = await api.get("/api/v1/accounts", { ...headers, "If-None-Match": accounts.headers.etag });
  assert.equal(same.status, 304);
  assert_answered(same.headers.traceresponse);
  for (const path of ["/", "/livez", "/metrics", "/problems/not_found", "/api-docs/openapi.json"]) assert_answered((await api.get(path, headers)).headers.traceresponse);

  const stream = await fetch(`${server.url}/sse`, { headers });
  assert_answered(stream.headers.get("traceresponse"));
  await stream.body.cancel();

  const refusals = [
    ["GET", "/api/v1/accounts/999999999", {}, "not_found"],
    ["GET", "/nothing", {}, "not_found"],
    ["GET", "/api/v1/accounts?limt=1", {}, "unknown_parameter"],
    ["POST", "/api/v1/accounts", { json: {} }, "invalid_field"],
    ["POST", "/api/v1/accounts", { body: "{", headers: { "Content-Type": "application/json" } }, "malformed_request"],
    ["POST", "/api/v1/accounts", { body: "a=1", headers: { "Content-Type": "text/plain" } }, "unsupported_media_type"],
    ["PATCH", "/api/v1/accounts", { json: {} }, "method_not_allowed"],
    ["POST", "/nothing", { json: {}, headers: { "X-Request-Id": "named" } }, "not_found"],
  ];
  for (const [method, path, options, code] of refusals) {
    const answer = await api.send(method, path, { ...options, headers: { ...options.headers, ...headers } });
    assert.equal(answer.body.code, code, answer.text);
    assert.equal(answer.body.trace_id, trace, `${method} ${path}`);
    assert_answered(answer.headers.traceresponse);
    assert.equal(answer.headers["x-request-id"], answer.body.request_id);
    if (options.headers?.["X-Request-Id"]) assert.equal(answer.body.request_id, "named");
  }
});

test("a refusal of one mark among many names the trace, too", async () => {
  const batch = await api.batch(await api.account());
  const marks = [{ pid: batch.bets[0].pid, status: "successful" }, { pid: 999_999_999, status: "failed" }];
  const answer = await api.send("PATCH", `${batch_path(batch)}/bets?mode=partial`, { json: marks, headers: { traceparent } });
  assert.equal(answer.status, 207, answer.text);
  assert.deepEqual(answer.body.map(({ error }) => error?.trace_id), [undefined, trace]);
});

test("an answer that is repeated is the first one, and belongs to the trace of whoever asks now", async () => {
  const json = { name: "", hostname: "h" };
  const ask = (header) => api.send("POST", "/api/v1/accounts", { json, headers: { "Idempotency-Key": "trace-twice", traceparent: header } });
  const [first, again] = [await ask(other), await ask(traceparent)];
  assert.equal(again.headers["idempotency-replayed"], "true");
  assert.equal(again.text, first.text);
  assert.equal(again.body.trace_id, other.split("-")[1]);
  assert_answered(again.headers.traceresponse);
});

test("the live frame, its replay and the page of events say the same of it", async () => {
  const live = await Stream.open(server.url);
  const before = cursor_of(await api.get("/api/v1/accounts"));
  const account = (await api.ok("POST", "/api/v1/accounts", { json: an_account(), headers: { traceparent } })).body;
  await api.ok("POST", `/api/v1/accounts/${account.id}/batches`, { json: a_batch(), headers: { traceparent: `cc-${trace}-${span}-ff-later` } });
  const head = await api.head();
  await live.reached(head);
  const replay = await Stream.open(server.url, `/sse?since=${before}`);
  await replay.reached(head);
  const page = await api.events_since(before);
  assert.deepEqual(page.map((event) => event.traceparent), [traceparent, `00-${trace}-${span}-03`]);
  assert.deepEqual(live.events.map(({ data }) => data), page);
  assert.deepEqual(frames_of(replay.bytes), frames_of(live.bytes));
  for (const stream of [live, replay]) stream.close();
});

test("requests that cannot be read have no trace", async () => {
  const answer = await send_raw(server.url, "GET", `/${"a".repeat(9000)}`, { headers: { traceparent } });
  assert.equal(answer.body.code, "uri_too_long");
  assert.equal(answer.headers.traceresponse, undefined);
  const raw = await exchange(server.port, Buffer.from(`GET /livez HTTP/1.1\r\nHost: localhost\r\ntraceparent: ${traceparent}\r\ntraceparent:\r\n folded\r\n\r\n`), { silence: 100 });
  assert.match(raw.text, /^HTTP\/1\.1 400 /);
});

test("pages of other origins may send it and read what comes back", async () => {
  const headers = { Origin: "https://desk.example", "Access-Control-Request-Method": "POST" };
  const preflight = await send_raw(server.url, "OPTIONS", "/api/v1/accounts", { headers });
  for (const name of ["traceparent", "tracestate"]) assert.ok(preflight.headers["access-control-allow-headers"].split(", ").includes(name), name);
  const answer = await send_raw(server.url, "GET", "/api/v1/accounts", { headers: { Origin: "https://desk.example", traceparent } });
  assert.ok(answer.headers["access-control-expose-headers"].split(", ").includes("traceresponse"));
  assert_answered(answer.headers.traceresponse);
});

// F36, F18: whatever people and models write comes back exactly, as data and never as anything else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_bet, batch_path, send_raw } from "./api.mjs";
import { Server } from "./server.mjs";
import { Stream } from "./stream.mjs";

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

const corpus = [
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<svg/onload=alert(1)>",
  "javascript:alert(1)",
  "'; DROP TABLE bets; --",
  "{{7*7}} ${7*7} <%= 7*7 %>",
  "</textarea><iframe srcdoc='<script>alert(1)</script>'>",
  "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
  "%3Cscript%3E &lt;script&gt; \\u003cscript\\u003e",
  "id: 1 event: reset data: {}",
  "=HYPERLINK(1)",
  "\u2028line and \u2029paragraph separators",
  "🐎🏇🏽 e\u0301 é ﷽ \u{10ffff}",
  "back\\slash \"quotes\" /slash/",
];
const with_controls = ["two\nlines", "a\r\nb\rc", "\n\nevent: bye\ndata: {}\n\n", "tab\tbed", "\u0085 next line", "\u202eright to left\u202c", "\u200bzero width \ufeffmark"];

test("texts come back exactly, in answers, in events and in frames", async () => {
  const stream = await Stream.open(server.url);
  await stream.message("hello");
  for (const text of corpus) {
    const account = await api.account({ name: text, hostname: text.slice(0, 200) });
    assert.equal(account.name, text);
    const meta = { [text]: text, nested: [{ [text]: [text] }] };
    const batch = await api.batch(account, { meta, bets: [a_bet({ selection: text, note: text, reference: text })] });
    assert.deepEqual(batch.meta, meta);
    const read = (await api.ok("GET", batch_path(batch))).body;
    assert.deepEqual(read, batch);
    assert.deepEqual([read.bets[0].selection, read.bets[0].note, read.bets[0].reference], [text, text, text]);
    const { data } = await stream.until(() => stream.messages.find(({ data }) => data.batch?.id === batch.id), text);
    assert.deepEqual(data.batch, batch);
  }
  stream.close();
});

test("line ends and control characters where they are allowed never break a frame", async () => {
  const stream = await Stream.open(server.url);
  await stream.message("hello");
  const account = await api.account();
  for (const text of with_controls) {
    const batch = await api.batch(account, { meta: { text }, bets: [a_bet()] });
    assert.equal(batch.meta.text, text);
    const marked = await api.mark(batch, batch.bets[0], { note: text });
    if (marked.status === 200) assert.equal(marked.body.note, text);
    else assert.equal(marked.body.errors[0].pointer, "/note");
  }
  const head = await api.head();
  await stream.reached(head);
  assert.ok(!stream.messages.some(({ event }) => event === "bye"));
  stream.close();
});

test("meta is returned exactly: numbers as they were written, keys in their order", async () => {
  const account = await api.account();
  const meta = '{"z":1.10,"a":1e2,"big":123456789012345678901234567890,"small":-0.0,"nested":{"b":[1.0,2.50,{}],"a":null},"empty":"","yes":true}';
  const made = await api.ok("POST", `/api/v1/accounts/${account.id}/batches`, { headers: { "Content-Type": "application/json" }, body: `{"meta":${meta},"bets":[]}` });
  assert.ok(made.text.includes(`"meta":${meta}`), made.text);
  const spaced = '{ "a" : [ 1 , 2 ] }';
  const minified = await api.ok("POST", `/api/v1/accounts/${account.id}/batches`, { headers: { "Content-Type": "application/json" }, body: `{"meta":${spaced},"bets":[]}` });
  assert.ok(minified.text.includes('"meta":{"a":[1,2]}'), minified.text);
});

test("what comes back is never a page: JSON types, nosniff, problems too", async () => {
  const account = await api.account({ name: "<b>bold</b>" });
  const targets = [
    ["GET", "/api/v1/accounts"],
    ["GET", `/api/v1/accounts/${account.id}`],
    ["GET", "/api/v1/events"],
    ["GET", "/api/v1/accounts/%3Cscript%3E"],
    ["GET", "/%3Cscript%3Ealert(1)%3C/script%3E"],
    ["GET", "/api/v1/accounts?%3Cscript%3E=1"],
    ["POST", "/api/v1/accounts"],
  ];
  for (const [method, target] of targets) {
    const answer = await send_raw(server.url, method, target, { headers: { Accept: "text/html,*/*" } });
    assert.match(answer.headers["content-type"], /^application\/(problem\+)?json$/, target);
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
  }
});

test("request ids and actors from outside cannot split a header or a log line", async () => {
  const account = await api.account();
  const batch = await api.batch(account);
  const odd = ['r"quoted"', "<script>", "r\\n", "{json:1}", "a;b,c=d"];
  for (const value of odd) {
    const answer = await api.mark(batch, batch.bets[0], { note: value }, { "X-Request-Id": value, "BetStream-Actor": value });
    assert.ok([200, 400, 422].includes(answer.status), `${value}: ${answer.status}`);
    if (answer.status === 200) assert.equal(answer.body.updated_by, value);
  }
});

test("pages come with a policy that lets in nothing from elsewhere", async () => {
  for (const target of ["/docs", "/swagger-ui", "/problems/not_found"]) {
    const { headers } = await send_raw(server.url, "GET", target);
    assert.equal(headers["x-content-type-options"], "nosniff", target);
    assert.equal(headers["referrer-policy"], "no-referrer", target);
    assert.match(headers["content-security-policy"], /^default-src 'none';.* frame-ancestors 'none'/, target);
  }
});

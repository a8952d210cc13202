// Requests through nginx: what is sent once stays sent once, limits are the server's, and nothing of a header is lost.
import assert from "node:assert/strict";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Api, a_batch, batch_path, send_raw } from "../contract/api.mjs";
import { Server } from "../contract/server.mjs";
import { Nginx, free_port } from "./nginx.mjs";

let server;
let direct;
let site; // TLS and HTTP/2
let plain;
before(async () => {
  server = await Server.start();
  direct = new Api(server.url);
  site = await Nginx.site([server.port]);
  plain = await Nginx.compose(server.port);
});
after(async () => {
  direct?.close();
  await site?.stop();
  await plain?.stop();
  await server?.stop();
});

// Takes a request whole, and closes the connection instead of an answer: may be it has done what was asked. With `polite`
// it answers so many first, so that nginx sends the rest over a connection that is closed under its hands.
class Dropper {
  received = [];

  static async start({ polite = 0 } = {}) {
    const dropper = new Dropper();
    dropper.server = http.createServer((request, response) => {
      request.resume().on("end", () => {
        dropper.received.push(request.method);
        if (dropper.received.length <= polite) response.end("{}");
        else request.socket.destroy();
      });
    });
    await new Promise((resolve) => dropper.server.listen(0, "127.0.0.1", resolve));
    dropper.port = dropper.server.address().port;
    return dropper;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const bodies = { POST: "{}", PATCH: "{}", PUT: "{}" };
const ask = (nginx, method) => send_raw(nginx.url, method, "/api/v1/accounts/1", { headers: { "Content-Type": "application/json" }, body: bodies[method] });

function assert_outcome_unknown(answer) {
  assert.equal(answer.status, 503, answer.text);
  assert.equal(answer.media_type, "application/problem+json");
  assert.deepEqual([answer.body.code, answer.body.outcome, answer.body.status], ["outcome_unknown", "unknown", 503]);
  assert.equal(answer.headers["retry-after"], "1");
  assert.equal(answer.body.request_id, answer.headers["x-request-id"]);
}

for (const method of ["POST", "PATCH", "PUT", "DELETE"]) {
  test(`${method} is sent to one node once, whatever becomes of the answer`, { timeout: 30_000 }, async (t) => {
    const nodes = await Promise.all([Dropper.start(), Dropper.start(), Dropper.start()]);
    t.after(() => Promise.all(nodes.map((node) => node.stop())));
    const nginx = await Nginx.site(nodes.map(({ port }) => port), { tls: false });
    t.after(() => nginx.stop());
    assert_outcome_unknown(await ask(nginx, method));
    assert.deepEqual(nodes.flatMap(({ received }) => received), [method]);
  });

  test(`${method} is not sent again when a kept connection breaks`, { timeout: 30_000 }, async (t) => {
    const node = await Dropper.start({ polite: 1 });
    t.after(() => node.stop());
    const nginx = await Nginx.site([node.port], { tls: false });
    t.after(() => nginx.stop());
    assert.equal((await ask(nginx, "GET")).status, 200);
    assert_outcome_unknown(await ask(nginx, method));
    assert.deepEqual(node.received, ["GET", method]);
  });
}

test("a question is put to the next node, and a change too while none has heard of it", { timeout: 30_000 }, async (t) => {
  const dropper = await Dropper.start();
  t.after(() => dropper.stop());
  const asked = await Nginx.site([dropper.port, server.port], { tls: false });
  t.after(() => asked.stop());
  for (let i = 0; i < 4; ++i) assert.equal((await send_raw(asked.url, "GET", "/readyz")).status, 200);
  assert.ok(dropper.received.length > 0, "one of them went to the node that drops");

  const refusing = await Nginx.site([await free_port(), server.port], { tls: false });
  t.after(() => refusing.stop());
  const api = new Api(refusing.url);
  t.after(() => api.close());
  for (let i = 0; i < 4; ++i) await api.account();
});

test("a body is as large as the server takes it, and no larger", { timeout: 60_000 }, async (t) => {
  const limit = 8 * 1024 * 1024;
  const account = await direct.account();
  const text = JSON.stringify(a_batch());
  const of_size = (size) => text + " ".repeat(size - text.length);
  const post = (url, body) => send_raw(url, "POST", `/api/v1/accounts/${account.id}/batches`, { headers: { "Content-Type": "application/json" }, body });
  for (const url of [server.url, plain.url]) {
    assert.equal((await post(url, of_size(limit))).status, 201);
    const refused = await post(url, of_size(limit + 1));
    assert.equal(refused.status, 413, refused.text);
    assert.equal(refused.body.code, "body_too_large");
    assert.equal(refused.body.request_id, refused.headers["x-request-id"]);
  }
  t.diagnostic(`${limit} bytes pass, one more is refused`);
});

test("assets keep their compression and their long life", { timeout: 30_000 }, async () => {
  const page = await send_raw(plain.url, "GET", "/", { headers: { Accept: "text/html" } });
  const asset = /\/assets\/[^"]+\.js/.exec(page.text)[0];
  const unpacked = await send_raw(server.url, "GET", asset);
  for (const [coding, unpack] of [["br", brotliDecompressSync], ["gzip", gunzipSync], [undefined, (bytes) => bytes]]) {
    const headers = coding ? { "Accept-Encoding": coding } : {};
    const [ours, through] = [await send_raw(server.url, "GET", asset, { headers }), await send_raw(plain.url, "GET", asset, { headers })];
    assert.deepEqual(through.bytes, ours.bytes);
    assert.deepEqual(unpack(through.bytes), unpacked.bytes);
    assert.equal(through.headers["content-encoding"], coding);
    for (const name of ["cache-control", "etag", "vary", "content-security-policy", "content-length"]) {
      assert.equal(through.headers[name], ours.headers[name], name);
    }
    assert.match(through.headers["cache-control"], /max-age=31536000, immutable/);
  }
});

test("the documentation passes as the server has it", { timeout: 30_000 }, async () => {
  for (const path of ["/docs", "/docs/nginx", "/docs/site.css"]) {
    for (const coding of ["br", "gzip", "identity"]) {
      const headers = { "Accept-Encoding": coding };
      const [ours, through] = [await send_raw(server.url, "GET", path, { headers }), await send_raw(plain.url, "GET", path, { headers })];
      assert.equal(through.status, 200, path);
      assert.deepEqual(through.bytes, ours.bytes, path);
      for (const name of ["content-type", "content-encoding", "cache-control", "etag", "content-security-policy"]) assert.equal(through.headers[name], ours.headers[name], `${path} ${name}`);
    }
  }
});

test("large answers are compressed, and their tags still guard a change", { timeout: 30_000 }, async () => {
  const account = await direct.account();
  const bets = Array.from({ length: 100 }, (_, i) => ({ id: i, selection: "1/2/3", stake: 1, cost: 1 }));
  const batch = await direct.batch(account, { bets });
  const { text } = await direct.ok("GET", batch_path(batch));
  const packed = await fetch(plain.url + batch_path(batch)); // which unpacks what it gets
  assert.equal(packed.headers.get("content-encoding"), "gzip");
  assert.equal(await packed.text(), text);
  const etag = packed.headers.get("etag");
  assert.match(etag, /^W\//);
  const same = await send_raw(plain.url, "GET", batch_path(batch), { headers: { "If-None-Match": etag } });
  assert.equal(same.status, 304);
  const guarded = { headers: { "If-Match": etag, "Content-Type": "application/json" }, body: '{"meta":{"a":1}}' };
  assert.equal((await send_raw(plain.url, "PATCH", batch_path(batch), guarded)).status, 200);
  assert.equal((await send_raw(plain.url, "PATCH", batch_path(batch), guarded)).status, 412);
});

test("the server hears who asks, under which name, and for which trace", { timeout: 30_000 }, async (t) => {
  const heard = [];
  const mirror = http.createServer((request, response) => {
    heard.push(request.headers);
    response.end();
  });
  await new Promise((resolve) => mirror.listen(0, "127.0.0.1", resolve));
  t.after(() => mirror.close());
  const nginx = await Nginx.site([mirror.address().port]);
  t.after(() => nginx.stop());
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const session = http2.connect(nginx.url, { ca: nginx.certificate });
  t.after(() => session.destroy());
  const get = (headers) => answer_of(session.request({ ":path": "/", ...headers }));
  await get({ traceparent, "x-request-id": "my-own-name", "x-forwarded-for": "192.0.2.7" });
  await get({});
  await get({ "x-request-id": 'what"ever' });
  const [named, unnamed, unusable] = heard;
  assert.equal(named.traceparent, traceparent);
  assert.equal(named["x-request-id"], "my-own-name");
  assert.equal(named["x-forwarded-for"], "192.0.2.7, 127.0.0.1");
  assert.equal(named["x-forwarded-proto"], "https");
  assert.equal(named["x-forwarded-host"], `127.0.0.1:${nginx.port}`);
  assert.equal(named.host, `127.0.0.1:${nginx.port}`);
  for (const { "x-request-id": id } of [unnamed, unusable]) assert.match(id, /^[0-9a-f]{32}$/);
});

test("the trace of an answer comes through, and that of a problem", { timeout: 30_000 }, async () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  for (const path of ["/api/v1/accounts", "/api/v1/accounts/999999999"]) {
    const { headers, body } = await send_raw(plain.url, "GET", path, { headers: { traceparent } });
    assert.match(headers.traceresponse, /^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    assert.equal(body.trace_id, body.code && "0af7651916cd43dd8448eb211c80319c");
  }
});

async function answer_of(stream) {
  let text = "";
  const head = await new Promise((resolve, reject) => stream.on("response", resolve).on("error", reject));
  for await (const chunk of stream.setEncoding("utf8")) text += chunk;
  return { status: head[":status"], headers: head, text };
}

test("over TLS and HTTP/2 there are the console, the API, and plain HTTP leads there", { timeout: 30_000 }, async (t) => {
  const session = http2.connect(site.url, { ca: site.certificate });
  t.after(() => session.destroy());
  const console_page = await answer_of(session.request({ ":path": "/", accept: "text/html" }));
  assert.equal(console_page.status, 200);
  assert.match(console_page.text, /<script type="module"/);
  const accounts = await answer_of(session.request({ ":path": "/api/v1/accounts" }));
  assert.deepEqual([accounts.status, accounts.headers["content-type"]], [200, "application/json"]);
  // A page from here may change things, one from elsewhere may not: so the server got Host and Origin as they were sent.
  const change = (origin) => {
    const stream = session.request({ ":method": "POST", ":path": "/api/v1/accounts", "content-type": "application/json", origin });
    stream.end("{}");
    return answer_of(stream);
  };
  assert.equal((await change(site.url)).status, 422);
  assert.equal((await change("https://elsewhere.example")).status, 403);
  const moved = await send_raw(site.redirect_url, "GET", "/a/1?x=1", { headers: { Host: "desk.example.com" } });
  assert.deepEqual([moved.status, moved.headers.location], [308, "https://desk.example.com/a/1?x=1"]);
});

test("the nginx of compose answers to the names of this machine and to those that were added", { timeout: 30_000 }, async (t) => {
  const nginx = await Nginx.compose(server.port, { allowed_hosts: "desk.example.com,betstream.lan" });
  t.after(() => nginx.stop());
  const status = async (url, host) => (await send_raw(url, "GET", "/", { headers: { Host: `${host}:3000` } })).status;
  for (const url of [nginx.url, nginx.other_url]) {
    assert.equal(await status(url, "evil.example"), 403);
    for (const host of ["localhost", "127.0.0.1", "[::1]"]) assert.equal(await status(url, host), 200, host);
  }
  // These reach the server, which has names of its own.
  const reached = await send_raw(nginx.url, "GET", "/", { headers: { Host: "betstream.lan" } });
  assert.match(reached.body.detail, /the names of --allowed-hosts/);
});

test("requests with two ends are refused, and nothing behind them is answered", { timeout: 30_000 }, async () => {
  const hidden = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const head = "POST /api/v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  for (const fields of ["Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 2\r\nContent-Length: 40\r\n", "Transfer-Encoding: xchunked\r\n"]) {
    const text = await new Promise((resolve, reject) => {
      let said = "";
      const socket = net.connect(plain.port, "127.0.0.1", () => socket.write(`${head}${fields}\r\n{}${hidden}`));
      socket.setEncoding("latin1").on("data", (part) => (said += part)).on("close", () => resolve(said)).on("error", reject);
    });
    assert.match(text, /^HTTP\/1\.1 (400|501) /, fields);
    assert.equal(text.match(/HTTP\/1\.1 /g).length, 1, fields);
  }
});

// Requests whose end is a matter of opinion (F20): alone, each is refused and the connection closed before anything that
// follows can be taken for a request of its own; behind nginx, both count the same number of requests.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import net from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server, temporary_directory } from "../contract/server.mjs";
import { report, until } from "../oracle/plan.mjs";
import { get } from "../oracle/send.mjs";
import { exchange } from "./raw.mjs";

const smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
const post = (fields, body = "") => `POST /api/v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${fields.map((field) => `${field}\r\n`).join("")}\r\n${body}`;
const chunked = `5\r\n{"a":\r\n0\r\n\r\n`;

// Each is followed by `smuggled`, which nobody may ever answer.
const ambiguous = {
  "both lengths": post(["Content-Length: 5", "Transfer-Encoding: chunked"], chunked),
  "both lengths, the other way round": post(["Transfer-Encoding: chunked", "Content-Length: 5"], chunked),
  "two lengths": post(["Content-Length: 2", `Content-Length: ${2 + smuggled.length}`], "{}"),
  "the same length twice": post(["Content-Length: 2", "Content-Length: 2"], "{}"),
  "a list of lengths": post(["Content-Length: 2, 2"], "{}"),
  "a length with a sign": post(["Content-Length: +2"], "{}"),
  "a negative length": post(["Content-Length: -2"], "{}"),
  "a length in hexadecimal": post(["Content-Length: 0x2"], "{}"),
  "a length with a blank inside": post(["Content-Length: 2 0"], "{}"),
  "an enormous length": post(["Content-Length: 18446744073709551618"], "{}"),
  "no length after the colon": post(["Content-Length: "], "{}"),
  "an unknown coding": post(["Transfer-Encoding: xchunked"], chunked),
  "identity": post(["Transfer-Encoding: identity"], chunked),
  "chunked and identity": post(["Transfer-Encoding: chunked, identity"], chunked),
  "identity and chunked": post(["Transfer-Encoding: identity, chunked"], chunked),
  "chunked twice": post(["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], chunked),
  "a coding in quotes": post(['Transfer-Encoding: "chunked"'], chunked),
  "a vertical tab before the coding": post(["Transfer-Encoding: \x0bchunked"], chunked),
  "a blank before the colon": post(["Transfer-Encoding : chunked"], chunked),
  "a tab before the colon": post(["Content-Length\t: 2"], "{}"),
  "a folded line": post(["Transfer-Encoding:", " chunked"], chunked),
  "a folded line of another field": post(["X-A: b", " Transfer-Encoding: chunked"], chunked),
  "a line that begins with a blank": post([" Content-Length: 2"], "{}"),
  "a bare line feed between fields": post(["X-A: b\nTransfer-Encoding: chunked"], chunked),
  "a bare carriage return between fields": post(["X-A: b\rTransfer-Encoding: chunked"], chunked),
  "a NUL in a value": post(["X-A: b\0c", "Content-Length: 2"], "{}"),
  "a NUL in a name": post(["Content-Length\0: 2"], "{}"),
  "a field without a colon": post(["Content-Length 2"], "{}"),
  "an underscore for a dash": post(["Content_Length: 2", "Transfer-Encoding: chunked, x"], "{}"),
  "chunked in HTTP/1.0": post(["Transfer-Encoding: chunked"], chunked).replace("HTTP/1.1", "HTTP/1.0"),
  "two hosts": post(["Host: elsewhere", "Content-Length: 2"], "{}"),
  "a chunk size in nonsense": post(["Transfer-Encoding: chunked"], `zz\r\n{}\r\n0\r\n\r\n`),
  "a chunk size with a sign": post(["Transfer-Encoding: chunked"], `+2\r\n{}\r\n0\r\n\r\n`),
  "a chunk size with 0x": post(["Transfer-Encoding: chunked"], `0x2\r\n{}\r\n0\r\n\r\n`),
  "a chunk size beyond 64 bits": post(["Transfer-Encoding: chunked"], `10000000000000002\r\n{}\r\n0\r\n\r\n`),
  "a chunk size that ends in a bare line feed": post(["Transfer-Encoding: chunked"], `2\n{}\r\n0\r\n\r\n`),
  "a chunk that is longer than it says": post(["Transfer-Encoding: chunked"], `2\r\n{}X\r\n0\r\n\r\n`),
  "a chunk without its end of line": post(["Transfer-Encoding: chunked"], `2\r\n{}0\r\n\r\n`),
  "an end of the body without an empty line": post(["Transfer-Encoding: chunked"], `2\r\n{}\r\n0\r\nX\n\r\n`),
  "an absolute form": `GET http://localhost/health HTTP/1.1\r\nHost: elsewhere\r\nContent-Length: 0\r\n\r\n`,
  "a version of its own": `GET /health HTTP/1.2\r\nHost: localhost\r\n\r\n`,
  "two blanks in the first line": `GET  /health HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  "no host": `GET /health HTTP/1.1\r\n\r\n`,
};

// These are fine: whoever refuses everything does not pass.
const plain = {
  "a length": post(["Content-Length: 2"], "{}"),
  "a length of several digits": post(["Content-Length: 0002"], "{}"),
  "chunks": post(["Transfer-Encoding: chunked"], `2\r\n{}\r\n0\r\n\r\n`),
  "chunks with an extension and a trailer": post(["Transfer-Encoding: chunked"], `2;a=b\r\n{}\r\n0\r\nX-T: 1\r\n\r\n`),
  "capitals": post(["TRANSFER-ENCODING: Chunked"], `2\r\n{}\r\n0\r\n\r\n`),
};

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

// Requests that the server has taken up, whether it then served or refused them; without the one that asks.
async function requests_seen() {
  const { text } = await get(server.url, "/metrics");
  const sum = (pattern) => [...text.matchAll(pattern)].reduce((all, [, count]) => all + Number(count), 0);
  return sum(/^betstream_http_requests_total\{(?![^}]*route="\/metrics")[^}]*\} (\d+)$/gm) + sum(/^betstream_http_guard_refusals_total (\d+)$/gm);
}

test("alone: refused, closed, and what follows is never answered", { timeout: 60_000 }, async (t) => {
  for (const [what, bytes] of Object.entries(ambiguous)) {
    const { answers, closed, text } = await exchange(server.port, Buffer.from(bytes + smuggled, "latin1"), { silence: 2000 });
    assert.deepEqual(answers, [400], `${what}: ${text}`);
    assert.ok(closed, `${what}: the connection is closed`);
    assert.match(text, /^connection: close\r$/im, what);
  }
  for (const [what, bytes] of Object.entries(plain)) {
    const { answers, text } = await exchange(server.port, Buffer.from(bytes + smuggled, "latin1"));
    assert.deepEqual(answers, [422, 404], `${what}: ${text}`);
  }
  report(t, { ambiguous: Object.keys(ambiguous).length, answered: 0, plain: Object.keys(plain).length });
});

// nginx in front of the server, as in production, on a port of its own.
async function start_nginx(t, buffering) {
  const directory = temporary_directory(t);
  const port = await free_port();
  for (const name of ["body", "proxy"]) mkdirSync(join(directory, name));
  const configuration = `
    daemon off; master_process off; pid ${directory}/pid; error_log ${directory}/error.log;
    events { worker_connections 256; }
    http {
      log_format counted "$request_uri|$status|$upstream_status";
      access_log ${directory}/access.log counted;
      client_body_temp_path ${directory}/body; proxy_temp_path ${directory}/proxy;
      fastcgi_temp_path ${directory}/proxy; uwsgi_temp_path ${directory}/proxy; scgi_temp_path ${directory}/proxy;
      upstream betstream { server 127.0.0.1:${server.port}; keepalive 4; }
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://betstream; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host localhost;
          proxy_request_buffering ${buffering}; proxy_next_upstream off;
        }
      }
    }`;
  writeFileSync(join(directory, "nginx.conf"), configuration);
  const child = spawn("nginx", ["-e", join(directory, "error.log"), "-c", join(directory, "nginx.conf")], { stdio: "ignore" });
  const exited = once(child, "exit");
  t.after(() => (child.kill("SIGTERM"), exited));
  await until(() => get(`http://127.0.0.1:${port}`, "/livez").then(() => true, () => false), "nginx to serve");
  const log = () => readFileSync(join(directory, "access.log"), "latin1").trim().split("\n").map((line) => line.split("|"));
  return { port, log };
}

function free_port() {
  return new Promise((resolve) => {
    const holder = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = holder.address();
      holder.close(() => resolve(port));
    });
  });
}

const no_nginx = spawnSync("nginx", ["-v"]).error && "nginx is not installed";

for (const buffering of ["on", "off"]) {
  test(`behind nginx, request buffering ${buffering}: both count the same requests`, { timeout: 120_000, skip: no_nginx }, async (t) => {
    const nginx = await start_nginx(t, buffering);
    let passed_on = 0;
    for (const [what, bytes] of Object.entries({ ...ambiguous, ...plain })) {
      const seen_before = await requests_seen();
      const logged_before = nginx.log().length;
      // Twice: what one request leaves behind on the connection to the server would meet the next one.
      for (let i = 0; i < 2; ++i) {
        const { answers, text } = await exchange(nginx.port, Buffer.from(bytes, "latin1"), { silence: 80, deadline: 2000 });
        assert.ok(answers.length <= 1, `${what}: one request, one answer: ${text}`);
      }
      const check = await get(`http://127.0.0.1:${nginx.port}`, "/livez");
      assert.equal(check.text, "OK", `${what}: who comes next gets the answer to what he asked`);
      const logged = () => nginx.log().slice(logged_before);
      await until(() => logged().some(([path]) => path === "/livez"), "the log of nginx");
      const forwarded = logged().filter(([, , upstream]) => upstream && upstream !== "-");
      assert.equal(await requests_seen(), seen_before + forwarded.length, `${what}: nginx sent ${forwarded.length} requests`);
      passed_on += forwarded.length;
    }
    report(t, { requests: 2 * (Object.keys(ambiguous).length + Object.keys(plain).length), passed_on, counted_differently: 0 });
  });
}

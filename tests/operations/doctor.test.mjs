// `betstream doctor` before real mistakes: what is well is called good, what is wrong is named with its repair.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import http, { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { binary, Server, temporary_directory } from "../contract/server.mjs";
import { Nginx } from "../nginx/nginx.mjs";

const options = { timeout: 60_000 };
let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

function doctor(...words) {
  const child = spawn(binary, ["doctor", "--json", ...words], { env: { PATH: process.env.PATH }, stdio: ["ignore", "pipe", "inherit"], timeout: 50_000 });
  let text = "";
  child.stdout.on("data", (piece) => (text += piece));
  return new Promise((resolve) =>
    child.on("close", (code) => {
      const { findings } = JSON.parse(text);
      resolve({ code, findings, about: (subject) => findings.find((finding) => finding.subject === subject) });
    }),
  );
}

async function behind_nginx(t, mistakes) {
  const nginx = await Nginx.site([server.port], { tls: false, mistakes });
  t.after(() => nginx.stop());
  return doctor("--url", nginx.url);
}

test("a server that is well is called good", options, async () => {
  const { code, about } = await doctor("--url", server.url);
  assert.deepEqual([about("server").health, about("stream").health, code], ["good", "good", 0]);
});

test("the configuration of nginx that is shipped is called good", options, async (t) => {
  const { code, about } = await behind_nginx(t, []);
  assert.deepEqual([about("stream").health, code], ["good", 0], about("stream").detail);
});

test("a proxy that compresses the stream is found", options, async (t) => {
  const { code, about } = await behind_nginx(t, [
    ["limit_conn betstream_streams 1000;\n    gzip off;", "gzip on;"],
    ["gzip_types application/json", "gzip_types text/event-stream application/json"],
  ]);
  assert.deepEqual([about("stream").health, code], ["bad", 1]);
  assert.match(about("stream").detail, /compressed.*gzip/);
  assert.match(about("stream").repair, /gzip off/);
});

// nginx passes on what it has when nothing more comes; others wait for a whole block.
async function start_holding_proxy(t) {
  const proxy = createServer((request, response) => {
    http.get({ port: server.port, host: "127.0.0.1", path: request.url, headers: request.headers }, (answer) => {
      const held = [];
      answer.on("data", (piece) => {
        held.push(piece);
        if (request.url === "/sse" && Buffer.concat(held).length < 65_536) return;
        response.write(Buffer.concat(held.splice(0)));
      });
      answer.on("end", () => response.end(Buffer.concat(held)));
      answer.on("error", () => response.destroy());
      response.on("close", () => answer.destroy());
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  t.after(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return `http://127.0.0.1:${proxy.address().port}`;
}

test("a proxy that holds the stream back is found", options, async (t) => {
  const { code, about } = await doctor("--url", await start_holding_proxy(t));
  assert.deepEqual([about("stream").health, code], ["bad", 1], about("stream").detail);
  assert.match(about("stream").repair, /proxy_buffering off/);
});

test("a directory that is not there is named, with the line that makes it", options, async (t) => {
  const missing = join(temporary_directory(t), "none");
  const { code, about } = await doctor("--url", server.url, "--database", `sqlite:${join(missing, "desk.db")}`);
  assert.deepEqual([about("permissions").health, code], ["bad", 1]);
  assert.match(about("permissions").detail, new RegExp(`mkdir -p '${missing}'`));
});

test("a server that is not there is said to be away", options, async () => {
  const { code, about } = await doctor("--url", "http://127.0.0.1:1");
  assert.deepEqual([about("server").health, about("stream"), code], ["bad", undefined, 1]);
});

test("the database of a server that runs is not touched", options, async () => {
  const { about } = await doctor("--url", server.url, "--database", `sqlite:${join(server.directory, "betstream.db")}`);
  assert.match(about("database").detail, /open in a server/);
});

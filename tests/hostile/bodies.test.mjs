// Bodies that are made to hurt (F15, F17): too large, endless, or nested without end. They are refused before they are
// stored anywhere, and nobody else notices. What is wrong inside of a well-framed body: contract/bad_input.test.mjs.
import assert from "node:assert/strict";
import net from "node:net";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { Server } from "../contract/server.mjs";
import { resident_bytes } from "../load/process.mjs";
import { report, sleep } from "../oracle/plan.mjs";
import { get, read_log, send } from "../oracle/send.mjs";
import { exchange } from "./raw.mjs";

const mebi = 1024 * 1024;
const no_prlimit = spawnSync("prlimit", ["--version"]).error;
let server;
let account;
before(async () => {
  // A small stack for every thread: whoever recurses as deep as the input says falls over at once.
  server = await Server.start({ prefix: no_prlimit ? [] : ["prlimit", `--stack=${256 * 1024}`] });
  account = (await send(server.url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } })).body;
});
after(() => server?.stop());

const batches = () => `/api/v1/accounts/${account.id}/batches`;
const head = (framing) => `POST ${batches()} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${framing}\r\n\r\n`;

// Sends as fast as it is taken, until the other side closes; how many bytes went out, and the answer.
function pour(framing, piece) {
  return new Promise((resolve) => {
    const socket = net.connect(server.port, "127.0.0.1");
    let text = "";
    let sent = 0;
    const more = () => {
      while (!socket.destroyed && sent < 200 * mebi) {
        sent += piece.length;
        if (!socket.write(piece)) return void socket.once("drain", more);
      }
      socket.destroy();
    };
    socket.on("connect", () => (socket.write(head(framing)), more()));
    socket.on("data", (data) => (text += data));
    socket.on("error", () => {});
    socket.on("close", () => resolve({ sent, text }));
  });
}

test("a body that is announced too large is refused at once, unread", async () => {
  for (const length of [8 * mebi + 1, 1e9, 1e15]) {
    const { answers, text } = await exchange(server.port, head(`Content-Length: ${length}`));
    assert.deepEqual(answers, [413], text);
    assert.match(text, /"code":"body_too_large"/);
  }
  const { answers } = await exchange(server.port, head(`Content-Length: ${8 * mebi}\r\nExpect: 100-continue`));
  assert.deepEqual(answers, [100], "one that fits is asked for");
  const refused = await exchange(server.port, head(`Content-Length: ${9 * mebi}\r\nExpect: 100-continue`));
  assert.deepEqual(refused.answers, [413], "one that does not is not even asked for");
});

test("endless bodies, many at once, take neither memory nor service", { timeout: 60_000 }, async (t) => {
  const memory_before = resident_bytes(server);
  let memory = memory_before;
  let done = false;
  const waits = [];
  const watch = async () => {
    while (!done) {
      const since = performance.now();
      await get(server.url, `/api/v1/accounts/${account.id}`);
      waits.push(performance.now() - since);
      memory = Math.max(memory, resident_bytes(server));
      await sleep(10);
    }
  };
  const watching = watch();
  const piece = Buffer.alloc(64 * 1024, "1");
  const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);
  const endless = [...Array.from({ length: 6 }, () => pour("Transfer-Encoding: chunked", chunk)), ...Array.from({ length: 6 }, () => pour("Content-Length: 1000000000000", piece))];
  const poured = await Promise.all(endless);
  done = true;
  await watching;
  for (const { sent, text } of poured) {
    assert.ok(sent < 64 * mebi, `${sent} bytes were taken`);
    assert.match(text, /^(HTTP\/1\.1 413 |$)/, "a reset may overtake the answer, nothing else comes");
  }
  assert.ok(poured.some(({ text }) => text !== ""), "somebody heard why");
  const grown = (memory - memory_before) / mebi;
  assert.ok(grown < 6 * 8 * 2 + 32, `the memory grew by ${grown} MiB`);
  report(t, { endless: poured.length, memory_grew_mib: grown, reads_meanwhile: waits.length, read_ms_max: Math.max(...waits) });
});

test("nesting without end needs no stack and is refused", async () => {
  const depth = 4 * mebi;
  const bodies = ["[".repeat(depth), "[".repeat(depth) + "]".repeat(depth - 10), '{"a":'.repeat(depth / 4), `{"meta":{"a":${"[".repeat(depth)}${"]".repeat(depth - 100)}},"bets":[]}`];
  for (const body of bodies) {
    const { status, body: problem } = await send(server.url, "POST", batches(), { body, headers: { "Content-Type": "application/json" } });
    assert.deepEqual([status, problem.code], [400, "malformed_request"]);
  }
});

test("eight mebibytes of values are refused in bounded memory and time", async () => {
  const memory_before = resident_bytes(server);
  const bodies = [`[${"1,".repeat(4 * mebi - 10)}1]`, `{"meta":{},"bets":[${"{},".repeat(2 * mebi)}{}]}`, `{"meta":{"a":"${"\\u0041".repeat(mebi)}"},"bets":[]}`];
  for (const body of bodies) {
    const since = performance.now();
    const { status } = await send(server.url, "POST", batches(), { body, headers: { "Content-Type": "application/json" } });
    assert.ok(status === 400 || status === 422 || status === 413, String(status));
    assert.ok(performance.now() - since < 5000);
  }
  assert.ok(resident_bytes(server) - memory_before < 200 * mebi);
});

test("after all of that nothing was stored, and it works", async () => {
  assert.equal((await read_log(server.url)).head, 1);
  assert.equal((await send(server.url, "POST", batches(), { json: { meta: {}, bets: [{ id: 1, selection: "1", stake: 1, cost: 1 }] } })).status, 201);
});

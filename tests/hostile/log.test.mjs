// Whatever comes in, the log is one line of JSON for each event, without a byte that a terminal would obey (F37).
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Server, temporary_directory } from "../contract/server.mjs";
import { Shim, calls } from "../crash/shim.mjs";
import { report } from "../oracle/plan.mjs";
import { send } from "../oracle/send.mjs";
import { exchange } from "./raw.mjs";

const forged = '{"at":"2026-01-31T12:00:00.000000Z","level":"error","message":"forged"}';
const nasty = [`x\n${forged}`, `x\r\n${forged}`, `x\u2028${forged}`, "\x1b[2J\x1b[31mred", '"}\n', "\\", "\\n", "\u0000", "\u202e", "😀", "é".repeat(5000), "\x85", "%0a%0d", "\xff\xfe"];

function assert_lines(messages) {
  assert.ok(messages.endsWith("\n"), "the last line is whole");
  const lines = messages.slice(0, -1).split("\n");
  for (const line of lines) {
    const event = JSON.parse(line);
    assert.deepEqual(Object.keys(event).slice(0, 3), ["at", "level", "message"], line);
    assert.notEqual(event.message, "forged", line);
    assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/, "no control character survives");
  }
  return lines;
}

// The name of the directory is all that the log may quote of what others say, so it says the worst.
test("every line is one event, however hostile the input", { timeout: 60_000 }, async (t) => {
  const directory = join(temporary_directory(t), `a"b\\c\n${forged}\r\x1b[31m\u2028é`);
  mkdirSync(directory);
  const shim = new Shim(directory);
  t.after(() => shim.close());
  const args = ["--log-format", "json", "--log-level", "debug"];
  const server = await Server.start({ directory, args, env: shim.env });
  t.after(() => server.kill());
  let requests = 0;
  for (const text of nasty) {
    const bytes = Buffer.from(text, "utf8").toString("latin1");
    const fields = { "X-Request-Id": bytes, "BetStream-Actor": bytes, "Idempotency-Key": bytes, "User-Agent": bytes, traceparent: bytes, Host: bytes, Origin: bytes };
    for (const [name, value] of Object.entries(fields)) {
      await exchange(server.port, Buffer.from(`POST /api/v1/accounts HTTP/1.1\r\n${name === "Host" ? "" : "Host: localhost\r\n"}${name}: ${value}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`, "latin1"));
      requests += 1;
    }
    await exchange(server.port, Buffer.from(`GET /${bytes}?${bytes}=${bytes} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`, "latin1"));
    await exchange(server.port, Buffer.from(`${bytes} / HTTP/1.1\r\nHost: localhost\r\n\r\n`, "latin1"));
    await send(server.url, "POST", "/api/v1/accounts", { json: { name: text, hostname: text, currency: text } });
    await send(server.url, "GET", `/sse?since=${encodeURIComponent(text)}&types=${encodeURIComponent(text)}`, { timeout: 2000 });
    requests += 4;
  }
  // A poisoned store and the verification at the next start are the events that say most.
  shim.arm("fail", { kinds: calls.sync, errno: "EIO" });
  const spoken = '"},\\{"é😀';
  const trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";
  const named = { "X-Request-Id": '"}\\n%0a{"at":1}', "BetStream-Actor": Buffer.from(spoken).toString("latin1"), traceparent: `cc-${trace_id}-00f067aa0ba902b7-01-${forged.replaceAll(/[^ -~]/g, "")}` };
  const body = Buffer.from('{"name":"n","hostname":"h"}'); // as text it would have Node write the fields in UTF-8, too
  const failed = await send(server.url, "POST", "/api/v1/accounts", { body, headers: { ...named, "Content-Type": "application/json" } });
  assert.equal(failed.body.code, "outcome_unknown", failed.text);
  assert.equal((await server.exited).code, 74);
  const first = assert_lines(server.messages);
  const [told, ...more] = first.map((line) => JSON.parse(line)).filter(({ message }) => message === "a request failed");
  assert.deepEqual(more, [], "one line for one request");
  assert.deepEqual([told.level, told.code, told.method, told.route], ["error", "outcome_unknown", "POST", "/api/v1/accounts"]);
  assert.deepEqual([told.request_id, told.actor, told.trace_id], [named["X-Request-Id"], spoken, trace_id]);
  assert.equal(told.span_id, failed.headers.traceresponse.split("-")[2]);
  shim.disarm();
  await server.start_again();
  await server.stop({ keep: true });
  const second = assert_lines(server.messages);
  assert.ok([...first, ...second].some((line) => line.includes("forged")), "the hostile name was logged, or this tests nothing");
  report(t, { requests, lines: first.length + second.length, broken_lines: 0 });
});

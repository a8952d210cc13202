// Both readers of Server-Sent Events against an independent one, with the bytes cut anywhere.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { createParser } from "eventsource-parser";
import { repository } from "../contract/server.mjs";
import { Random, seed } from "../oracle/plan.mjs";
import { python_frames, stop_python } from "./python.mjs";

const { SseParser, frameCharsMax } = await import(join(repository, "clients/typescript/dist/sse.js"));
after(stop_python);

const texts = {
  "a stream as the server writes it": 'retry: 3127\n\nevent: hello\ndata: {"epoch":"k3f9"}\n\nid: k3f9-42\nevent: batch_created\ndata: {"seq":42,"meta":"é 🐎 \u2028"}\n\nid: k3f9-42\nevent: ping\ndata: {"seq":42}\n\n',
  "lines that end otherwise": "event: a\r\ndata: 1\r\n\r\nevent: b\rdata: 2\r\rdata: 3\n\r\ndata: 4\r\r\n",
  "several lines of data": "data: one\ndata:two\ndata:  three\ndata\ndata:\n\n",
  "comments, and fields that nobody knows": ": a comment\n:\nfield: x\nfield\ndata: y\n\n: another\n\n",
  "a field without a value, a value with colons": "event\ndata\n\nevent: a:b\ndata: :c:\n\n",
  "no data, no frame": "event: a\nid: 1\n\nid: 2\n\ndata: x\n\n",
  "ids": "id: a\ndata: 1\n\ndata: 2\n\nid\ndata: 3\n\n",
  "times to come back, and what is none": "retry: 10\n\nretry: x\n\nretry: -5\n\nretry: 1.5\n\nretry:7\n\n",
  "a frame that never ends": "data: 1\n\ndata: 2\n",
  "a byte order mark": "\ufeffdata: 1\n\n",
};

function judged(text) {
  const frames = [];
  let retry = null;
  const parser = createParser({ onEvent: ({ id, event, data }) => frames.push([event ?? "message", data, id || null]), onRetry: (ms) => (retry = ms) });
  parser.feed(new TextDecoder().decode(Buffer.from(text))); // which takes the byte order mark away
  return { frames, retry };
}

function typescript_frames(pieces) {
  const parser = new SseParser();
  const decoder = new TextDecoder();
  const frames = pieces.flatMap((piece) => parser.feed(decoder.decode(piece, { stream: true }))).map(({ event, data, id }) => [event, data, id || null]);
  return { frames, retry: parser.retryMs ?? null };
}

// In pieces of 1 to `most` bytes.
function cut_up(bytes, random, most) {
  const pieces = [];
  for (let at = 0; at < bytes.length; ) pieces.push(bytes.subarray(at, (at += random.between(1, most))));
  return pieces;
}

for (const [name, text] of Object.entries(texts)) {
  test(`SSE: ${name}`, { timeout: 60_000 }, async (t) => {
    t.diagnostic(`seed ${seed}`);
    const random = new Random(seed);
    const expected = judged(text);
    for (const most of [1, 2, 3, 7, 7, 7, 1000]) {
      const pieces = cut_up(Buffer.from(text), random, most);
      assert.deepEqual(typescript_frames(pieces), expected, `TypeScript, in pieces of ${most}`);
      assert.deepEqual(await python_frames(pieces), expected, `Python, in pieces of ${most}`);
    }
  });
}

test("a frame without an end does not fill the memory", { timeout: 60_000 }, async () => {
  const parser = new SseParser();
  const piece = "x".repeat(1024 * 1024);
  const pieces = frameCharsMax / piece.length;
  parser.feed("data: ");
  assert.throws(() => {
    for (let i = 0; i <= pieces; ++i) parser.feed(piece);
  }, RangeError);
  await assert.rejects(python_frames([Buffer.from("data: ")], { then: piece, times: pieces + 1 }), { kind: "Misuse", message: /a frame of over/ });
});

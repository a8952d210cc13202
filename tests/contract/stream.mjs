// A subscriber of /sse that keeps every byte, checks every message against the specification, and lets an independent
// parser judge the framing.
import assert from "node:assert/strict";
import http from "node:http";
import { createParser } from "eventsource-parser";
import { assert_event, is_stored } from "./spec.mjs";

export class Stream {
  // Resolves when the head of the answer is there; whoever wants the first message waits for it.
  static open(base, target = "/sse", headers = {}) {
    const { hostname, port } = new URL(base);
    return new Promise((resolve, reject) => {
      const request = http.get({ hostname, port, path: target, headers, agent: false }, (response) => resolve(new Stream(request, response)));
      request.on("error", reject);
    });
  }

  constructor(request, response) {
    this.request = request;
    this.status = response.statusCode;
    this.headers = response.headers;
    this.messages = []; // {id, event, data, text}
    this.retries = [];
    this.bytes = Buffer.alloc(0);
    this.ended = false;
    this.failure = undefined;
    this.waiting = new Set();
    this.#parse(response);
  }

  #parse(response) {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const parser = createParser({
      onEvent: (message) => this.#take(message),
      onRetry: (milliseconds) => this.retries.push(milliseconds),
      onError: (error) => this.#fail(error),
    });
    response.on("data", (chunk) => {
      this.bytes = Buffer.concat([this.bytes, chunk]);
      try {
        parser.feed(decoder.decode(chunk, { stream: true }));
      } catch (error) {
        this.#fail(error);
      }
      this.#wake();
    });
    response.on("end", () => this.#end());
    response.on("error", () => this.#end());
    response.on("close", () => this.#end());
    this.request.on("error", () => this.#end());
  }

  #take({ id, event, data: text }) {
    const data = JSON.parse(text);
    assert_event(data, event);
    if (is_stored(event)) {
      assert.equal(data.type, event, "the frame's event is the type");
      assert.equal(Number(id.split("-")[1]), data.seq, "the frame's id is the cursor of the event");
    }
    this.messages.push({ id, event, data, text });
  }

  #fail(error) {
    this.failure ??= error;
    this.#wake();
  }

  #end() {
    this.ended = true;
    this.#wake();
  }

  #wake() {
    for (const look of [...this.waiting]) look();
  }

  // Until `condition()` gives something; fails loudly instead of hanging.
  until(condition, what = "the stream to go on", milliseconds = 15_000) {
    return new Promise((resolve, reject) => {
      const done = (settle, value) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        settle(value);
      };
      const look = () => {
        if (this.failure) return done(reject, this.failure);
        const value = condition();
        if (value) return done(resolve, value);
        if (this.ended) done(reject, new Error(`the stream ended while waiting for ${what}; it said ${JSON.stringify(this.messages.slice(-3))}`));
      };
      const late = () => done(reject, new Error(`waited in vain for ${what}; the last messages: ${JSON.stringify(this.messages.slice(-3))}`));
      const timer = setTimeout(late, milliseconds);
      this.waiting.add(look);
      look();
    });
  }

  message(event) {
    return this.until(() => this.messages.find((message) => message.event === event), event);
  }

  // The stored events, in the order of their arrival.
  get events() {
    return this.messages.filter(({ event }) => is_stored(event));
  }

  get seqs() {
    return this.events.map(({ data }) => data.seq);
  }

  reached(seq) {
    return this.until(() => this.messages.some(({ data }) => data.seq >= seq), `event ${seq}`);
  }

  async end() {
    if (!this.ended) await this.until(() => this.ended, "the end", 30_000).catch((error) => assert.ok(this.ended, error.message));
    assert.equal(this.failure, undefined, String(this.failure));
  }

  close() {
    this.request.destroy();
    assert.equal(this.failure, undefined, String(this.failure));
  }
}

// The raw text of each frame by its id, control messages and `retry:` left out.
export function frames_of(bytes) {
  const frames = new Map();
  for (const frame of bytes.toString("utf8").split("\n\n")) {
    const id = /^id: (.*)$/m.exec(frame)?.[1];
    const event = /^event: (.*)$/m.exec(frame)?.[1];
    if (id && is_stored(event)) frames.set(id, frame);
  }
  return frames;
}

// Numbers from first to last without a gap, a repetition or a step back.
export function assert_dense(seqs, first, last) {
  assert.deepEqual(seqs, Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

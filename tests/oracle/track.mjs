// What one subscriber heard, over all its connections: each event exactly once, in order, from its cursor on.
import assert from "node:assert/strict";
import { seq_of } from "./send.mjs";

const controls = new Set(["hello", "ping", "reset", "bye", "busy"]);

export class Track {
  // `after`: the cursor that it began with; `wants`: which events it asked for.
  constructor({ after = 0, wants = () => true } = {}) {
    this.first = after + 1;
    this.wants = wants;
    this.cursor = undefined; // the last id heard, for Last-Event-ID
    this.seq = after; // up to here everything was heard or was not for us
    this.events = [];
    this.counts = { hello: 0, ping: 0, reset: 0, bye: 0, busy: 0 };
  }

  take({ id, event: type, data }) {
    if (controls.has(type)) {
      this.counts[type] += 1;
      assert.notEqual(type, "reset", `a subscriber that resumes by id is not reset: ${JSON.stringify(data)}`);
    } else {
      assert.equal(data.type, type, "the event's name is its type");
      assert.equal(seq_of(id), data.seq, "the event's id is its number");
      assert.ok(data.seq > this.seq, `event ${data.seq} comes after ${this.seq}: no repetition, no step back`);
      assert.ok(this.wants(data), `event ${data.seq} was asked for`);
      this.events.push(data);
    }
    if (id === undefined || id === "" || id === this.cursor) return;
    assert.ok(seq_of(id) >= this.seq, `the bookmark ${id} does not go back`);
    this.seq = seq_of(id);
    this.cursor = id;
  }

  // At the end: exactly the wanted events of the log, to the last byte of their content.
  judge(log) {
    const expected = log.filter((event) => event.seq >= this.first && this.wants(event));
    assert.deepEqual(this.events.map(({ seq }) => seq), expected.map(({ seq }) => seq), "every event once, in order");
    assert.deepEqual(this.events, expected, "what is streamed is what is stored");
  }
}

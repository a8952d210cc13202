// The specification against itself: golden samples, the table of errors.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repository } from "./server.mjs";
import { assert_event, event_schemas, operations, spec, status_of_code } from "./spec.mjs";

const folder = join(repository, "contract/events");
const golden = Object.fromEntries(
  readdirSync(folder).map((file) => [file.replace(/\.json$/, ""), JSON.parse(readFileSync(join(folder, file), "utf8"))]),
);

test("every event has a golden sample that fits its schema, and there are no others", () => {
  const control = ["hello", "ping", "reset", "bye", "busy"];
  assert.deepEqual(Object.keys(golden).sort(), [...spec.components.schemas.EventType.enum, ...control].sort());
  for (const [name, sample] of Object.entries(golden)) assert_event(sample, name);
});

test("a sample of one event does not pass for another", () => {
  const stored = Object.keys(event_schemas);
  for (const name of stored) {
    for (const other of stored.filter((type) => type !== name)) assert.throws(() => assert_event(golden[name], other));
  }
});

test("a golden sample with a field too many or too few is refused", () => {
  for (const [name, sample] of Object.entries(golden)) {
    assert.throws(() => assert_event({ ...sample, surplus: 1 }, name), `${name} is closed`);
    for (const key of Object.keys(sample).filter((key) => !["actor", "request_id", "traceparent"].includes(key))) {
      const { [key]: _, ...less } = sample;
      assert.throws(() => assert_event(less, name), `${name} needs ${key}`);
    }
  }
});

test("the golden samples tell one story: numbers rise by one", () => {
  const story = Object.values(golden)
    .filter((sample) => sample.type)
    .sort((a, b) => a.seq - b.seq);
  assert.deepEqual(story.map(({ seq }) => seq), story.map((_, i) => i + 1));
  const versions = story.map(({ batch }) => batch?.version).filter(Boolean);
  assert.deepEqual(versions, versions.map((_, i) => i + 1));
});

test("every error code stands in the table with its status", () => {
  assert.deepEqual(Object.keys(status_of_code).sort(), [...spec.components.schemas.ErrorCode.enum].sort());
});

test("every operation has an id of its own, an answer that is good, and one for everything else", () => {
  assert.equal(new Set(operations.map(({ id }) => id)).size, operations.length);
  for (const { id, responses } of operations) {
    assert.ok(Object.keys(responses).some((status) => status.startsWith("2")), id);
    assert.ok(responses.default, id);
  }
});

test("every write takes an Idempotency-Key and says who did it", () => {
  for (const { id, method, parameters, is_ephemeral } of operations.filter(({ method }) => method !== "GET")) {
    const names = parameters.map(({ name }) => name);
    assert.equal(names.includes("Idempotency-Key"), !is_ephemeral, `${method} ${id}`);
    for (const name of ["BetStream-Actor", "X-Request-Id", "traceparent"]) assert.ok(names.includes(name), `${method} ${id} ${name}`);
  }
});

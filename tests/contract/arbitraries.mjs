// Requests made up from the specification: values that a schema accepts, the same with something wrong in them, and
// bytes that are hardly JSON any more.
import fc from "fast-check";
import { operations, resolve } from "./spec.mjs";

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, "", 0, -1, 1e308, -0, 0.00001, 2 ** 53, 1e11, "0.1", [], {}, [[]], "\u0000", "\ud7ff", "x".repeat(2000), true),
);

// One in twelve; otherwise undefined.
const rarely = (arbitrary) => fc.oneof({ weight: 11, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

// A value that the schema accepts.
export function valid(node, depth = 0) {
  const schema = resolve(node);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const type = Array.isArray(schema.type) ? schema.type : [schema.type];
  if (type.includes("object")) return valid_object(schema, depth);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((inner) => valid(inner, depth)));
  if (type.includes("null")) return fc.option(valid({ ...schema, type: type.find((name) => name !== "null") }, depth), { nil: null });
  switch (type[0]) {
    case "integer": {
      const bounds = { min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 };
      const small = { min: Math.max(bounds.min, -20), max: Math.min(bounds.max, 20) };
      return fc.oneof({ weight: 9, arbitrary: fc.integer(small) }, { weight: 1, arbitrary: fc.integer(bounds) });
    }
    case "number":
      return fc.integer({ min: schema.minimum === 0 ? 0 : -1e7, max: 1e7 }).map((units) => units / 10_000);
    case "boolean":
      return fc.boolean();
    case "string":
      return valid_text(schema);
    case "array":
      return fc.array(valid(schema.items, depth + 1), { minLength: schema.minItems ?? 0, maxLength: 4 });
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function valid_text(schema) {
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
  const size = { minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 40, 40) };
  return fc.oneof(fc.string(size), fc.string({ ...size, unit: "grapheme" }), fc.constantFrom("1/2/3", "4/5 ** note", "ana"));
}

function valid_object(schema, depth) {
  if (schema["x-open"] || depth > 6) return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
  const properties = Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, valid(inner, depth + 1)]);
  return fc.record(Object.fromEntries(properties), { requiredKeys: schema.required ?? [] });
}

// Every place of a JSON value: [container, key] pairs.
function places(value, found = []) {
  if (value === null || typeof value !== "object") return found;
  for (const key of Object.keys(value)) {
    found.push([value, key]);
    places(value[key], found);
  }
  return found;
}

// The same with one thing wrong, somewhere.
const broken = (schema) =>
  fc.tuple(valid(schema), junk, fc.nat(), fc.constantFrom("replace", "remove", "whole")).map(([value, bad, at, how]) => {
    const copy = structuredClone(value);
    const all = places(copy);
    if (how === "whole" || all.length === 0) return bad;
    const [container, key] = all[at % all.length];
    if (how === "replace") container[key] = bad;
    else if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
    return copy;
  });

// Bytes: what a cable, a bad client or an attacker makes of it.
const mangled = (schema) =>
  fc.tuple(valid(schema), fc.nat(), fc.nat(255), fc.constantFrom("flip", "cut", "insert", "append", "double")).map(([value, at, byte, how]) => {
    const bytes = Buffer.from(JSON.stringify(value) ?? "null");
    const place = at % (bytes.length || 1);
    if (how === "flip") bytes[place] = byte;
    if (how === "cut") return bytes.subarray(0, place);
    if (how === "insert") return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)]);
    if (how === "append") return Buffer.concat([bytes, Buffer.from([byte])]);
    if (how === "double") return Buffer.concat([bytes, bytes]);
    return bytes;
  });

const body_of = (schema) =>
  fc.oneof(
    { weight: 8, arbitrary: valid(schema).map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: broken(schema).map((value) => JSON.stringify(value) ?? "null") },
    { weight: 1, arbitrary: mangled(schema) },
  );

const query_value = (schema) =>
  fc.oneof(
    { weight: 9, arbitrary: valid(schema).map((value) => (Array.isArray(value) ? value.join(",") : String(value))) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );

function query_of(parameters) {
  const known = parameters.filter(({ in: where, name }) => where === "query" && name !== "wait");
  const some = fc.record(Object.fromEntries(known.map(({ name, schema }) => [name, query_value(schema)])), { requiredKeys: [] });
  const surplus = rarely(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 8 })));
  return fc.tuple(some, surplus).map(([values, more]) => {
    const pairs = [...Object.entries(values), ...(more ? [more] : [])];
    return pairs.length ? `?${pairs.map((pair) => pair.map((text) => encodeURIComponent(text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, ""))).join("=")).join("&")}` : "";
  });
}

const header_text = fc.stringMatching(/^[\x21-\x7e]{1,70}$/);
const odd_headers = fc.record(
  {
    "BetStream-Actor": header_text,
    "X-Request-Id": header_text,
    "If-Match": fc.oneof(fc.constantFrom("*", '"1"', '"2"', '"1-0"', 'W/"1"', "1"), header_text),
    "If-None-Match": fc.oneof(fc.constantFrom("*", '"1"'), header_text),
    traceparent: fc.oneof(fc.constant("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), header_text),
  },
  { requiredKeys: [] },
);
const headers = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: odd_headers });
const content_types = fc.oneof(
  { weight: 24, arbitrary: fc.constant("application/json") },
  { weight: 1, arbitrary: fc.constantFrom("text/plain", "application/json;charset=utf-8", "application/merge-patch+json", "x") },
);

// {id, picks, query, headers, body, times}: `picks` choose among the ids that live when it is sent.
const request_of = (operation) =>
  fc.record({
    id: fc.constant(operation.id),
    picks: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
    stray: rarely(fc.constantFrom("account", "bet", "no account", "no batch")),
    query: query_of(operation.parameters),
    headers,
    type: content_types,
    body: operation.body ? body_of(operation.body) : fc.constant(undefined),
    times: operation.method === "GET" ? fc.constant(1) : fc.integer({ min: 1, max: 3 }),
  });

const fuzzed = operations.filter(({ template }) => template.startsWith("/api/v1/"));
// What builds things up comes more often than what takes them down.
const weight_of = ({ id }) => ({ createAccount: 3, createBatch: 8, markBet: 8, markBets: 8, deleteAccount: 1 })[id] ?? 3;
export const requests = fc.array(fc.oneof(...fuzzed.map((operation) => ({ weight: weight_of(operation), arbitrary: request_of(operation) }))), {
  minLength: 1,
  maxLength: 12,
});

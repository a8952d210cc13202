// The types of the Python client are written by hand: they must say what contract/openapi.yaml says, and no less.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { repository } from "../contract/server.mjs";
import { operations, resolve, spec } from "../contract/spec.mjs";
import { python_types, stop_python } from "./python.mjs";

const schemas = spec.components.schemas;
let types;
before(async () => (types = await python_types()));
after(stop_python);

// What the client leaves to others: consoles, and whoever operates the server.
const left_out = new Set(["Backup", "Presence", "PresenceWord", "PresentSession", "Preferences", "PreferencesNow", "Readiness", "CreatedBatch", "BatchPatch", "Reopening"]);
// Where the wire has no name of its own, or Python needs another one.
const renamed = { Problem: "ProblemBody" };
const nameless = {
  "Submission.expect": "Expectation",
  "Latency.histogram[]": "LatencyBucket",
  "Statistics.buckets[]": "StatisticsBucket",
  "Statistics.accounts[]": "StatisticsAccount",
  "Statistics.accounts[].success": "SuccessRate",
};
// Where the client asks for more than the server does, and why.
const stricter = { Mark: ["status"] }; // without it a mark is `successful`, whatever else it says
// Messages of the stream that never leave the client.
const inside = new Set(["Hello", "Ping", "Reset", "Bye", "Busy", "StreamMessage"]);

// All members of an object that is made of several.
function flat(schema) {
  const parts = (schema.allOf ?? []).map((part) => flat(resolve(part)));
  const own = { properties: schema.properties ?? {}, required: schema.required ?? [] };
  const all = [...parts, own];
  return { properties: Object.assign({}, ...all.map(({ properties }) => properties)), required: [...new Set(all.flatMap(({ required }) => required))] };
}

const simple = new Set(["integer", "string", "boolean", "number", "null"]);
const is_object = (schema) => schema.type === "object" || schema.allOf !== undefined;
const any_of = (kinds) => {
  const [only, ...others] = [...new Map(kinds.map((kind) => [JSON.stringify(kind), kind])).values()];
  return others.length === 0 ? only : { any: [only, ...others] };
};

// A schema in the words of described.py; `path` names what has no name. `outgoing`: a caller may write whole money as an int.
function described(node, path) {
  const name = node.$ref?.split("/").at(-1);
  const schema = resolve(node);
  if (name === "MoneyInput" || name === "StakeInput") return { any: ["number", "integer", "string"] };
  if (schema.const !== undefined) return { enum: [schema.const] };
  if (schema.enum) return { enum: schema.enum };
  if (schema.oneOf || schema.anyOf) return any_of((schema.oneOf ?? schema.anyOf).filter(({ $ref }) => !left_out.has($ref?.split("/").at(-1))).map((part) => described(part, path)));
  if (schema["x-open"]) return "any object";
  if (is_object(schema)) return { name: renamed[name] ?? name ?? nameless[path] ?? `nobody for ${path}` };
  if (schema.type === "array") return { array: described(schema.items, `${path}[]`) };
  return any_of([schema.type].flat().map((type) => (simple.has(type) ? type : `unknown type ${type}`)));
}

const sorted = (kind) => JSON.stringify(kind?.any ? { any: kind.any.map((part) => JSON.stringify(part)).sort() } : kind);

function compare(name, schema, python) {
  const type = types[python];
  assert.ok(type, `types.py has no ${python}`);
  const { properties, required } = flat(schema);
  assert.deepEqual(Object.keys(type.members).sort(), Object.keys(properties).sort(), `the members of ${python}`);
  assert.deepEqual(type.required, [...required, ...(stricter[name] ?? [])].sort(), `what ${python} must have`);
  for (const [member, node] of Object.entries(properties)) {
    assert.equal(sorted(type.members[member]), sorted(described(node, `${name}.${member}`)), `the type of ${python}.${member}`);
    const { properties: inner, items } = resolve(node);
    if (inner && nameless[`${name}.${member}`]) compare(`${name}.${member}`, resolve(node), nameless[`${name}.${member}`]);
    if (items && nameless[`${name}.${member}[]`]) compare(`${name}.${member}[]`, resolve(items), nameless[`${name}.${member}[]`]);
  }
}

test("every object of the contract is a type of the same name, with the same members", () => {
  const compared = new Set();
  for (const [name, schema] of Object.entries(schemas)) {
    if (left_out.has(name) || inside.has(name) || !is_object(schema) || schema["x-open"]) continue;
    if (name === "EventCommon") continue; // compared as a part of each event
    compare(name, schema, renamed[name] ?? name);
    compared.add(renamed[name] ?? name);
  }
  // BatchRef, EventCommon and State are ours: they name what the contract says in words.
  const others = Object.keys(types).filter((name) => types[name].members && !compared.has(name) && !Object.values(nameless).includes(name));
  assert.deepEqual(others.sort(), ["BatchRef", "EventCommon", "State"]);
});

test("every list of words is the list of the contract", () => {
  for (const name of ["BatchStatus", "BetStatus", "StatisticsStep", "EventType", "ErrorCode"]) assert.deepEqual(types[name], { enum: schemas[name].enum }, name);
  assert.deepEqual(types.ResetReason.enum.toSorted(), schemas.Reset.properties.reason.enum.toSorted());
  const events = Object.values(schemas.Event.discriminator.mapping).map((ref) => ref.split("/").at(-1));
  assert.deepEqual(types.Event.any.map(({ name }) => name).sort(), events.sort());
});

test("every parameter of a search is a parameter of its method", async () => {
  const { python_parameters } = types;
  for (const [id, method] of [["listBatches", "list_batches"], ["searchBatches", "search_batches"], ["getStatistics", "get_statistics"], ["listEvents", "list_events"]]) {
    const query = operations.find((operation) => operation.id === id).parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
    const own = ["self", "account_id", "deadline_s"];
    assert.deepEqual(python_parameters[method].filter((name) => !own.includes(name)).map((name) => name.replace(/_$/, "")).sort(), query.sort(), method);
  }
});

test("mypy has nothing to say", { timeout: 120_000 }, (t) => {
  if (spawnSync("mypy", ["--version"]).error) return t.skip("there is no mypy here");
  const folder = join(repository, "clients/python");
  const { status, stdout } = spawnSync("mypy", ["--strict", "--cache-dir=/dev/null", "betstream", "examples/bot.py"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

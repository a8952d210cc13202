// The specification as something to test against: which operation a request is, and whether an answer is what it says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import add_formats from "ajv-formats";
import { parse } from "yaml";
import { repository } from "./server.mjs";

export const spec = parse(readFileSync(join(repository, "contract/openapi.yaml"), "utf8"), { schema: "core" });

const methods = ["get", "put", "post", "delete", "patch"];
// What `default` stands for: any request can get these, see "Errors" in the specification.
const anywhere = new Set([403, 405, 408, 413, 414, 431, 500, 503]);

export function resolve(node) {
  while (node?.$ref) {
    const { $ref, ...beside } = node;
    const target = $ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/").replaceAll("~0", "~")], spec);
    node = { ...target, ...beside };
  }
  return node;
}

export const operations = Object.entries(spec.paths).flatMap(([template, item]) =>
  methods
    .filter((method) => item[method])
    .map((method) => ({
      id: item[method].operationId,
      method: method.toUpperCase(),
      template,
      is_ephemeral: item[method]["x-ephemeral"] === true,
      pattern: new RegExp(`^${template.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve),
      body: resolve(item[method].requestBody)?.content?.["application/json"]?.schema,
      responses: Object.fromEntries(Object.entries(item[method].responses).map(([status, node]) => [status, resolve(node)])),
    })),
);

// Literal paths win over templates.
export function find_operation(method, path) {
  const wanted = method === "HEAD" ? "GET" : method;
  const found = operations.filter((operation) => operation.method === wanted && operation.pattern.test(path));
  return found.find((operation) => !operation.template.includes("{")) ?? found[0];
}

// code -> status, from the table that people read.
export const status_of_code = Object.fromEntries(
  [...spec.components.schemas.ErrorCode.description.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, code, status]) => [code, Number(status)]),
);

// Answers are checked more strictly than clients may: a field that the specification does not name is an error.
function close(schema) {
  if (Array.isArray(schema)) return schema.map(close);
  if (schema === null || typeof schema !== "object") return schema;
  if (schema.allOf) return close(merge(schema.allOf));
  const closed = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === "examples" || key === "enum" ? value : close(value)]));
  if (schema.type === "object" && schema.properties && !schema["x-open"]) closed.additionalProperties = false;
  return closed;
}

function merge(parts) {
  const merged = { type: "object", required: [], properties: {} };
  for (const part of parts.map(resolve)) {
    const flat = part.allOf ? merge(part.allOf) : part;
    merged.required.push(...(flat.required ?? []));
    Object.assign(merged.properties, flat.properties);
  }
  merged.required = [...new Set(merged.required)];
  return merged;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
add_formats(ajv);
ajv.addSchema({ $id: "answers", components: { schemas: close(spec.components.schemas) } });
ajv.addSchema({ $id: "requests", components: { schemas: spec.components.schemas } });

const compiled = new Map();
function compile(schema, base) {
  const text = JSON.stringify(schema).replaceAll('"#/components/', `"${base}#/components/`);
  if (!compiled.has(base + text)) compiled.set(base + text, ajv.compile(JSON.parse(text)));
  return compiled.get(base + text);
}

function assert_valid(validate, value, what) {
  if (validate(value)) return;
  const errors = validate.errors.slice(0, 8).map((error) => `  ${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
  assert.fail(`${what} is not what the specification says:\n${errors.join("\n")}\n${JSON.stringify(value)?.slice(0, 2000)}`);
}

export function assert_schema(name, value, what = name) {
  assert_valid(compile({ $ref: `#/components/schemas/${name}` }, "answers"), value, what);
}

export function is_valid_request(schema, value) {
  return compile(schema, "requests")(value);
}

// The bodies that a schema of a component accepts, for whoever makes requests up.
export const schema_of = (name) => resolve({ $ref: `#/components/schemas/${name}` });

const stored_types = new Set(spec.components.schemas.EventType.enum);
const control_schemas = { hello: "Hello", ping: "Ping", reset: "Reset", bye: "Bye", busy: "Busy" };
export const event_schemas = Object.fromEntries(
  Object.entries(spec.components.schemas.Event.discriminator.mapping).map(([type, ref]) => [type, ref.split("/").at(-1)]),
);
export const is_stored = (type) => stored_types.has(type);

// A message of the stream by the name of its frame, or a stored event by its own type.
export function assert_event(data, name = data.type) {
  const schema = event_schemas[name] ?? control_schemas[name];
  assert.ok(schema, `the specification knows the event ${name}`);
  assert_schema(schema, data, `event ${name}`);
}

function assert_headers(documented, answer, what) {
  for (const [name, node] of Object.entries(documented ?? {})) {
    const header = resolve(node);
    const value = answer.headers[name.toLowerCase()];
    if (value === undefined) {
      assert.ok(!header.required, `${what} has the header ${name}`);
      continue;
    }
    assert_valid(compile(header.schema, "answers"), value, `${what}: header ${name}`);
  }
}

function assert_problem(answer, what) {
  assert_schema("Problem", answer.body, what);
  assert.equal(answer.body.status, answer.status, `${what}: status of the body`);
  assert.equal(status_of_code[answer.body.code], answer.status, `${what}: ${answer.body.code} belongs to its status`);
  assert.equal(answer.body.type, `/problems/${answer.body.code}`, `${what}: type`);
  // A replay holds the bytes of the first answer, its request id and trace included.
  if (answer.headers["idempotency-replayed"]) return;
  assert.equal(answer.headers["x-request-id"], answer.body.request_id, `${what}: request id`);
  assert.equal(answer.headers.traceresponse?.split("-")[1], answer.body.trace_id, `${what}: trace`);
}

// Money is written without an exponent, with at least one decimal, at most four, and no needless zeros.
function assert_money_text(answer, what) {
  for (const [, stake, cost] of answer.text.matchAll(/"selection":"(?:[^"\\]|\\.)*","stake":([^,}]+),"cost":([^,}]+)/g)) {
    for (const amount of [stake, cost]) assert.match(amount, /^-?(0|[1-9]\d*)\.(\d|\d{1,3}[1-9])$/, `${what}: money`);
  }
}

export function assert_answer(method, target, answer) {
  const path = target.split("?")[0];
  const what = `${method} ${target} -> ${answer.status}`;
  assert.ok(answer.status !== 500, `${what}: ${answer.text}`);
  assert.equal(answer.headers["x-content-type-options"], "nosniff", `${what}: nosniff`);
  assert.ok(answer.headers["x-request-id"], `${what} has X-Request-Id`);

  const operation = find_operation(method, path);
  const documented = operation?.responses[answer.status];
  if (!documented) {
    assert.ok(!operation || anywhere.has(answer.status), `${what} is not in the specification: ${answer.text}`);
    assert.equal(answer.media_type, "application/problem+json", `${what}: an error is a problem`);
    assert_problem(answer, what);
    return;
  }
  assert_headers(documented.headers, answer, what);
  if (!documented.content) {
    assert.equal(answer.text, "", `${what} has no body`);
    return;
  }
  if (method === "HEAD") return;
  const content = documented.content[answer.media_type];
  assert.ok(content, `${what}: ${answer.media_type} is not in the specification`);
  if (answer.media_type === "application/problem+json") assert_problem(answer, what);
  else if (content.schema && answer.media_type !== "text/html") assert_valid(compile(content.schema, "answers"), answer.body, what);
  if (answer.media_type === "application/json" && path.startsWith("/api/")) assert_money_text(answer, what);
}

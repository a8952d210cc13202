// api.md: every route and object of contract/openapi.yaml.
import { operations } from "./operations.mjs";
import { Schemas } from "./schema.mjs";
import { code, codes, one_line, paragraphs, sentence, table } from "./words.mjs";

// Explained once, under "Headers".
const common_headers = new Set(["X-Request-Id", "traceparent", "BetStream-Actor"]);

// What any route answers with, by the form of the request or the state of the server: said once.
const everywhere = ["malformed_request", "unknown_parameter", "not_allowed", "method_not_allowed", "request_timeout", "uri_too_long", "headers_too_large", "body_too_large", "unsupported_media_type", "internal", "overloaded", "collided", "draining", "unavailable", "outcome_unknown", "storage_full"];

const link_of = (name) => `[${code(name)}](errors.md#${name})`;

function parameter_rows({ parameters }, schemas) {
  return parameters
    .filter(({ in: place, description }) => place === "query" || (place === "path" && description))
    .map(({ name, in: place, description, schema }) => {
      const standard = schema.default === undefined ? "" : ` ${code(schema.default)} when absent.`;
      return [code(place === "path" ? `{${name}}` : `?${name}`), schemas.words(schema), `${sentence(description)}${standard}`];
    });
}

function headers_of({ parameters }) {
  const names = parameters.filter(({ in: place, name }) => place === "header" && !common_headers.has(name)).map(({ name }) => name);
  return names.length > 0 && `Headers: ${codes(names)}.`;
}

function body_of({ body }, schemas) {
  if (!body) return undefined;
  const types = Object.entries(body.content);
  const shape = schemas.words(types[0][1].schema);
  const further = types.slice(1).map(([type]) => code(type));
  return `Body${body.required ? "" : ", which may be absent"}: ${shape}${further.length > 0 ? `; also as ${further.join(", ")}` : ""}.`;
}

function shape_of({ content }, schemas) {
  const json = content?.["application/json"]?.schema;
  if (json) return `: ${schemas.words(json)}`;
  const types = Object.keys(content ?? {});
  return types.length > 0 ? `: ${codes(types)}` : "";
}

function answers_of({ responses, errors }, schemas) {
  const good = responses.filter(({ status }) => Number(status) < 300).map((response) => `- ${code(response.status)} ${one_line(response.description).replace(/\.$/, "")}${shape_of(response, schemas)}`);
  const refusals = [...errors].filter((name) => !everywhere.includes(name)).map(link_of);
  return [...good, refusals.length > 0 ? `- Refused with ${refusals.join(", ")}` : ""].filter(Boolean).join("\n");
}

function route_section(operation, schemas) {
  const parameters = parameter_rows(operation, schemas);
  return [
    `### ${code(operation.title)}`,
    sentence(operation.summary),
    operation.description?.trim(),
    parameters.length > 0 && table(["parameter", "value", "meaning"], parameters),
    body_of(operation, schemas),
    headers_of(operation),
    operation.is_ephemeral && "Kept in memory only, and not repeated by a key.",
    answers_of(operation, schemas),
  ];
}

function header_rows({ components }) {
  const asked = Object.values(components.parameters).filter(({ in: place }) => place === "header");
  const requests = asked.map(({ name, description }) => [code(name), "request", description]);
  const names = { Cursor: "BetStream-Cursor", ETag: "ETag", Location: "Location", RequestId: "X-Request-Id", PreferenceApplied: "Preference-Applied", IdempotencyReplayed: "Idempotency-Replayed", Link: "Link", Allow: "Allow", RetryAfter: "Retry-After" };
  const answers = Object.entries(names).map(([key, name]) => [code(name), "answer", components.headers[key].description]);
  return [...requests, ...answers].map(([name, place, description]) => [name, place, sentence(description)]);
}

/** Objects that a route takes or gives, and what they are made of, but events and what streams say. */
function objects_of(spec, schemas) {
  const stream = new Set(["Event", "EventCommon", "StreamMessage", "Hello", "Ping", "Reset", "Bye", "Busy"]);
  for (const ref of Object.values(spec.components.schemas.Event.discriminator.mapping)) stream.add(ref.split("/").at(-1));
  return Object.keys(spec.components.schemas).filter((name) => schemas.is_object(name) && !stream.has(name));
}

function object_section(name, schemas) {
  const schema = schemas.all[name];
  const about = schema.description && sentence(schema.description);
  if (schema.type === "array") return [`### ${name}`, about, `A ${schemas.words(schema)}.`];
  return [`### ${name}`, about, schemas.table(schemas.members({ $ref: `#/components/schemas/${name}` }))];
}

export function api_parts({ spec }) {
  const schemas = new Schemas(spec);
  const all = operations(spec);
  const of_tag = ({ name, description }) => [`## ${name[0].toUpperCase()}${name.slice(1)}`, description, all.filter(({ tag }) => tag === name).flatMap((operation) => route_section(operation, schemas))].flat();
  return {
    routes: table(["route", "what it does"], all.map(({ title, anchor, summary }) => [`[${code(title)}](#${anchor})`, summary])),
    "errors-everywhere": everywhere.map(link_of).join(", "),
    headers: table(["header", "of", "meaning"], header_rows(spec)),
    "each-route": paragraphs(spec.tags.flatMap(of_tag)),
    objects: paragraphs(objects_of(spec, schemas).flatMap((name) => object_section(name, schemas))),
  };
}

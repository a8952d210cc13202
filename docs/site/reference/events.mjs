// events.md: every event, and what a stream says beside them.
import { Schemas } from "./schema.mjs";
import { code, fenced, paragraphs, sentence, table } from "./words.mjs";

const width = 100;

// Objects on one line where they fit. Numbers stay as they are written: 10.0 is money.
function pretty(text) {
  const value = JSON.parse(text.replace(/: (-?\d+\.\d+)/g, ': "#$1"'));
  const flat = (part) => JSON.stringify(part, null, 1).replace(/\n\s*/g, " ").replace(/\{ /g, "{").replace(/ \}/g, "}").replace(/\[ /g, "[").replace(/ \]/g, "]");
  const write = (part, indent, before) => {
    const line = flat(part);
    if (part === null || typeof part !== "object" || indent.length + before + line.length <= width) return line;
    const deeper = `${indent}  `;
    const [open, close] = Array.isArray(part) ? "[]" : "{}";
    const items = Object.entries(part).map(([key, each]) => {
      const name = Array.isArray(part) ? "" : `"${key}": `;
      return `${deeper}${name}${write(each, deeper, name.length + 1)}`;
    });
    return `${open}\n${items.join(",\n")}\n${indent}${close}`;
  };
  return write(value, "", 0).replace(/"#(-?[\d.]+)"/g, "$1");
}

export function event_parts({ spec, samples }) {
  const schemas = new Schemas(spec, "api.md");
  const common = schemas.members({ $ref: "#/components/schemas/EventCommon" });
  const in_envelope = new Set(common.map(({ name }) => name));
  const types = Object.entries(spec.components.schemas.Event.discriminator.mapping);
  const section = (name, ref) => {
    const schema = spec.components.schemas[ref.split("/").at(-1)];
    const own = schemas.members({ $ref: ref }).filter((member) => !in_envelope.has(member.name));
    return [`### ${code(name)}`, sentence(schema.description), own.length > 0 && schemas.table(own), fenced(pretty(samples[name]), "json")];
  };
  const overview = types.map(([name, ref]) => [`[${code(name)}](#${name})`, spec.components.schemas[ref.split("/").at(-1)].description]);
  return {
    envelope: schemas.table(common),
    events: paragraphs(table(["event", "what happened"], overview.map(([name, text]) => [name, sentence(text)])), types.flatMap(([name, ref]) => section(name, ref))),
    frames: paragraphs(["hello", "ping", "reset", "bye", "busy"].flatMap((name) => section(name, `#/components/schemas/${name[0].toUpperCase()}${name.slice(1)}`))),
  };
}

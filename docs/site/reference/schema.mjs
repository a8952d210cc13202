// Schemas of the contract in words: what a field holds, and the fields of an object as a table.
import { code, codes, sentence, table, with_separators } from "./words.mjs";

// Values that many fields have; api.md explains each under "Values".
const known = {
  Id: "id",
  ExternalId: "whole number",
  Timestamp: "time",
  TimestampInput: "time",
  Money: "money",
  Stake: "money",
  MoneyInput: "money",
  StakeInput: "money, not negative",
  Currency: "currency",
  Cursor: "cursor",
  CursorOrSeq: "cursor or number",
  Meta: "JSON object",
  Preferences: "JSON object",
  Event: "[event](events.md)",
  ErrorCode: "[code](errors.md)",
};

const name_of = ({ $ref }) => $ref?.split("/").at(-1);

export class Schemas {
  /** `object_page` is the page with the objects, "" for the same one. */
  constructor(spec, object_page = "") {
    this.all = spec.components.schemas;
    this.object_page = object_page;
  }

  resolve(schema) {
    const name = name_of(schema);
    if (!name) return schema;
    const { $ref, ...beside } = schema;
    return { ...this.resolve(this.all[name]), ...beside };
  }

  is_object(name) {
    const schema = this.all[name];
    return !(name in known) && Boolean(schema && (schema.type === "object" || schema.allOf || schema.oneOf || (schema.type === "array" && schema.items.$ref)));
  }

  /** What a value of it is. */
  words(schema) {
    const name = name_of(schema);
    if (name in known) return known[name];
    if (name && this.is_object(name)) return `[${name}](${this.object_page}#${name.toLowerCase()})`;
    const flat = this.resolve(schema);
    if ("const" in flat) return code(flat.const);
    if (flat.enum) return codes(flat.enum);
    if (flat.anyOf || flat.oneOf) return [...new Set((flat.anyOf ?? flat.oneOf).map((each) => this.words(each)))].join(" or ");
    const types = [flat.type].flat();
    return [this.#of_type(flat, types.find((type) => type !== "null")), types.includes("null") && "null"].filter(Boolean).join(" or ");
  }

  #of_type(schema, type) {
    switch (type) {
      case "array":
        return `list of ${this.words(schema.items)}${schema.maxItems ? `, at most ${with_separators(schema.maxItems)}` : ""}`;
      case "integer":
        return `whole number${range_of(schema)}`;
      case "string":
        return `text${length_of(schema)}`;
      case "boolean":
        return "`true`, `false`";
      case "object":
        return "JSON object";
      default:
        return type ?? "any";
    }
  }

  /** The members of an object, those of what it is made of included. */
  members(schema) {
    const flat = this.resolve(schema);
    if (flat.allOf) return flat.allOf.flatMap((part) => this.members(part));
    const required = new Set(flat.required ?? []);
    return Object.entries(flat.properties ?? {}).map(([name, each]) => ({ name, schema: each, is_required: required.has(name) }));
  }

  table(members) {
    const rows = members.map(({ name, schema, is_required }) => {
      const { description, default: standard } = this.resolve_own(schema);
      const notes = [sentence(description), standard === undefined ? "" : `${code(standard)} when absent.`].filter(Boolean).join(" ");
      return [code(name), `${this.words(schema)}${is_required ? "" : ", optional"}`, notes];
    });
    return table(["field", "value", "meaning"], rows);
  }

  // Of a value that many fields have, only what the field itself says.
  resolve_own(schema) {
    const name = name_of(schema);
    return name && (name in known || this.is_object(name)) ? schema : this.resolve(schema);
  }
}

const beyond = (number) => number === undefined || Math.abs(number) >= Number.MAX_SAFE_INTEGER;

function range_of({ minimum, maximum }) {
  if (beyond(minimum) && beyond(maximum)) return "";
  if (beyond(maximum)) return minimum === 0 ? "" : ` from ${with_separators(minimum)}`;
  return ` ${beyond(minimum) ? "up" : with_separators(minimum)} to ${with_separators(maximum)}`;
}

function length_of({ minLength, maxLength }) {
  if (maxLength === undefined) return "";
  return `, ${minLength ? `${minLength} to ` : "at most "}${with_separators(maxLength)} characters`;
}


// The TypeScript client as the tests drive it: see languages.mjs. It runs in this very process, as built by `tsc`.
import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../contract/server.mjs";

const folder = join(repository, "clients/typescript");
const built = join(folder, "dist/index.js");
const how = "npm ci --prefix clients/typescript && npm run build --prefix clients/typescript";
assert.ok(existsSync(built), `the TypeScript client is not built: ${how}`);
const newest = Math.max(...readdirSync(join(folder, "src")).map((name) => statSync(join(folder, "src", name)).mtimeMs));
assert.ok(statSync(built).mtimeMs >= newest, `the TypeScript client was changed since it was built: ${how}`);
export const { BetStream, ...errors } = await import(built);

const camel_case = (name) => name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());

// Methods that take what they look for in an object of its own.
const searches = new Set(["list_batches", "search_batches", "get_statistics", "list_events"]);

export async function open_typescript(url, { actor, headers, traceparent, attempt_ms, deadline_ms, reconnect_max_ms } = {}) {
  const client = new BetStream(url, { actor, headers, traceparent: traceparent && (() => traceparent), attemptMs: attempt_ms, deadlineMs: deadline_ms, reconnectMaxMs: reconnect_max_ms });
  const open = new Set();
  const drive = (make) => {
    let stream;
    try {
      stream = make();
    } catch (error) {
      throw to_neutral(error);
    }
    open.add(stream);
    return {
      next: async () => {
        const { value, done } = await stream.next().catch((error) => Promise.reject(to_neutral(error)));
        return done ? { done } : { item: value, cursor: stream.cursor };
      },
      close: async () => void (await stream.return()),
      cursor: async () => stream.cursor,
      heard_ms_ago: async () => Date.now() - stream.heardAt,
    };
  };
  const call = (name, values = [], { key, version, deadline_ms: deadlineMs, ...search } = {}, signal = undefined) => {
    const more = searches.has(name) ? [...values, search] : values;
    return client[camel_case(name)](...more, { key, version, deadlineMs, signal });
  };
  return {
    raw: client,
    call: (...all) => call(...all).catch((error) => Promise.reject(to_neutral(error))),
    events: async (options) => drive(() => client.events(options)),
    follow: async ([name, values, named], filter) => drive(() => client.follow((signal) => call(name, values, named, signal), filter)),
    break_off: async (options) => {
      for await (const { seq } of client.events(options)) return seq;
    },
    close: async () => void (await Promise.all([...open].map((stream) => stream.return()))),
  };
}

export const typescript_methods = async () => Object.getOwnPropertyNames(BetStream.prototype);

// An error in the words that both languages share.
function to_neutral(error) {
  const { name, code, status, detail, errors: fields, request_id, trace_id, key, reason, message } = error;
  const kind = name === "BetStreamProblem" ? "Problem" : error instanceof errors.BetStreamError ? name : name === "TypeError" ? "Misuse" : name;
  return Object.assign(new Error(message, { cause: error }), { kind, code, status, detail, errors: fields, request_id, trace_id, key, reason });
}

// One request over node:http, and the pages of a list or of the log read to their end. Nothing is repeated, nothing is
// hidden: a connection that breaks is an error, because what became of the request is then unknown.
import http from "node:http";

export function send(base, method, target, { json, body, headers = {}, agent, timeout = 30_000 } = {}) {
  const { hostname, port } = new URL(base);
  const bytes = json === undefined ? body : JSON.stringify(json);
  const fields = { ...(json === undefined ? {} : { "Content-Type": "application/json" }), ...headers };
  if (bytes !== undefined) fields["Content-Length"] = Buffer.byteLength(bytes);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path: target, headers: fields, agent: agent ?? false }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("aborted", () => reject(new Error("the answer broke off")));
      response.on("end", () => resolve(to_answer(response, Buffer.concat(chunks).toString("utf8"))));
    });
    request.setTimeout(timeout, () => request.destroy(new Error(`${method} ${target}: no answer after ${timeout} ms`)));
    request.on("error", reject);
    request.end(bytes);
  });
}

function to_answer(response, text) {
  const is_json = /^application\/(problem\+)?json/.test(response.headers["content-type"] ?? "") && text !== "";
  return { status: response.statusCode, headers: response.headers, text, body: is_json ? JSON.parse(text) : undefined };
}

export async function get(base, target, options) {
  const answer = await send(base, "GET", target, options);
  if (answer.status !== 200) throw new Error(`GET ${target} -> ${answer.status} ${answer.text}`);
  return answer;
}

export const seq_of = (cursor) => Number(cursor.slice(cursor.indexOf("-") + 1));

// The whole log, oldest first.
export async function read_log(base, { after = 0 } = {}) {
  const events = [];
  for (let since = String(after); ; ) {
    const { body: page } = await get(base, `/api/v1/events?since=${since}&limit=1000`);
    events.push(...page.events);
    if (page.next === page.head) return { events, head: seq_of(page.head), epoch: page.epoch };
    since = page.next;
  }
}

// Everything that GETs show: accounts, newest first, each with its batches.
export async function read_desk(base) {
  const { body: accounts } = await get(base, "/api/v1/accounts");
  const batches = new Map();
  for (const { id } of accounts) batches.set(id, await read_batches(base, id));
  return { accounts, batches };
}

async function read_batches(base, account_id) {
  const batches = [];
  for (let target = `/api/v1/accounts/${account_id}/batches`; target; ) {
    const page = await get(base, target);
    batches.push(...page.body);
    target = /<([^>]+)>; *rel="next"/.exec(page.headers.link ?? "")?.[1];
  }
  return batches;
}

// One figure of /metrics; labels belong to the name.
export async function metric(base, name) {
  const { text } = await get(base, "/metrics");
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

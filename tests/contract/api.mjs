// A client that checks every answer against the specification.
import assert from "node:assert/strict";
import http from "node:http";
import { assert_answer, find_operation } from "./spec.mjs";

// One request over node:http: nothing is added that was not asked for, nothing is hidden of the answer.
export function send_raw(base, method, target, { headers = {}, body, agent, signal } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const length = bytes ? { "Content-Length": bytes.length } : {};
    const request = http.request({ hostname, port, method, path: target, headers: { ...length, ...headers }, agent, signal }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve(to_answer(response, Buffer.concat(chunks))));
    });
    request.setTimeout(60_000, () => request.destroy(new Error(`${method} ${target}: no answer`)));
    request.on("error", reject);
    request.end(bytes);
  });
}

function to_answer(response, bytes) {
  const media_type = (response.headers["content-type"] ?? "").split(";")[0].trim();
  const text = bytes.toString("utf8");
  const is_json = /^application\/(json|problem\+json)$/.test(media_type) && text !== "";
  return { status: response.statusCode, headers: response.headers, media_type, bytes, text, body: is_json ? JSON.parse(text) : text };
}

export class Api {
  constructor(base) {
    this.base = base;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
    this.seen = new Set(); // "operationId status" of every answer
  }

  // `json` is sent with its content type; `body` as it is.
  async send(method, target, { json, body, headers = {} } = {}) {
    const typed = json === undefined ? headers : { "Content-Type": "application/json", ...headers };
    const bytes = json === undefined ? body : JSON.stringify(json);
    const answer = await send_raw(this.base, method, target, { headers: typed, body: bytes, agent: this.agent });
    assert_answer(method, target, answer);
    const operation = find_operation(method, target.split("?")[0]);
    if (operation) this.seen.add(`${operation.id} ${answer.status}`);
    return answer;
  }

  // The same, for requests that must succeed.
  async ok(method, target, options) {
    const answer = await this.send(method, target, options);
    assert.ok(answer.status < 300, `${method} ${target} -> ${answer.status} ${answer.text}`);
    return answer;
  }

  get(target, headers) {
    return this.send("GET", target, { headers });
  }

  async account(fields = {}) {
    return (await this.ok("POST", "/api/v1/accounts", { json: an_account(fields) })).body;
  }

  async batch(account, fields = {}) {
    return (await this.ok("POST", `/api/v1/accounts/${account.id}/batches`, { json: a_batch(fields) })).body;
  }

  async mark(batch, bet, change, headers) {
    return this.send("PATCH", bet_path(batch, bet), { json: change, headers });
  }

  // The number of the last event.
  async head() {
    return seq_of((await this.ok("GET", "/api/v1/events?limit=1&order=desc")).body.head);
  }

  async events_since(seq, filter = "") {
    const events = [];
    for (let since = String(seq); ; ) {
      const page = (await this.ok("GET", `/api/v1/events?since=${since}&limit=1000${filter}`)).body;
      events.push(...page.events);
      if (page.next === page.head || page.events.length === 0) return events;
      since = page.next;
    }
  }

  // Everything that a client can see; equal before and after a request that was refused.
  async everything() {
    const accounts = (await this.ok("GET", "/api/v1/accounts")).body;
    const batches = [];
    for (const { id } of accounts) batches.push((await this.ok("GET", `/api/v1/accounts/${id}/batches`)).text);
    return JSON.stringify({ head: await this.head(), accounts, batches });
  }

  close() {
    this.agent.destroy();
  }
}

let names = 0;
export const an_account = (fields = {}) => ({ name: `account ${process.pid}-${++names}`, hostname: "vendor.example", ...fields });
export const a_bet = (fields = {}) => ({ id: 1, selection: "1/2/3", stake: 10, cost: 2.5, ...fields });
export const a_batch = (fields = {}) => ({
  meta: { name: "Evening card", bet_type: "TRIFECTA", race_id: 5 },
  bets: [a_bet(), a_bet({ id: 2, selection: "4/5/6 ** lay off later", stake: 15.25 })],
  ...fields,
});

export const batch_path = (batch) => `/api/v1/accounts/${batch.account_id}/batches/${batch.id}`;
export const bet_path = (batch, bet) => `${batch_path(batch)}/bets/${bet.pid}`;
export const seq_of = (cursor) => Number(cursor.split("-")[1]);
export const cursor_of = (answer) => answer.headers["betstream-cursor"];

// A refusal: the code, and that nothing whatsoever changed.
export async function assert_refused(api, code, request) {
  const before = await api.everything();
  const answer = await request();
  assert.equal(answer.body.code, code, answer.text);
  assert.equal(await api.everything(), before, "nothing was stored");
  return answer;
}

// The other side of the desk, through the API: models that send batches, other operators and bots that mark, and the
// log that says what really happened.
import { randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";

const connections = 64; // so that writes share a commit, as those of many callers do

export const batchPath = (batch) => `/api/v1/accounts/${batch.account_id}/batches/${batch.id}`;
export const betPath = (batch, bet) => `${batchPath(batch)}/bets/${bet.pid}`;
export const seqOf = (cursor) => Number(cursor.split("-")[1]);

/** Bets as a model sends them: the same for the same number, so that a test can say what a row shows. */
export function betsOf(count, change = () => ({})) {
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    selection: `${(i % 9) + 1}/${(i % 7) + 10}/${(i % 5) + 17}`,
    stake: 10 + (i % 8) * 2.5,
    cost: 2.5,
    ...change(i),
  }));
}

// Steps of this length visit all of `count` places, and those near each other at times far apart.
function strideOver(count) {
  const commonDivisor = (a, b) => (b === 0 ? a : commonDivisor(b, a % b));
  let stride = Math.max(1, Math.round(count * 0.618));
  while (commonDivisor(stride, count) !== 1) stride += 1;
  return stride;
}

export class Desk {
  #names = 0;
  #flips = new Map();

  constructor(url) {
    this.url = url;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  close() {
    this.agent.destroy();
  }

  // --- requests

  send(method, path, { json, headers = {}, as } = {}) {
    const body = json === undefined ? undefined : JSON.stringify(json);
    const { hostname, port } = new URL(this.url);
    const all = { ...headers };
    if (as !== undefined) all["BetStream-Actor"] = as;
    if (body !== undefined) all["Content-Type"] = "application/json";
    if (body !== undefined) all["Content-Length"] = Buffer.byteLength(body);
    return new Promise((resolve, reject) => {
      const request = http.request(
        { hostname, port, method, path, headers: all, agent: this.agent },
        async (answer) => {
          try {
            const chunks = await answer.toArray();
            const text = Buffer.concat(chunks).toString("utf8");
            const isJson = /json/.test(answer.headers["content-type"] ?? "") && text !== "";
            resolve({
              status: answer.statusCode,
              headers: answer.headers,
              text,
              body: isJson ? JSON.parse(text) : text,
            });
          } catch (error) {
            reject(error);
          }
        },
      );
      request.setTimeout(60_000, () => request.destroy(new Error(`${method} ${path}: no answer`)));
      request.on("error", reject);
      request.end(body);
    });
  }

  /** The body of an answer that must be a success. A long read that a busy server stopped is asked again. */
  async ask(method, path, options) {
    for (let attempt = 1; ; ++attempt) {
      const { status, text, body } = await this.send(method, path, options);
      if (status < 300) return body;
      const again = method === "GET" && status === 503 && attempt < 20;
      if (!again) throw new Error(`${method} ${path} -> ${status} ${text.slice(0, 500)}`);
      await pause(100);
    }
  }

  // --- what models do

  account({ name = `Account ${++this.#names}`, hostname = "vendor.example", ...fields } = {}) {
    return this.ask("POST", "/api/v1/accounts", { json: { name, hostname, ...fields } });
  }

  /** A batch of `bets` bets, whole; bets are in the order of their `id`. `bet(i)` changes fields of the i-th. */
  batch(account, bets = 10, { meta = {}, bet, as = "model" } = {}) {
    const all = { name: "TRIFECTA R5", bet_type: "TRIFECTA", race_id: 5, ...meta };
    const json = { meta: all, bets: betsOf(bets, bet) };
    return this.ask("POST", `/api/v1/accounts/${account.id}/batches`, { json, as });
  }

  // --- what other operators do

  /** With a `version` it is conditional, as the console's own marks are. */
  mark(batch, bet, status, { as = "other", version } = {}) {
    const headers = {
      "Idempotency-Key": randomUUID(),
      ...(version === undefined ? {} : { "If-Match": `"${version}"` }),
    };
    return this.ask("PATCH", betPath(batch, bet), { json: { status }, headers, as });
  }

  /** Several at once: one event. */
  markAll(batch, bets, status, { as = "other" } = {}) {
    const json = bets.map(({ pid }) => ({ pid, status }));
    return this.ask("PATCH", `${batchPath(batch)}/bets`, { json, as });
  }

  submit(batch, { pending = "keep", as = "other" } = {}) {
    return this.ask("POST", `${batchPath(batch)}/submit`, { json: { pending }, as });
  }

  /**
   * Marks bets of these batches all over the place, `rate` times a second for `seconds`. Every mark changes the bet, as
   * long as nobody else marks it, and so is exactly one event. Says how many there were and how long it took: a machine
   * may be slower.
   */
  async bot({ batches, rate, seconds, as = "bot" }) {
    const bets = batches.flatMap((batch) => batch.bets.map((bet) => ({ batch, bet })));
    const stride = strideOver(bets.length);
    const total = Math.round(rate * seconds);
    const start = performance.now();
    let taken = 0;
    const worker = async () => {
      while (taken < total) {
        const turn = taken++;
        const due = start + (turn * 1000) / rate;
        if (due > performance.now()) await pause(due - performance.now());
        await this.#flip(bets[(turn * stride) % bets.length], as);
      }
    };
    await Promise.all(Array.from({ length: Math.min(connections, total) }, worker));
    const took = (performance.now() - start) / 1000;
    return { events: total, seconds: took, rate: total / took };
  }

  // The marks of one bet stay in order, whoever waits for them.
  #flip({ batch, bet }, as) {
    const last = this.#flips.get(bet.pid);
    const status = last?.status === "successful" ? "failed" : "successful";
    const done = Promise.resolve(last?.done).then(() => this.mark(batch, bet, status, { as }));
    this.#flips.set(bet.pid, { status, done });
    return done;
  }

  // --- what really happened

  read(batch) {
    return this.ask("GET", batchPath(batch));
  }

  /** The events after `since`, oldest first, all pages of them; of an account, a batch, a bet, of some types. */
  async events({ batch, bet, account, types, since = 0 } = {}) {
    const filter = new URLSearchParams({ limit: "1000" });
    if (account !== undefined) filter.set("account", account.id);
    if (batch !== undefined) filter.set("batch", batch.id);
    if (bet !== undefined) filter.set("bet", bet.pid);
    if (types !== undefined) filter.set("types", types);
    const events = [];
    for (let from = String(since); ; ) {
      const page = await this.ask("GET", `/api/v1/events?since=${from}&${filter}`);
      events.push(...page.events);
      if (page.next === page.head || page.next === from) return events;
      from = page.next;
    }
  }

  async head() {
    return seqOf((await this.ask("GET", "/api/v1/events?limit=1&order=desc")).head);
  }
}

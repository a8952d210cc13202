// Our side: the release binary on a database of its own, and desks full of bets in it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { start } from "./processes.mjs";

let servers = 0;

export class Betstream {
  /**
   * `cpu` pins all its threads; then it also gets one io thread only, as nginx gets one worker. `url` is a database that
   * it shares with others, instead of a file of its own.
   */
  static async start(bench, { cpu, directory, url: shared } = {}) {
    const home = directory ?? join(bench.directory, `betstream-${++servers}`);
    mkdirSync(home, { recursive: true });
    const database = join(home, "betstream.db");
    const one = cpu === undefined ? [] : ["--io-threads", "1"];
    const where = shared ?? `sqlite:${database}`;
    const command = [bench.binary, "serve", "--listen", "127.0.0.1:0", "--print-url", "--database", where];
    const child = start([...command, "--log-level", "warning", ...one], { cpu });
    const url = new URL(await child.line());
    return new Betstream(child, Number(url.port), home, database);
  }

  constructor(child, port, home, database) {
    Object.assign(this, { child, port, home, database, url: `http://127.0.0.1:${port}`, pids: [child.pid] });
  }

  stop() {
    return this.child.stop();
  }

  async ask(method, path, body, headers = {}) {
    const answer = await fetch(this.url + path, {
      method,
      headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return { head: answer.headers, text, json: () => JSON.parse(text) };
  }

  async metric(name) {
    const { text } = await this.ask("GET", "/metrics");
    const found = text.match(new RegExp(`^${name} (\\S+)$`, "m"));
    if (!found) throw new Error(`/metrics has no ${name}`);
    return Number(found[1]);
  }

  async account(name) {
    return (await this.ask("POST", "/api/v1/accounts", { name, hostname: "bench.example" })).json().id;
  }

  /** Batches with bets, active already: so every mark is exactly one event. */
  async desk({ account, batches, bets, activate = true }) {
    const id = account ?? (await this.account(`desk ${batches}x${bets}`));
    const ranges = [];
    for (let i = 0; i < batches; ++i) {
      const path = `/api/v1/accounts/${id}/batches`;
      const batch = (await this.ask("POST", path, { meta: metaOf(i), bets: betsOf(bets) })).json();
      const first = batch.bets[0].pid;
      const pids = batch.bets.map((bet) => bet.pid).sort((a, b) => a - b);
      if (pids.at(-1) - pids[0] + 1 !== bets) throw new Error("the bets of a batch have ids with a gap");
      if (activate) await this.ask("POST", `${path}/${batch.id}/activate`);
      ranges.push({ batch: batch.id, first: Math.min(first, pids[0]), bets });
    }
    return new Desk(id, ranges);
  }
}

export class Desk {
  #marked = 0;

  constructor(account, ranges) {
    Object.assign(this, { account, ranges });
  }

  /** For bench_load: which bets to mark, from where in the sequence on. */
  get options() {
    const bets = this.ranges.map(({ batch, first, bets: count }) => `${batch}:${first}:${count}`).join(",");
    return ["--account", String(this.account), "--bets", bets, "--from", String(this.#marked)];
  }

  marked(count) {
    this.#marked += count;
  }

  get marks() {
    return this.#marked;
  }

  /** Two desks with half of the bets of every batch. */
  halves() {
    const half = (bets) => bets >> 1;
    return [
      new Desk(this.account, this.ranges.map((range) => ({ ...range, bets: half(range.bets) }))),
      new Desk(this.account, this.ranges.map(({ batch, first, bets }) => (
        { batch, first: first + half(bets), bets: bets - half(bets) }))),
    ];
  }
}

function metaOf(i) {
  return { name: `Race ${i + 1}`, strategy: "value", bet_type: "TRIFECTA", race_id: 1000 + i };
}

export function betsOf(count) {
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    selection: `${(i % 9) + 1}/${(i % 7) + 10}/${(i % 5) + 17}`,
    stake: 1 + (i % 40) / 4,
    cost: 1 + (i % 40) / 4,
  }));
}

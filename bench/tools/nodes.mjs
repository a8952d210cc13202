// Several servers on one PostgreSQL.
import { Betstream } from "./betstream.mjs";
import { load } from "./load.mjs";
import { Postgres } from "./postgres.mjs";
import { pause } from "./processes.mjs";

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** A PostgreSQL with so many nodes on a new database, for as long as `work` takes. */
export async function withNodes(bench, count, work) {
  const postgres = Postgres.start(bench);
  const url = await postgres.create();
  const all = [];
  for (let i = 0; i < count; ++i) all.push(await Betstream.start(bench, { url }));
  const result = await work(new Nodes(bench, postgres, url, all));
  await Promise.all(all.map((node) => node.stop()));
  postgres.stop();
  return result;
}

class Nodes {
  constructor(bench, postgres, url, all) {
    Object.assign(this, { bench, postgres, url, all });
  }

  /** The sum over all nodes. */
  async metric(name) {
    return sum(await Promise.all(this.all.map((node) => node.metric(name))));
  }

  /** Desks of the same account, one of each node. */
  async desks(shape) {
    const account = await this.all[0].account(`a desk of each of ${this.all.length} nodes`);
    const desks = [];
    for (const node of this.all) desks.push(await node.desk({ ...shape, account }));
    return desks;
  }

  /**
   * Marks per second of several loads at once. Every mark must be one event, and every node must hear of all. A load is
   * `{ node, desk }`, with so many writers each.
   */
  async mark(loads, writers) {
    const before = await this.#head();
    const results = await Promise.all(loads.map(async ({ node, desk }) => {
      const args = ["--port", node.port, "--writers", writers, "--seconds", this.bench.seconds];
      const result = await load(this.bench, ["marks", ...args, ...desk.options]);
      desk.marked(result.sent);
      return result;
    }));
    await this.#reach(before + sum(results.map(({ sent }) => sent)));
    return sum(results.map((result) => result.answers_per_second));
  }

  // Each knows its own events; of the others' the last may still be on their way.
  async #head() {
    return Math.max(...await Promise.all(this.all.map((node) => node.metric("betstream_events_head"))));
  }

  async #reach(head) {
    const everywhere = head * this.all.length;
    let found;
    for (let tries = 0; tries < 100; ++tries) {
      found = await this.metric("betstream_events_head");
      if (found === everywhere) return;
      await pause(50);
    }
    throw new Error(`the nodes know ${found / this.all.length} events on average instead of ${head}`);
  }
}

// Several servers ("nodes") on one database, and clients that turn to any of them.
import assert from "node:assert/strict";
import { Server } from "../contract/server.mjs";
import { judge } from "../oracle/judge.mjs";
import { stop_after, until } from "../oracle/plan.mjs";
import { metric, read_log, send } from "../oracle/send.mjs";
import { Subscriber } from "../oracle/subscriber.mjs";
import { Desk } from "../oracle/writers.mjs";

// All at once: they take turns at creating the tables. One URL for all of them, or one for each. All of them or none.
export async function start_nodes(count, database, { args = ["--allow-weak-durability"] } = {}) {
  const urls = Array.isArray(database) ? database : Array(count).fill(database);
  const starts = await Promise.allSettled(urls.map((url) => Server.start({ database: url, args })));
  const nodes = starts.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  const failed = starts.find(({ status }) => status === "rejected");
  if (!failed) return nodes;
  await Promise.all(nodes.map((node) => node.kill()));
  throw failed.reason;
}

export const stop_nodes = (nodes) => Promise.all(nodes.map((node) => node.stop()));

export const sum_of = async (nodes, name) => (await Promise.all(nodes.map(({ url }) => metric(url, name)))).reduce((sum, value) => sum + value, 0);

export const is_ready = async ({ url }) => (await send(url, "GET", "/readyz", { timeout: 2000 }).catch(() => ({}))).status === 200;

export const all_ready = (nodes) => until(async () => (await Promise.all(nodes.map(is_ready))).every(Boolean), "all nodes to be ready", 30_000);

export const none_ready = (nodes) => until(async () => !(await Promise.all(nodes.map(is_ready))).some(Boolean), "no node to be ready", 30_000);

// How often a node lost the answer to a commit, and had to find out what became of it.
export const count_in_doubt = (nodes) => nodes.reduce((sum, { messages }) => sum + messages.split("the answer to a commit was lost").length - 1, 0);

// Until every node has told its subscribers, and its cache, of everything that is committed.
export async function settled(nodes) {
  const { head } = await read_log(nodes[0].url);
  await until(async () => (await Promise.all(nodes.map(({ url }) => metric(url, "betstream_events_head")))).every((each) => each === head), `all nodes to know event ${head}`);
  return head;
}

// A client that asks any node, and with its next attempt perhaps another one.
export class Crowd extends Desk {
  refused = 0; // by "nothing was applied": asked again under the same key

  constructor(nodes, ledger, random) {
    super(nodes[0].url, ledger, random);
    this.nodes = nodes;
  }

  async attempt(write) {
    const answer = await super.attempt(write, this.random.pick(this.nodes).url);
    if (answer?.body?.code === "collided") this.refused += 1;
    return answer;
  }

  // Ends the work; what has no answer yet is asked for until it has one.
  async finish() {
    await this.stop();
    await until(() => this.settle_all().then(() => true, () => false), "the last writes to be answered", 30_000);
  }

  // Something to act on.
  async prepare({ accounts = 2, batches = 6, bets = 8 } = {}) {
    for (let i = 0; i < accounts; ++i) await this.create_account();
    for (let i = 0; i < batches; ++i) await this.create_batch(this.accounts[i % accounts], bets);
  }
}

// One subscriber of each node, from the first event on, until the test is over.
export async function subscribe_everywhere(t, nodes) {
  const { epoch } = await read_log(nodes[0].url);
  const subscribers = nodes.map(({ url }) => new Subscriber(url, { target: `/sse?since=${epoch}-0` }));
  stop_after(t, ...subscribers);
  return subscribers;
}

// The verdict of the oracle, and that all nodes say the same.
export async function judge_everywhere(nodes, ledger, subscribers = []) {
  await settled(nodes);
  const verdict = await judge(nodes[0].url, ledger, subscribers);
  for (const { url } of nodes.slice(1)) assert.deepEqual((await read_log(url)).events, verdict.events, "all nodes show the same log");
  return verdict;
}

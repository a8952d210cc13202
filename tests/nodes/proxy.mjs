// Stands between a node and its database, and cuts connections: at any moment, and where it hurts most, around COMMIT.
import { once } from "node:events";
import net from "node:net";
import { sleep } from "../oracle/plan.mjs";

// What becomes of a message that is cut. The server may have got it or not; the client never hears of it.
const fates = {
  withheld: (link) => link.cut(),
  halved: (link, bytes) => {
    link.server.write(bytes.subarray(0, bytes.length >> 1));
    link.cut();
  },
  passed_without_an_ear: (link, bytes) => {
    link.server.end(bytes);
    link.client.destroy();
  },
  passed_and_answer_lost: (link, bytes) => {
    link.server.write(bytes);
    link.server.removeAllListeners("data");
    link.server.once("data", () => link.cut());
  },
};

class Link {
  constructor(client, address) {
    const [hostname, port] = address.split(":");
    this.client = client;
    this.server = net.connect(Number(port), hostname);
    for (const [end, other] of [[this.client, this.server], [this.server, this.client]]) {
      end.on("error", () => {}); // `close` follows
      end.on("close", () => other.destroySoon());
    }
    this.server.on("data", (bytes) => this.client.write(bytes));
  }

  cut() {
    this.client.destroy();
    this.server.destroy();
  }
}

export class Proxy {
  counts = Object.fromEntries(Object.keys(fates).map((fate) => [fate, 0]));
  cuts = 0; // at any moment
  links = new Set();
  commits = new Set(); // how a node calls its prepared COMMIT
  share = 0; // of messages with a COMMIT that are cut

  // `address` as host:port.
  static async start(address, random) {
    const proxy = new Proxy();
    proxy.random = random;
    proxy.server = net.createServer((client) => proxy.#connect(client, address)).listen(0, "127.0.0.1");
    await once(proxy.server, "listening");
    return proxy;
  }

  get address() {
    return `127.0.0.1:${this.server.address().port}`;
  }

  #connect(client, address) {
    const link = new Link(client, address);
    this.links.add(link);
    client.on("close", () => this.links.delete(link));
    client.on("data", (bytes) => {
      if (!this.#is_commit(bytes) || this.random.fraction() >= this.share) return link.server.write(bytes);
      const fate = this.random.pick(Object.keys(fates));
      this.counts[fate] += 1;
      return fates[fate](link, bytes);
    });
  }

  // A statement is prepared under a name, and bound by that name later on.
  #is_commit(bytes) {
    const text = bytes.toString("latin1");
    for (const [, name] of text.matchAll(/(\w+)\0COMMIT\0/g)) this.commits.add(name);
    return [...this.commits].some((name) => text.includes(`\0${name}\0`));
  }

  // Cuts whatever is there, again and again, until `is_over()`.
  async trouble(is_over) {
    while (!is_over()) {
      await sleep(this.random.between(100, 600));
      for (const link of this.links) {
        if (this.random.below(3) > 0) continue;
        link.cut();
        this.cuts += 1;
      }
    }
  }

  async stop() {
    for (const link of this.links) link.cut();
    this.server.close();
    await once(this.server, "close");
  }
}

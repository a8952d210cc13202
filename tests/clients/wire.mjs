// Stands between a client and the server, byte by byte: cuts, falls silent, and loses what would hurt most to lose.
import { once } from "node:events";
import net from "node:net";

// What becomes of one request. The server may have got it or not; the client never hears of it.
const fates = {
  withheld: (link) => link.cut(),
  halved: (link, bytes) => {
    link.server.write(bytes.subarray(0, bytes.length >> 1));
    link.cut();
  },
  answer_lost: (link, bytes) => {
    link.on_answer = () => link.cut();
    link.server.write(bytes);
  },
  answer_halved: (link, bytes) => {
    link.on_answer = (answer) => {
      link.client.end(answer.subarray(0, answer.length - 20));
      link.server.destroy();
    };
    link.server.write(bytes);
  },
};
export const fate_names = Object.keys(fates);

class Link {
  constructor(client, port) {
    this.client = client;
    this.server = net.connect(port, "127.0.0.1");
    this.is_silent = false;
    this.on_answer = undefined;
    for (const [end, other] of [[this.client, this.server], [this.server, this.client]]) {
      end.on("error", () => {}); // `close` follows
      end.on("close", () => this.is_silent || other.destroySoon());
    }
  }

  cut() {
    this.client.destroy();
    this.server.destroy();
  }
}

export class Wire {
  links = new Set();
  connections = 0;
  bytes_to_client = 0;
  #fates = []; // of the next writes
  is_deaf = false; // writes without a fate are lost before the server has them

  static async start(port) {
    const wire = new Wire();
    wire.server = net.createServer((client) => wire.#connect(client, port)).listen(0, "127.0.0.1");
    await once(wire.server, "listening");
    wire.url = `http://127.0.0.1:${wire.server.address().port}`;
    return wire;
  }

  // The next writes meet these fates, one each.
  doom(...names) {
    this.#fates.push(...names);
  }

  #connect(client, port) {
    const link = new Link(client, port);
    this.links.add(link);
    this.connections += 1;
    for (const end of [client, link.server]) end.on("close", () => client.destroyed && link.server.destroyed && this.links.delete(link));
    client.on("data", (bytes) => link.is_silent || this.#pass_on(link, bytes));
    link.server.on("data", (bytes) => {
      if (link.is_silent) return;
      if (link.on_answer) return link.on_answer(bytes);
      this.bytes_to_client += bytes.length;
      if (client.write(bytes)) return;
      link.server.pause();
      client.once("drain", () => link.server.resume());
    });
  }

  #pass_on(link, bytes) {
    const is_write = /^(POST|PUT|PATCH|DELETE) /.test(bytes.subarray(0, 8).toString("latin1"));
    const fate = is_write ? (this.#fates.shift() ?? (this.is_deaf ? "withheld" : undefined)) : undefined;
    if (fate) return fates[fate](link, bytes);
    link.server.write(bytes);
  }

  cut() {
    for (const link of this.links) link.cut();
  }

  // As a network does that forgot the connection: nothing comes through any more, and neither side is told. New
  // connections are not affected.
  fall_silent() {
    for (const link of this.links) link.is_silent = true;
  }

  async stop() {
    for (const link of this.links) link.cut();
    this.server.close();
    await once(this.server, "close");
  }
}

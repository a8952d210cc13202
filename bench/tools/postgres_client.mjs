// As much of PostgreSQL's protocol as it takes to say one statement after the other and to hear of notices: on loopback,
// to a server that trusts everybody.
import { connect } from "node:net";

const protocol = 3 << 16;

function message(type, ...parts) {
  const body = Buffer.concat(parts.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(`${part}\0`))));
  const head = Buffer.alloc(type.length + 4);
  head.write(type);
  head.writeInt32BE(body.length + 4, type.length);
  return Buffer.concat([head, body]);
}

export class PostgresClient {
  #socket;
  #received = Buffer.alloc(0);
  #answered = () => {};
  #failed = () => {};

  static async open(database) {
    const { port, pathname } = new URL(database);
    const client = new PostgresClient(connect({ port: Number(port), host: "127.0.0.1", noDelay: true }));
    const version = Buffer.alloc(4);
    version.writeInt32BE(protocol);
    await client.#say(message("", version, "user", "postgres", "database", pathname.slice(1), ""));
    return client;
  }

  constructor(socket) {
    this.onNotice = () => {};
    this.#socket = socket;
    socket.on("data", (bytes) => this.#take(bytes)).on("error", (error) => this.#failed(error));
  }

  /** Runs to the end of its transaction. */
  run(statement) {
    return this.#say(message("Q", statement));
  }

  close() {
    this.#socket.end(message("X"));
  }

  #say(bytes) {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(bytes);
    });
  }

  #take(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= 5) {
      const end = this.#received.readInt32BE(1) + 1;
      if (this.#received.length < end) return;
      this.#understand(String.fromCharCode(this.#received[0]), this.#received.subarray(5, end));
      this.#received = this.#received.subarray(end);
    }
  }

  #understand(type, body) {
    if (type === "A") this.onNotice();
    if (type === "E") this.#failed(new Error(`PostgreSQL: ${body.toString("utf8").replaceAll("\0", " ")}`));
    if (type === "Z") this.#answered();
  }
}

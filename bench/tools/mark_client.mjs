// One client that marks, and one that listens to the event stream: for moments between two servers, which bench_load, a
// client of one server, cannot see.
import { connect } from "node:net";
import { get } from "node:http";

/** Marks the bets of a desk's first batch over one kept connection, one after the other. */
export class Marker {
  #received = "";
  #answered;

  constructor(server, desk) {
    Object.assign(this, { server, desk });
    this.socket = connect({ port: server.port, host: "127.0.0.1", noDelay: true }).setEncoding("latin1");
    this.socket.on("data", (text) => this.#take(text)).on("error", (error) => this.#answered?.reject(error));
  }

  /** The cursor of the event that the next mark made. */
  mark() {
    const { account, marks, ranges: [{ batch, first, bets }] } = this.desk;
    // As bench_load does: each time round it is the other verdict, so that every mark is an event.
    const body = JSON.stringify({ status: Math.floor(marks / bets) % 2 === 0 ? "successful" : "failed" });
    this.desk.marked(1);
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject };
      this.socket.write(`PATCH /api/v1/accounts/${account}/batches/${batch}/bets/${first + (marks % bets)} HTTP/1.1\r\n` +
        `Host: 127.0.0.1:${this.server.port}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}`);
    });
  }

  close() {
    this.socket.destroy();
  }

  #take(text) {
    this.#received += text;
    const end = this.#received.indexOf("\r\n\r\n");
    const length = Number(this.#received.match(/^content-length: (\d+)/im)?.[1]);
    if (end < 0 || this.#received.length < end + 4 + length) return;
    const answer = this.#received;
    this.#received = "";
    const cursor = answer.match(/^betstream-cursor: (\S+)/im)?.[1];
    if (/^HTTP\/1.1 200 /.test(answer) && cursor) this.#answered.resolve(cursor);
    else this.#answered.reject(new Error(`a mark was answered: ${answer.slice(0, 500)}`));
  }
}

/** Hears of events by their cursors. */
export class Listener {
  #heard = new Map();
  #waiting = new Map();
  #rest = "";

  static open(server) {
    return new Promise((resolve, reject) => {
      const listener = new Listener();
      listener.request = get(`http://127.0.0.1:${server.port}/sse`, (answer) => {
        answer.setEncoding("utf8").on("data", (text) => listener.#take(text));
        resolve(listener);
      }).once("error", reject);
    });
  }

  /** When the event came, on the clock of performance.now(). */
  when(cursor) {
    const heard = this.#heard.get(cursor);
    return heard === undefined ? new Promise((resolve) => this.#waiting.set(cursor, resolve)) : Promise.resolve(heard);
  }

  close() {
    this.request.destroy();
  }

  #take(text) {
    const now = performance.now();
    const frames = (this.#rest + text).split("\n\n");
    this.#rest = frames.pop();
    for (const frame of frames) {
      const cursor = frame.includes("event: bet_status_updated") && frame.match(/^id: (.*)$/m)?.[1];
      if (!cursor) continue;
      this.#heard.set(cursor, now);
      this.#waiting.get(cursor)?.(now);
    }
  }
}

// Many subscribers in one process: raw sockets, and of every frame only the lines that matter here (id, event, retry).
// Each checks that the numbers come one after the other, and comes back by the last id after `retry:`, in a hurry.
import net from "node:net";

const newline = 10;

export class Crowd {
  // `after`: the number before the first event that they must hear; `haste` divides every `retry:`.
  // `reads: false`: they take nothing of what is sent to them until read() is called.
  constructor(base, { count, target, after = 0, haste = 10, reads = true }) {
    const { hostname, port } = new URL(base);
    this.at = { host: hostname, port: Number(port) };
    this.target = target;
    this.after = after;
    this.reads = reads;
    this.haste = haste;
    this.violations = [];
    this.retries = [];
    this.counts = { connections: 0, refused: 0, hello: 0, reset: 0, busy: 0, bye: 0, ping: 0, events: 0 };
    this.members = Array.from({ length: count }, (_, i) => new Member(this, i));
  }

  start() {
    for (const member of this.members) member.connect();
  }

  stop() {
    for (const member of this.members) member.stop();
  }

  // Those who took nothing begin to.
  read() {
    this.reads = true;
    for (const { socket } of this.members) socket.resume();
  }

  get listening() {
    return this.members.filter(({ is_open }) => is_open).length;
  }

  behind(seq) {
    return this.members.filter((member) => member.seq < seq).length;
  }
}

export class Member {
  constructor(crowd, number) {
    this.crowd = crowd;
    this.number = number;
    this.cursor = undefined;
    this.seq = crowd.after;
    this.retry = 1000;
    this.is_open = false;
    this.stopped = false;
  }

  connect() {
    this.rest = undefined; // an unfinished line
    this.chunk = 0; // bytes of the current chunk that are still to come; -1: its end of line; -2: the head
    this.head = "";
    this.frame = {};
    // Addresses of the whole loopback network: one alone would run out of ports.
    this.socket = net.connect({ ...this.crowd.at, localAddress: `127.0.${(this.number >> 8) & 7}.${(this.number & 255) || 1}` });
    this.socket.on("connect", () => {
      this.crowd.counts.connections += 1;
      const resume = this.cursor ? `Last-Event-ID: ${this.cursor}\r\n` : "";
      this.socket.write(`GET ${this.crowd.target} HTTP/1.1\r\nHost: localhost\r\n${resume}\r\n`);
      if (!this.crowd.reads) this.socket.pause();
    });
    this.socket.on("data", (bytes) => this.#take(bytes));
    this.socket.on("error", ({ code }) => (this.crowd.counts.refused += code === "ECONNREFUSED" ? 1 : 0));
    this.socket.on("close", () => this.#closed());
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.socket?.destroy();
  }

  #closed() {
    this.is_open = false;
    if (!this.stopped) this.timer = setTimeout(() => this.connect(), this.retry / this.crowd.haste);
  }

  #take(bytes) {
    if (this.head !== undefined) {
      this.head += bytes.toString("latin1");
      const end = this.head.indexOf("\r\n\r\n");
      if (end < 0) return;
      bytes = Buffer.from(this.head.slice(end + 4), "latin1");
      if (!this.head.startsWith("HTTP/1.1 200 ")) this.#violation(`answered ${this.head.slice(0, 12)}`);
      this.chunked = /transfer-encoding: chunked/i.test(this.head);
      this.head = undefined;
    }
    if (this.chunked) this.#chunks(bytes);
    else this.#lines(bytes); // `busy` has a length, and then the end
  }

  // Chunk by chunk; a size line that is cut in two is kept for the next bytes.
  #chunks(bytes) {
    if (this.size_rest) bytes = Buffer.concat([this.size_rest, bytes]);
    this.size_rest = undefined;
    for (let at = 0; at < bytes.length; ) {
      if (this.chunk === 0) {
        const end = bytes.indexOf("\r\n", at);
        if (end < 0) return void (this.size_rest = bytes.subarray(at));
        if (end === at) {
          at += 2; // after the chunk before
          continue;
        }
        this.chunk = parseInt(bytes.toString("latin1", at, end), 16);
        if (!(this.chunk >= 0)) return this.#violation("a chunk without a size");
        at = end + 2;
        continue;
      }
      const size = Math.min(this.chunk, bytes.length - at);
      this.#lines(bytes.subarray(at, at + size));
      this.chunk -= size;
      at += size;
    }
  }

  #lines(bytes) {
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(newline, at);
      if (end < 0) {
        // Of a long `data:` line nothing is needed but that it is one.
        this.rest = (this.rest ?? "") + bytes.toString("latin1", at, Math.min(bytes.length, at + 200));
        return;
      }
      const line = (this.rest ?? "") + bytes.toString("latin1", at, Math.min(end, at + 200));
      this.rest = undefined;
      at = end + 1;
      if (line === "") this.#dispatch();
      else if (line.startsWith("id: ")) this.frame.id = line.slice(4);
      else if (line.startsWith("event: ")) this.frame.event = line.slice(7);
      else if (line.startsWith("retry: ")) this.#set_retry(Number(line.slice(7)));
    }
  }

  #set_retry(milliseconds) {
    this.retry = milliseconds;
    this.crowd.retries.push(milliseconds);
  }

  #dispatch() {
    const { id, event } = this.frame;
    this.frame = {};
    if (event === undefined) return;
    const { counts } = this.crowd;
    if (event === "hello") this.is_open = true;
    if (event in counts) counts[event] += 1;
    if (event === "reset") this.#violation(`reset at ${this.cursor}`);
    if (id === undefined) return;
    const seq = Number(id.slice(id.indexOf("-") + 1));
    if (event === "ping" || event === "reset") {
      if (seq !== this.seq) this.#violation(`${event} at ${seq} after ${this.seq}`);
    } else {
      counts.events += 1;
      if (seq !== this.seq + 1) this.#violation(`${seq} after ${this.seq}`);
    }
    this.seq = seq;
    this.cursor = id;
  }

  #violation(what) {
    this.crowd.violations.push(`client ${this.number}: ${what}`);
  }
}

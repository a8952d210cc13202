// A proxy between the browser and the real server that does, on demand, what networks do; and that counts what it sees.
// Without a rule it forwards byte by byte what it gets, so that the server judges the browser's own headers.
import { once } from "node:events";
import http from "node:http";
import { ProxiedStream, StreamFaults } from "./stream-faults.mjs";

const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection"]);

function forwarded(rawHeaders) {
  const kept = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!hopByHop.has(rawHeaders[i].toLowerCase())) kept.push(rawHeaders[i], rawHeaders[i + 1]);
  }
  return kept;
}

/** One request and its answer. */
class Exchange {
  constructor(request, response) {
    this.request = request;
    this.response = response;
    this.socket = request.socket;
    this.method = request.method;
    this.path = request.url;
    this.headers = request.headers;
    this.status = undefined;
    this.startedAt = performance.now();
    this.open = true;
    response.once("close", () => {
      this.open = false;
    });
  }

  is(method, path) {
    const rightPath =
      path === undefined || (typeof path === "string" ? this.path.split("?")[0] === path : path.test(this.path));
    return rightPath && (method === undefined || method === this.method);
  }

  sendHead(upstream) {
    this.status = upstream.statusCode;
    if (!this.response.headersSent) this.response.writeHead(upstream.statusCode, forwarded(upstream.rawHeaders));
  }

  reset() {
    this.socket.resetAndDestroy();
  }
}

export class FaultProxy {
  exchanges = [];
  stream = new StreamFaults();
  #rules = [];
  #sockets = new Set();
  #streams = new Set();
  #down = false;
  #freezeNew = false;

  /** `pages`, if there is one, serves the console from a folder: pages(request, response) says whether it did. */
  static async start({ target, pages }) {
    const proxy = new FaultProxy();
    proxy.target = target;
    proxy.pages = pages;
    proxy.agent = new http.Agent({ keepAlive: true });
    proxy.server = http.createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (...both) =>
      proxy.#take(...both),
    );
    proxy.server.on("connection", (socket) => proxy.#connect(socket));
    proxy.server.listen(0, "127.0.0.1");
    await once(proxy.server, "listening");
    proxy.port = proxy.server.address().port;
    proxy.url = `http://127.0.0.1:${proxy.port}`;
    return proxy;
  }

  // --- what a test may do

  /** Requests that match get the fault: the `nth` of them (from 1), `times` times; without these, all of them. */
  on({ method, path, nth = 1, times = Number.POSITIVE_INFINITY }, fault) {
    const rule = { method, path, first: nth, last: nth + times - 1, fault, seen: 0, hits: 0 };
    this.#rules.push(rule);
    return rule;
  }

  /** Breaks the connections of the open exchanges that match, as a RST does. */
  cut({ method, path } = {}) {
    const broken = this.exchanges.filter((exchange) => exchange.open && exchange.is(method, path));
    for (const exchange of broken) exchange.reset();
    return broken.length;
  }

  /** The open streams get no byte any more, and no end; with `alsoNew`, neither do those that are opened later. */
  halfOpen({ alsoNew = false } = {}) {
    this.#freezeNew = alsoNew;
    for (const stream of this.#streams) stream.frozen = true;
  }

  /** No network: what is open breaks, what is new breaks at once. */
  offline() {
    this.#down = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Everything works again. A half-open stream stays what it is; new ones are whole. */
  heal() {
    this.#down = false;
    this.#freezeNew = false;
    this.#rules = [];
    this.stream.clear();
  }

  /** The exchanges that were seen, oldest first. */
  seen(method, path) {
    return this.exchanges.filter((exchange) => exchange.is(method, path));
  }

  openStreams() {
    return this.seen("GET", "/sse").filter(({ open }) => open);
  }

  forget() {
    this.exchanges = this.exchanges.filter(({ open }) => open);
  }

  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    this.agent.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  // --- how it works

  #connect(socket) {
    if (this.#down) return socket.resetAndDestroy();
    this.#sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => this.#sockets.delete(socket));
  }

  #faultFor(exchange) {
    for (const rule of this.#rules) {
      if (!exchange.is(rule.method, rule.path)) continue;
      rule.seen += 1;
      if (rule.seen < rule.first || rule.seen > rule.last) continue;
      rule.hits += 1;
      return rule.fault;
    }
    return {};
  }

  async #take(request, response) {
    const exchange = new Exchange(request, response);
    this.exchanges.push(exchange);
    const fault = this.#faultFor(exchange);
    try {
      if (await fault.before?.(exchange)) return;
      if (await this.pages?.(request, response)) return;
      const upstream = await this.#forward(exchange);
      if (await fault.answer?.(exchange, upstream)) return;
      this.#deliver(exchange, upstream);
    } catch {
      exchange.reset(); // as if the server had done it
    }
  }

  #forward(exchange) {
    const { method, path, request, response } = exchange;
    const { hostname, port } = new URL(this.target);
    return new Promise((resolve, reject) => {
      const headers = forwarded(request.rawHeaders);
      const outgoing = http.request({ hostname, port, method, path, headers, agent: this.agent }, resolve);
      outgoing.on("error", reject);
      response.once("close", () => response.writableFinished || outgoing.destroy());
      request.on("error", () => outgoing.destroy());
      request.pipe(outgoing);
    });
  }

  #deliver(exchange, upstream) {
    if (upstream.headers["content-type"]?.startsWith("text/event-stream")) {
      const stream = new ProxiedStream(exchange, upstream, this.stream);
      stream.frozen = this.#freezeNew;
      this.#streams.add(stream);
      exchange.response.once("close", () => this.#streams.delete(stream));
      return;
    }
    exchange.sendHead(upstream);
    upstream.on("error", () => exchange.reset());
    upstream.pipe(exchange.response);
  }
}

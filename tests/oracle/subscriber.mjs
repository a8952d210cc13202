// A subscriber that comes back: it obeys `retry:` (faster, where a test has no patience), resumes by the last id, and
// keeps a Track. The framing is judged by eventsource-parser, not by us.
import http from "node:http";
import { createParser } from "eventsource-parser";
import { sleep } from "./plan.mjs";
import { Track } from "./track.mjs";

export class Subscriber {
  // `base` may be a function, which says where to turn to next.
  constructor(base, { target = "/sse", track = new Track(), haste = 20 } = {}) {
    this.base = base;
    this.target = target;
    this.track = track;
    this.haste = haste;
    this.retry = 3000;
    this.connections = 0;
    this.failure = undefined;
    this.stopped = false;
    this.done = this.#run();
  }

  async #run() {
    while (!this.stopped && !this.failure) {
      await this.#connect();
      if (!this.stopped) await sleep(this.retry / this.haste);
    }
  }

  #connect() {
    const { hostname, port } = new URL(typeof this.base === "function" ? this.base() : this.base);
    const headers = this.track.cursor ? { "Last-Event-ID": this.track.cursor } : {};
    return new Promise((resolve) => {
      this.request = http.get({ hostname, port, path: this.target, headers, agent: false }, (response) => {
        this.connections += 1;
        this.#listen(response);
      });
      this.request.on("error", () => {});
      this.request.on("close", resolve);
    });
  }

  #listen(response) {
    const parser = createParser({
      onEvent: ({ id, event, data }) => this.track.take({ id, event, data: JSON.parse(data) }),
      onRetry: (milliseconds) => (this.retry = milliseconds),
      onError: (error) => this.#fail(error),
    });
    response.setEncoding("utf8");
    response.on("data", (text) => {
      try {
        parser.feed(text);
      } catch (error) {
        this.#fail(error);
      }
    });
    response.on("error", () => {});
    if (response.statusCode !== 200) this.#fail(new Error(`/sse answered ${response.statusCode}`));
  }

  #fail(error) {
    this.failure ??= error;
    this.request.destroy();
  }

  // Until it heard event `seq` or a bookmark at it.
  async reached(seq, milliseconds = 20_000) {
    for (const end = Date.now() + milliseconds; this.track.seq < seq && !this.failure; await sleep(10)) {
      if (Date.now() > end) throw new Error(`a subscriber heard up to ${this.track.seq} instead of ${seq}`);
    }
    if (this.failure) throw this.failure;
  }

  // Ends this connection; the next one goes on after what was heard.
  leave() {
    this.request.destroy();
  }

  async stop() {
    this.stopped = true;
    this.request.destroy();
    await this.done;
    if (this.failure) throw this.failure;
  }
}

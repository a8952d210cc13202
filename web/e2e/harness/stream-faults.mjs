// What can go wrong with a stream of events: frames that are dropped, doubled or swapped, and a stream that stops
// without an end.

// An event by its number, the next one that is stored, or whatever a function says.
function matches(what, frame) {
  if (typeof what === "function") return what(frame);
  return what === "next" ? frame.stored : frame.stored && frame.seq === what;
}

const control = new Set(["hello", "ping", "reset", "bye", "busy"]);

export function parseFrame(text) {
  const event = /^event: (.*)$/m.exec(text)?.[1];
  const id = /^id: (.*)$/m.exec(text)?.[1];
  const stored = event !== undefined && !control.has(event);
  return { text, event, id, stored, seq: id === undefined ? undefined : Number(id.split("-")[1]) };
}

export class StreamFaults {
  #planned = [];

  /** Each returns the plan; `plan.done` tells whether it happened. It happens once, to the first stream that it meets. */
  drop(what) {
    return this.#plan(what, () => []);
  }

  duplicate(what) {
    return this.#plan(what, (frame) => [frame, frame]);
  }

  /** The frame arrives after the event that follows it; a ping in between does not count. */
  swap(what) {
    return this.#plan(what, (frame, stream) => {
      stream.late = frame;
      return [];
    });
  }

  #plan(what, act) {
    const plan = { what, act, done: false };
    this.#planned.push(plan);
    return plan;
  }

  clear() {
    this.#planned = [];
  }

  /** The frames to forward in place of this one. */
  apply(frame, stream) {
    const late = stream.late !== undefined && frame.stored ? [stream.late] : [];
    if (frame.stored) stream.late = undefined;
    const plan = this.#planned.find(({ what, done }) => !done && matches(what, frame));
    if (plan === undefined) return [frame, ...late];
    plan.done = true;
    return [...plan.act(frame, stream), ...late];
  }
}

/** Forwards an answer of /sse frame by frame. `frozen` streams take bytes from the server and forward none. */
export class ProxiedStream {
  frozen = false;
  late = undefined;
  #rest = "";

  constructor(exchange, upstream, faults) {
    this.exchange = exchange;
    this.faults = faults;
    exchange.sendHead(upstream);
    exchange.response.flushHeaders();
    upstream.setEncoding("utf8");
    upstream.on("data", (text) => this.#take(text));
    upstream.on("end", () => this.frozen || exchange.response.end(this.#rest));
    upstream.on("error", () => this.frozen || exchange.reset());
  }

  #take(text) {
    const frames = (this.#rest + text).split("\n\n");
    this.#rest = frames.pop();
    if (this.frozen) return;
    const forwarded = frames.flatMap((frame) => this.faults.apply(parseFrame(frame), this));
    if (forwarded.length > 0) this.exchange.response.write(forwarded.map((frame) => `${frame.text}\n\n`).join(""));
  }
}

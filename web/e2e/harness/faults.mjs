// What can go wrong with one request. A fault may act before the server has seen the request (`before`), and on the
// server's answer (`answer`); each returns true when it dealt with the exchange itself.
import { setTimeout as pause } from "node:timers/promises";

// Reads to the end, so that the server has committed what it was asked and has said so.
async function swallow(upstream) {
  for await (const _ of upstream);
}

function sendProblem(
  exchange,
  status,
  { code = "injected", detail = "injected by the test", headers = {}, body, ...members } = {},
) {
  const problem = body ?? {
    type: "about:blank",
    title: code,
    status,
    code,
    detail,
    request_id: "injected",
    ...members,
  };
  exchange.response.writeHead(status, { "Content-Type": "application/problem+json", ...headers });
  exchange.response.end(JSON.stringify(problem));
  return true;
}

// The server never sees the request; the browser gets this status.
export const refuse = (status, content) => ({
  before(exchange) {
    exchange.request.resume();
    return sendProblem(exchange, status, content);
  },
});

// The server did what it was asked, and a broken thing in between says otherwise.
export const mislead = (status, content) => ({
  async answer(exchange, upstream) {
    await swallow(upstream);
    return sendProblem(exchange, status, content);
  },
});

// The connection breaks before the server has seen the request.
export const reset = () => ({
  before(exchange) {
    exchange.reset();
    return true;
  },
});

// The server commits; its answer never arrives, and the connection breaks.
export const loseAnswer = () => ({
  async answer(exchange, upstream) {
    await swallow(upstream);
    exchange.reset();
    return true;
  },
});

// The server commits; its answer never arrives, and nothing says so.
export const silence = () => ({
  async answer(_exchange, upstream) {
    await swallow(upstream);
    return true;
  },
});

export const delay = (milliseconds) => ({
  async before() {
    await pause(milliseconds);
    return false;
  },
});

// The answers wait until release(): for an order of arrival that a test decides. `arrived` tells how many wait.
export function hold() {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  const fault = {
    arrived: 0,
    release,
    async answer() {
      fault.arrived += 1;
      await released;
      return false;
    },
  };
  return fault;
}

// The body comes in small pieces.
export const slowBody = (bytesPerSecond) => ({
  async answer(exchange, upstream) {
    exchange.sendHead(upstream);
    const piece = Math.max(1, Math.round(bytesPerSecond / 20));
    for await (const chunk of upstream) {
      for (let from = 0; from < chunk.length && !exchange.response.destroyed; from += piece) {
        exchange.response.write(chunk.subarray(from, from + piece));
        await pause(50);
      }
    }
    exchange.response.end();
    return true;
  },
});

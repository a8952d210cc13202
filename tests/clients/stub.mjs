// A server that answers as it is told, to see what a client makes of answers that the real one gives rarely, or never.
import { once } from "node:events";
import http from "node:http";

export class Stub {
  requests = []; // {method, target, headers, body, at}
  sockets = new Set();

  // `answers` in turn, the last one again and again: functions of (response, request).
  static async start(...answers) {
    const stub = new Stub();
    stub.server = http.createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url: target, headers } = request;
      stub.requests.push({ method, target, headers, body: Buffer.concat(chunks).toString(), at: performance.now() });
      const answer = answers[Math.min(stub.requests.length, answers.length) - 1];
      answer(response, request);
    });
    stub.server.on("connection", (socket) => {
      stub.sockets.add(socket);
      socket.on("close", () => stub.sockets.delete(socket));
    });
    stub.server.listen(0, "127.0.0.1");
    await once(stub.server, "listening");
    stub.url = `http://127.0.0.1:${stub.server.address().port}`;
    return stub;
  }

  async stop() {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }
}

const titles = { type: "/problems/x", title: "x", detail: "because", request_id: "r-1" };

export const ok = (data, status = 200, headers = {}) => (response) => {
  response.writeHead(status, { "Content-Type": "application/json", "BetStream-Cursor": "k3f9-7", "X-Request-Id": "r-1", ...headers });
  response.end(JSON.stringify(data));
};
export const problem = (status, code, more = {}, headers = {}) => (response) => {
  response.writeHead(status, { "Content-Type": "application/problem+json", ...headers });
  response.end(JSON.stringify({ ...titles, status, code, ...more }));
};
// What a proxy says in the server's place.
export const page = (status, headers = {}) => (response) => {
  response.writeHead(status, { "Content-Type": "text/html", ...headers });
  response.end("<h1>Sorry</h1>");
};
export const cut = (response) => response.socket.destroy();
export const silence = () => {};

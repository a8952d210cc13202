// Stands between a client and the server as a proxy does that is not to be trusted: it leaves out, doubles and swaps
// frames of the stream. Everything else comes through unchanged.
import { once } from "node:events";
import http from "node:http";

export class Lossy {
  static async start(port, { lose = () => false, double = () => false, swap = () => false }) {
    const lossy = new Lossy();
    lossy.counts = { lost: 0, doubled: 0, swapped: 0 };
    lossy.connections = new Set();
    lossy.server = http.createServer((request, response) => lossy.#pass_on(port, request, response, { lose, double, swap }));
    lossy.server.on("connection", (socket) => lossy.connections.add(socket));
    lossy.server.listen(0, "127.0.0.1");
    await once(lossy.server, "listening");
    lossy.url = `http://127.0.0.1:${lossy.server.address().port}`;
    return lossy;
  }

  #pass_on(port, request, response, what) {
    const { method, url: path, headers } = request;
    const behind = http.request({ hostname: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      if (!path.startsWith("/sse")) return answer.pipe(response);
      this.#doctor(answer, response, what);
    });
    behind.on("error", () => response.destroy());
    response.on("close", () => behind.destroy());
    request.pipe(behind);
  }

  #doctor(answer, response, { lose, double, swap }) {
    let rest = "";
    let held; // a frame that waits for the one after it
    answer.on("error", () => response.destroy());
    answer.on("end", () => response.end());
    answer.setEncoding("utf8").on("data", (text) => {
      const frames = (rest + text).split("\n\n");
      rest = frames.pop();
      for (const frame of frames) {
        const seq = /^event: \w+_\w+$/m.test(frame) ? Number(/^id: \w+-(\d+)$/m.exec(frame)?.[1]) : undefined;
        if (seq !== undefined && lose(seq)) {
          this.counts.lost += 1;
          continue;
        }
        const out = [frame];
        if (seq !== undefined && double(seq)) this.counts.doubled += out.push(frame) - 1;
        if (held) {
          out.push(held);
          held = undefined;
          this.counts.swapped += 1;
        } else if (seq !== undefined && swap(seq)) {
          held = out.pop();
        }
        for (const each of out) response.write(`${each}\n\n`);
      }
    });
  }

  async stop() {
    for (const socket of this.connections) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }
}

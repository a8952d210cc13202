// Bytes over a socket, as they are, and what comes back until the other side closes or falls silent.
import net from "node:net";

export function exchange(port, bytes, { silence = 300, deadline = 15_000 } = {}) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    let text = "";
    let timer = setTimeout(() => settle(false), deadline);
    const settle = (closed) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, closed, answers: answers_of(text) });
    };
    socket.on("connect", () => socket.write(bytes));
    socket.on("data", (data) => {
      text += data.toString("latin1");
      clearTimeout(timer);
      timer = setTimeout(() => settle(false), silence);
    });
    socket.on("error", () => {});
    socket.on("close", () => settle(true));
  });
}

// The status of each answer, one after the other by their lengths.
function answers_of(text) {
  const statuses = [];
  for (let at = 0; ; ) {
    const head = /^HTTP\/1\.[01] (\d{3}) .*?\r\n\r\n/s.exec(text.slice(at));
    if (!head) return statuses;
    statuses.push(Number(head[1]));
    at += head[0].length + Number(/\r\ncontent-length: (\d+)/i.exec(head[0])?.[1] ?? 0);
  }
}

// Reads over kept connections against nginx. Each server has one core, the load generator the other.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { Betstream } from "../tools/betstream.mjs";
import { wrk } from "../tools/load.mjs";
import { Nginx } from "../tools/nginx.mjs";
import { alternate, row } from "../tools/rounds.mjs";

const serverCpu = 0;
const loadCpu = 1;

/** Status line, fields and body as they are on the wire. */
async function rawSize(url) {
  const { connect } = await import("node:net");
  const { port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), "127.0.0.1").once("error", reject).setEncoding("latin1");
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    socket.on("data", (part) => (text += part)).once("end", () => resolve(text.replace(/^Connection: .*\r\n/m, "").length));
  });
}

// The fields that nginx does not send by itself; `filler` makes both answers equally long.
function accountLocation(answer, filler) {
  const kept = ["etag", "cache-control", "betstream-cursor", "x-content-type-options"];
  const fields = kept.map((name) => `      add_header ${name} '${answer.head.get(name)}';`);
  return `
    location = /account {
${fields.join("\n")}
      add_header x-request-id '${filler}';
      return 200 '${answer.text}';
    }`;
}

function batchLocation(root) {
  return `
    location = /batch.json {
      root ${root};
    }`;
}

async function startPeer(bench, account, batch, size) {
  writeFileSync(join(bench.directory, "batch.json"), batch.text);
  const start = (filler) =>
    Nginx.start(bench, { cpu: serverCpu, locations: accountLocation(account, filler) + batchLocation(bench.directory) });
  const short = await start("-");
  const missing = size - (await rawSize(`${short.url}/account`));
  await short.stop();
  if (missing < 0) throw new Error(`nginx's answer is ${-missing} bytes longer than ours`);
  return start("-".repeat(missing + 1));
}

async function sameText(url, text) {
  const answer = await fetch(url);
  if ((await answer.text()) !== text) throw new Error(`${url} is not the same body`);
  return answer.headers.get("etag");
}

async function expectNotModified(url, etag) {
  const { status } = await fetch(url, { headers: { "If-None-Match": etag } });
  if (status !== 304) throw new Error(`${url} with If-None-Match: ${status}`);
}

export async function reads(bench) {
  const server = await Betstream.start(bench, { cpu: serverCpu });
  const desk = await server.desk({ batches: 1, bets: 50 });
  const paths = {
    account: `/api/v1/accounts/${desk.account}`,
    batch: `/api/v1/accounts/${desk.account}/batches/${desk.ranges[0].batch}`,
  };
  const account = await server.ask("GET", paths.account);
  const batch = await server.ask("GET", paths.batch);
  const size = await rawSize(server.url + paths.account);
  const peer = await startPeer(bench, account, batch, size);

  const sizes = [size, await rawSize(`${peer.url}/account`)];
  if (sizes[0] !== sizes[1]) throw new Error(`answers of ${sizes.join(" and ")} bytes are not the same`);
  await sameText(`${peer.url}/account`, account.text);
  const tags = { ours: batch.head.get("etag"), peer: await sameText(`${peer.url}/batch.json`, batch.text) };
  await expectNotModified(server.url + paths.batch, tags.ours);
  await expectNotModified(`${peer.url}/batch.json`, tags.peer);

  const measure = async (ours, theirs, headers = {}) => {
    const get = (side, path, fields) => () => wrk(bench, side, path, { cpu: loadCpu, headers: fields });
    return alternate(bench.rounds, { ours: get(server, ours, headers.ours), peer: get(peer, theirs, headers.peer) });
  };
  const rows = [
    readRow("GET one account / nginx `return 200`, same bytes", 0.9, await measure(paths.account, "/account"), [
      `${size} bytes with head`]),
    readRow("GET one batch of 50 bets / nginx, same bytes from a file", 0.5, await measure(paths.batch, "/batch.json"), [
      `${batch.text.length} bytes of body`]),
    readRow("the same, revalidated (304) / nginx 304", 0.8, await measure(paths.batch, "/batch.json", {
      ours: { "If-None-Match": tags.ours },
      peer: { "If-None-Match": tags.peer },
    })),
  ];
  await server.stop();
  await peer.stop();
  return rows;
}

// What one core answers in a second of its time. On the clock, a load generator that is slower than the server, or a
// neighbour on the machine, would make both sides look alike.
function readRow(work, target, { ours, peer }, notes = []) {
  const onClock = (side) => side.map(({ rate }) => Math.round(rate)).join(", ");
  const busy = (side) => side.map((each) => each.busy.toFixed(2)).join(", ");
  const perCore = (side) => side.map(({ rate, busy: used }) => rate / used);
  return row(work, {
    ours: perCore(ours), peer: perCore(peer), unit: "requests per second of CPU time", target,
    notes: [
      ...notes,
      `requests/s on the clock: ours ${onClock(ours)}; nginx ${onClock(peer)}`,
      `share of the core that the server had: ours ${busy(ours)}; nginx ${busy(peer)}`,
    ],
  });
}

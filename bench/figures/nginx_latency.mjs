// What nginx, as deploy/nginx sets it up, adds to the way of an event: a PATCH goes through it, and so does the stream.
import { Nginx } from "../../tests/nginx/nginx.mjs";
import { Betstream } from "../tools/betstream.mjs";
import { Listener, Marker } from "../tools/mark_client.mjs";
import { pause } from "../tools/processes.mjs";
import { listed, row } from "../tools/rounds.mjs";

const samples = 500; // of each side in a round
const between = 5; // milliseconds, so that no sample waits for the one before

class Way {
  static async open(address, desk) {
    return new Way(new Marker(address, desk), await Listener.open(address));
  }

  constructor(marker, listener) {
    Object.assign(this, { marker, listener });
  }

  /** Milliseconds from sending a PATCH to hearing its event. */
  async measure() {
    const sent = performance.now();
    const cursor = await this.marker.mark();
    return (await this.listener.when(cursor)) - sent;
  }

  close() {
    this.marker.close();
    this.listener.close();
  }
}

function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length * percent) / 100)];
}

// One sample through nginx, one without, and so on: a moment in which the machine is busy meets both.
async function round(ways) {
  const times = { ours: [], peer: [] };
  for (let i = 0; i < samples; ++i) {
    for (const side of i % 2 === 0 ? ["ours", "peer"] : ["peer", "ours"]) {
      times[side].push(await ways[side].measure());
      await pause(between);
    }
  }
  return times;
}

export async function nginx(bench) {
  const server = await Betstream.start(bench);
  const desk = await server.desk({ batches: 1, bets: 500 });
  const front = await Nginx.site([server.port], { tls: false });
  const ways = { ours: await Way.open(front, desk), peer: await Way.open(server, desk) };
  await round(ways); // connections are open and code is warm from now on
  const rounds = [];
  for (let i = 0; i < bench.rounds; ++i) rounds.push(await round(ways));
  for (const way of Object.values(ways)) way.close();
  await front.stop();
  await server.stop();

  const each = (side, percent) => rounds.map((times) => percentile(times[side], percent));
  const compare = (percent) => {
    const [ours, peer] = [each("ours", percent), each("peer", percent)];
    return row(`PATCH to its event, both through nginx, p${percent} / without nginx`, {
      ours, peer, unit: "ms", target: 1.5, atMost: true, notes: [`rounds: ours ${listed(ours)} ms, peer ${listed(peer)} ms`] });
  };
  return [compare(50), compare(99)];
}

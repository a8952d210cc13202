// The event stream against nchan: deliveries, latency, memory. Each server has one core, the load the other. bench_load
// checks that every subscriber gets every event once.
import { Betstream } from "../tools/betstream.mjs";
import { load } from "../tools/load.mjs";
import { Nginx, nchanLocations } from "../tools/nginx.mjs";
import { cpuSeconds, pause, residentMemory, start } from "../tools/processes.mjs";
import { alternate, median, row } from "../tools/rounds.mjs";

const serverCpu = 0;
const loadCpu = 1;

// Both sides, and how to publish to them: ours marks bets, nchan gets messages as long as the data of our events.
async function sides(bench) {
  const server = await Betstream.start(bench, { cpu: serverCpu });
  const desk = await server.desk({ batches: 20, bets: 500 });
  const nchan = await Nginx.start(bench, { cpu: serverCpu, locations: nchanLocations });
  const measure = async (side, args) => {
    const before = cpuSeconds(side.pids);
    const result = await load(bench, [...args, "--port", side.port], { cpu: loadCpu });
    return { ...result, cpu: cpuSeconds(side.pids) - before };
  };
  const publish = {
    async ours(args) {
      const result = await measure(server, ["marks", ...desk.options, ...args]);
      desk.marked(result.sent);
      return result;
    },
    peer: (args) => measure(nchan, ["messages", "--bytes", bytes, ...args]),
  };
  await publish.ours(["--seconds", 0.2]);
  const page = await server.ask("GET", "/api/v1/events?types=bet_status_updated&order=desc&limit=1");
  const bytes = page.text.replace(/^.*"events":\[/, "").replace(/\],"next".*$/, "").length;
  const stop = async () => {
    await server.stop();
    await nchan.stop();
  };
  return { publish, stop, bytes };
}

// A writer sends the next when the last was answered, unless so many are still on their way to the subscribers.
const undelivered = { 1: 8, 64: 64 };

async function deliveries(bench, writers, target) {
  const { publish, stop, bytes } = await sides(bench);
  const rows = [];
  for (const subscribers of [1000, 5000]) {
    const common = ["--subscribers", subscribers, "--writers", writers, "--seconds", bench.seconds];
    const args = [...common, "--undelivered", undelivered[writers]];
    const values = await alternate(bench.rounds, {
      ours: () => publish.ours(args),
      peer: () => publish.peer(args),
    });
    const rate = (side) => side.map((each) => each.deliveries_per_second);
    const cost = (side) => side.map(({ cpu, sent }) => ((cpu * 1e6) / sent / subscribers).toFixed(2)).join(", ");
    const wait = (side) => side.map((each) => (each.arrival_p50_us / 1000).toFixed(1)).join(", ");
    const who = writers === 1 ? "one writer" : `${writers} writers`;
    const notes = [
      `${bytes} bytes of data per event; at most ${undelivered[writers]} publishes on their way`,
      `CPU time of the server per delivery, subscribing included: ours ${cost(values.ours)} us; nchan ${cost(values.peer)} us`,
      `from sending to the last arrival, p50: ours ${wait(values.ours)} ms; nchan ${wait(values.peer)} ms`,
    ];
    if (writers === 1) notes.push(await alone(publish, common, subscribers));
    rows.push(row(`SSE to ${subscribers.toLocaleString("en-US")} subscribers, ${who} / nchan`, {
      ours: rate(values.ours), peer: rate(values.peer), unit: "deliveries/s", target, notes }));
  }
  await stop();
  return rows;
}

// The next publish only when the last has reached everybody: no event shares a system call with another.
async function alone(publish, common, subscribers) {
  const [ours, peer] = [await publish.ours(common), await publish.peer(common)];
  const text = ({ deliveries_per_second: rate, cpu, sent }) =>
    `${Math.round(rate)}/s, ${((cpu * 1e6) / sent / subscribers).toFixed(2)} us of CPU time each`;
  return `one publish on its way at a time: ours ${text(ours)}; nchan ${text(peer)}`;
}

export const streams = (bench) => deliveries(bench, 1, 1.5);
export const writers = (bench) => deliveries(bench, 64, 5);

export async function latency(bench) {
  const { publish, stop } = await sides(bench);
  const seconds = 10; // 500 samples a round
  const args = ["--subscribers", 1000, "--writers", 16, "--rate", 50, "--seconds", seconds];
  const values = await alternate(Math.min(bench.rounds, 3), {
    ours: () => publish.ours(args),
    peer: () => publish.peer(args),
    disk: () => load(bench, ["disk", bench.directory, "--rate", 50, "--seconds", seconds], { cpu: serverCpu }),
  });
  await stop();
  const milliseconds = (side, field) => side.map((each) => each[field] / 1000);
  const text = (numbers) => numbers.map((number) => number.toFixed(2)).join(", ");
  const nchan = milliseconds(values.peer, "arrival_p99_us");
  const disk = milliseconds(values.disk, "p99_us");
  return [
    row("PATCH to the last of 1,000 subscribers, p99 at 50/s / nchan's p99 + one fdatasync p99", {
      ours: milliseconds(values.ours, "arrival_p99_us"), peer: nchan.map((value, round) => value + disk[round]),
      unit: "ms", target: 1.2, atMost: true,
      notes: [`nchan p99 ${text(nchan)} ms, fdatasync p99 ${text(disk)} ms`,
        `p50: ours ${text(milliseconds(values.ours, "arrival_p50_us"))} ms, ` +
          `nchan ${text(milliseconds(values.peer, "arrival_p50_us"))} ms, ` +
          `fdatasync ${text(milliseconds(values.disk, "p50_us"))} ms`,
        `PATCH answered, p99: ${text(milliseconds(values.ours, "answer_p99_us"))} ms`],
    }),
  ];
}

// KiB per subscriber between 1,000 and 5,000 of them, over all processes of the server.
async function slope(bench, server, path) {
  const counts = [1000, 5000];
  const crowd = start([bench.load, "hold", "--port", String(server.port), "--stream", path, ...counts.map(String)]);
  const memory = [];
  for (const count of counts) {
    const reached = await crowd.line();
    if (Number(reached) !== count) throw new Error(`bench_load says ${reached}`);
    await pause(5000); // pings come and go, buffers of the subscribing are given back
    memory.push(residentMemory(server.pids));
    if (count !== counts.at(-1)) crowd.write("\n");
  }
  await crowd.stop();
  await server.stop();
  return (memory[1] - memory[0]) / (counts[1] - counts[0]);
}

export async function memory(bench) {
  const { ours, peer } = await alternate(Math.min(bench.rounds, 2), {
    ours: async () => slope(bench, await Betstream.start(bench), "/sse"),
    peer: async () => slope(bench, await Nginx.start(bench, { locations: nchanLocations }), "/sub"),
  });
  return [row("memory per idle subscriber, from 1,000 to 5,000 / nchan", {
    ours, peer, unit: "KiB", target: 0.15, atMost: true,
    notes: [`resident memory of all processes, shared pages counted once; medians ${median(ours).toFixed(2)} and ` +
      `${median(peer).toFixed(2)} KiB`],
  })];
}

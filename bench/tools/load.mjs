// The load: bench_load for writes and streams, wrk for reads.
import { cpuSeconds, run } from "./processes.mjs";

/** bench_load's JSON line. It fails by itself when its figure would be worth nothing. */
export async function load(bench, args, options = {}) {
  return JSON.parse(await run([bench.load, ...args.map(String)], options));
}

/**
 * Requests per second over kept connections, and how busy the server's processes were meanwhile: below about 0.9 of a
 * core something else was the limit.
 */
export async function wrk(bench, server, path, { headers = {}, connections = 32, cpu, seconds = bench.seconds } = {}) {
  const fields = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const before = cpuSeconds(server.pids);
  const printed = await run(
    ["wrk", "-t1", `-c${connections}`, `-d${seconds}s`, ...fields, server.url + path],
    { cpu, seconds: seconds + 30 },
  );
  const busy = (cpuSeconds(server.pids) - before) / seconds;
  // wrk counts everything that is not 2xx or 3xx.
  if (/Non-2xx|Socket errors/.test(printed)) throw new Error(`wrk met errors:\n${printed}`);
  const rate = Number(printed.match(/Requests\/sec:\s+([\d.]+)/)?.[1]);
  if (!(rate > 0 && busy > 0)) throw new Error(`nothing was measured (the server was busy for ${busy} s per s):\n${printed}`);
  return { rate, busy };
}

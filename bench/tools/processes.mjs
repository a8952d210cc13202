// Programs that a benchmark starts: each ends by its own pid, at the latest when we do.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";

const running = new Set();

/** Ends what still runs, at once. */
export function endAll() {
  for (const child of running) child.kill("SIGKILL");
}

function launch(command, { cpu, cwd } = {}) {
  const [program, ...args] = cpu === undefined ? command : ["taskset", "-c", String(cpu), ...command];
  const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  running.add(child);
  child.ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  child.ended.catch(() => {});
  child.said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (child.said = (child.said + text).slice(-4000)));
  child.stdin.on("error", () => {});
  return child;
}

/** Runs to the end; what it printed. Fails when it does, or when it takes longer than `seconds`. */
export async function run(command, { seconds = 120, input = "", onStart, ...options } = {}) {
  const child = launch(command, options);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (printed += text));
  child.stdin.end(input);
  onStart?.(child.pid);
  const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
  const { code, signal } = await child.ended;
  clearTimeout(timer);
  if (code === 0) return printed;
  const reason = signal ? `ended by ${signal} (its limit is ${seconds} s)` : `exit status ${code}`;
  throw new Error(`${command.slice(0, 6).join(" ")} ...: ${reason}\n${child.said}${printed.slice(-2000)}`);
}

/** Starts a program that runs until stop(). */
export function start(command, options) {
  const child = launch(command, options);
  const fail = async () => {
    const { code, signal } = await child.ended;
    throw new Error(`${command[0]} ended too early (${signal ?? code})\n${child.said}`);
  };
  return {
    pid: child.pid,
    write: (text) => child.stdin.write(text),
    /** The next line that it prints. */
    line: lineReader(child, fail),
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
      await child.ended;
      clearTimeout(timer);
    },
  };
}

function lineReader(child, fail) {
  const lines = [];
  const waiting = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop();
    for (const part of parts) {
      const next = waiting.shift();
      if (next) next(part);
      else lines.push(part);
    }
  });
  return () => {
    if (lines.length > 0) return Promise.resolve(lines.shift());
    return Promise.race([new Promise((resolve) => waiting.push(resolve)), fail()]);
  };
}

export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function kibibytes(path, field) {
  const found = readFileSync(path, "utf8").match(new RegExp(`^${field}:\\s+(\\d+) kB`, "m"));
  if (!found) throw new Error(`${path} has no ${field}`);
  return Number(found[1]);
}

/** Resident memory in KiB; a page that several of them share counts once. */
export function residentMemory(pids) {
  return pids.reduce((sum, pid) => sum + kibibytes(`/proc/${pid}/smaps_rollup`, "Pss"), 0);
}

/** The most that it ever had resident, in KiB. */
export function peakMemory(pid) {
  return kibibytes(`/proc/${pid}/status`, "VmHWM");
}

export function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
}

/** CPU time that all their threads used so far, in seconds. */
export function cpuSeconds(pids) {
  const threads = pids.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((id) => `/proc/${pid}/task/${id}/schedstat`));
  return threads.reduce((sum, path) => sum + Number(readFileSync(path, "utf8").split(" ")[0]), 0) / 1e9;
}

// The Python client as the tests drive it: see languages.mjs. It runs in a process of its own, which driver.py is; lines
// of JSON go in and out. Whatever that process says on stderr, such as of a socket that nobody closed, fails the test.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repository } from "../contract/server.mjs";

const here = join(repository, "tests/clients");
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

// The interpreter with the package, told to speak of everything that it would otherwise forgive.
export function spawn_python(args) {
  const env = { ...process.env, PYTHONPATH: join(repository, "clients/python"), PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn("python3", ["-X", "dev", "-W", "error", ...args], { cwd: here, env, stdio: ["pipe", "pipe", "pipe"] });
  running.add(child);
  child.on("exit", () => running.delete(child));
  return child;
}

class Driver {
  static start() {
    const driver = new Driver();
    driver.child = spawn_python(["driver.py"]);
    driver.exited = once(driver.child, "exit");
    driver.messages = "";
    driver.waiting = new Map();
    driver.count = 0;
    driver.child.stderr.on("data", (chunk) => (driver.messages += chunk));
    driver.child.stdin.on("error", () => {}); // `exit` tells it
    createInterface({ input: driver.child.stdout }).on("line", (line) => driver.#hear(JSON.parse(line)));
    driver.child.on("exit", () => driver.#hear_the_end());
    return driver;
  }

  ask(what) {
    const id = ++this.count;
    this.child.stdin.write(`${JSON.stringify({ id, ...what })}\n`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  #hear({ id, result, error }) {
    const { resolve, reject } = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) reject(Object.assign(new Error(`${error.kind}: ${error.message}`), error));
    else resolve(result);
  }

  #hear_the_end() {
    for (const { reject } of this.waiting.values()) reject(new Error(`driver.py ended:\n${this.messages}`));
    this.waiting.clear();
  }

  async stop() {
    this.child.stdin.end();
    const timer = setTimeout(() => this.child.kill("SIGKILL"), 20_000);
    const [code] = await this.exited;
    clearTimeout(timer);
    assert.equal(this.messages, "", "Python has nothing to complain about");
    assert.equal(code, 0);
  }
}

// One process for all clients of a test file.
let driver;
const start_python = () => (driver ??= Driver.start());

export async function open_python(url, { attempt_ms, deadline_ms, reconnect_max_ms, ...options } = {}) {
  start_python();
  const seconds = (ms) => (ms === undefined ? undefined : ms / 1000);
  const times = { attempt_s: seconds(attempt_ms), deadline_s: seconds(deadline_ms), reconnect_max_s: seconds(reconnect_max_ms) };
  const client = await driver.ask({ do: "open", url, options: { ...options, ...times } });
  const ask = (what, more) => driver.ask({ do: what, client, ...more });
  const named = ({ deadline_ms: ms, from, ...rest } = {}) => ({ ...rest, from_: from, deadline_s: seconds(ms) });
  const open = [];
  const drive = (stream) => {
    const handle = {
      next: () => ask("next", { stream }),
      close: () => ask("close", { stream }),
      cursor: () => ask("cursor", { stream }),
      heard_ms_ago: async () => Date.now() - 1000 * (await ask("heard_at", { stream })),
    };
    open.push(handle);
    return handle;
  };
  return {
    call: (name, values = [], words) => ask("call", { name, values, named: named(words) }),
    events: async (options) => drive(await ask("events", { options })),
    follow: async ([name, values = [], words], filter) => drive(await ask("follow", { name, values, named: named(words), filter })),
    break_off: (options) => ask("break_off", { options }),
    close: async () => {
      await Promise.all(open.map((stream) => stream.close()));
      await ask("close_client");
    },
  };
}

export const python_methods = () => start_python().ask({ do: "methods" });
export const python_types = () => start_python().ask({ do: "types" });
export const python_sockets = () => start_python().ask({ do: "sockets" });

// What its reader of Server-Sent Events makes of these pieces, and of one more text so many times.
export const python_frames = (pieces, { then = "", times = 0 } = {}) =>
  start_python().ask({ do: "frames", pieces: pieces.map((piece) => piece.toString("base64")), then, times });

// After the last test of a file: whether all of it went without a complaint.
export async function stop_python() {
  await driver?.stop();
}

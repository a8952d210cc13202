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

export async function open_python(url, { attempt_ms, deadline_ms, reconnect_max_ms, ...options } = {}) {
  const driver = Driver.start();
  const seconds = (ms) => (ms === undefined ? undefined : ms / 1000);
  const times = { attempt_s: seconds(attempt_ms), deadline_s: seconds(deadline_ms), reconnect_max_s: seconds(reconnect_max_ms) };
  await driver.ask({ do: "open", url, options: { ...options, ...times } });
  const named = ({ deadline_ms: ms, from, ...rest } = {}) => ({ ...rest, from_: from, deadline_s: seconds(ms) });
  const drive = (stream) => ({
    next: () => driver.ask({ do: "next", stream }),
    close: () => driver.ask({ do: "close", stream }),
    cursor: () => driver.ask({ do: "cursor", stream }),
    heard_ms_ago: async () => Date.now() - 1000 * (await driver.ask({ do: "heard_at", stream })),
  });
  return {
    call: (name, values = [], words) => driver.ask({ do: "call", name, values, named: named(words) }),
    methods: () => driver.ask({ do: "methods" }),
    sockets: () => driver.ask({ do: "sockets" }),
    types: () => driver.ask({ do: "types" }),
    events: async (options) => drive(await driver.ask({ do: "events", options })),
    follow: async ([name, values = [], words], filter) => drive(await driver.ask({ do: "follow", name, values, named: named(words), filter })),
    close: () => driver.stop(),
  };
}

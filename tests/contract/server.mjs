// Starts and ends the real binary. Every server has a directory and a port of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { database_args, database_in } from "./database.mjs";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const binary = process.env.BETSTREAM_BINARY
  ? resolve(process.env.BETSTREAM_BINARY)
  : join(repository, "build/release/betstream");

const start_deadline_ms = 20_000;
const stop_deadline_ms = 30_000;
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
// A file that is ended at its limit of time takes along what it started.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

// For a test that needs a place before it has a server; gone when the test is over.
export function temporary_directory(context) {
  const directory = mkdtempSync(join(tmpdir(), "betstream-test-"));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export class Server {
  // `args` are added to those of `serve`; `directory` holds the data and is removed by stop() if it was made here;
  // `prefix` is a command that runs the server, such as strace; `database` is a URL that others may have, too. A start
  // that fails names the code or the signal.
  static async start({ args = [], env = {}, prefix = [], database, directory, port = 0 } = {}) {
    assert.ok(existsSync(binary), `no binary at ${binary}: build it, or set BETSTREAM_BINARY`);
    const own_directory = directory === undefined;
    const server = new Server();
    server.directory = directory ?? mkdtempSync(join(tmpdir(), "betstream-test-"));
    server.own_directory = own_directory;
    server.options = { args, env, prefix, database: database ? [database] : [database_in(server.directory), ...database_args] };
    await server.#launch(port);
    return server;
  }

  async #launch(port) {
    const { args, env, prefix, database } = this.options;
    const [command, ...all] = [...prefix, binary, "serve", "--listen", `127.0.0.1:${port}`, "--database", ...database, "--print-url", ...args];
    const child = spawn(command, all, { cwd: this.directory, env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    this.child = child;
    this.killed = false;
    this.messages = "";
    child.stderr.on("data", (chunk) => (this.messages += chunk));
    this.exited = once(child, "exit").then(([code, signal]) => {
      running.delete(child);
      // Whoever else has these pipes, as a strace that watches from aside, keeps nobody waiting.
      setTimeout(() => [child.stdout, child.stderr].forEach((pipe) => pipe.destroy()), 5000).unref();
      return { code, signal };
    });
    this.url = await this.#first_line(child);
    this.port = Number(new URL(this.url).port);
  }

  async #first_line(child) {
    const timer = setTimeout(() => child.kill("SIGKILL"), start_deadline_ms);
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        assert.match(line, /^http:\/\/(127\.0\.0\.1|localhost):\d+$/, "--print-url prints the plain base URL");
        child.stdout.resume();
        return line.replace("localhost", "127.0.0.1"); // which Node might look for at ::1
      }
      const { code, signal } = await this.exited;
      throw Object.assign(new Error(`the server did not start (code ${code}, signal ${signal}):\n${this.messages}`), { code, signal });
    } finally {
      clearTimeout(timer);
    }
  }

  // The orderly end: SIGTERM, exit code 0. A server that ended by itself is a failure, whatever the tests said.
  async stop({ keep = false } = {}) {
    if (!this.killed) {
      this.child.kill("SIGTERM");
      const timer = setTimeout(() => this.child.kill("SIGKILL"), stop_deadline_ms);
      const end = await this.exited;
      clearTimeout(timer);
      assert.deepEqual(end, { code: 0, signal: null }, `SIGTERM ends with code 0:\n${this.messages}`);
    }
    if (!keep && this.own_directory) rmSync(this.directory, { recursive: true, force: true });
  }

  // The end that asks nobody.
  async kill() {
    this.killed = true;
    this.child.kill("SIGKILL");
    await this.exited;
  }

  // Again on the same data and the same port, so that clients find it.
  async start_again(options = {}) {
    Object.assign(this.options, options);
    await this.#launch(this.port);
  }
}

// A terminal in which the commands of a page are typed, one block after the other: the folder that a block went into is where
// the next one begins.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";

const running = new Set();
process.on("exit", () => running.forEach((job) => job.end("SIGKILL")));

// A block that runs, with all that it started.
class Job {
  constructor(child) {
    this.child = child;
    this.out = "";
    this.shown = ""; // what a person sees: both streams
    this.place = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (this.out += text) && (this.shown += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (this.shown += text));
    child.stdio[3].setEncoding("utf8").on("data", (text) => (this.place += text));
    running.add(this);
    // What goes on in the background, as a daemon does, may keep the pipes open: nobody waits for it.
    child.on("exit", () => setTimeout(() => child.stdio.forEach((pipe) => pipe.destroy()), 500).unref());
    this.ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => {
        running.delete(this);
        resolve({ code, signal });
      });
    });
  }

  get is_running() {
    return running.has(this);
  }

  end(signal) {
    try {
      process.kill(-this.child.pid, signal);
    } catch (error) {
      if (error.code !== "ESRCH") throw error; // all of it has ended meanwhile
    }
  }
}

export class Terminal {
  // `prefix` is a command that runs the shell, such as nsenter.
  constructor(directory, env, prefix = []) {
    this.directory = directory;
    this.env = env;
    this.prefix = prefix;
    this.jobs = [];
  }

  // Begins, and does not wait for the end. `input` is what somebody types.
  start(text, { input = "" } = {}) {
    // fd 3 tells where the shell was at its end. A job has a process group of its own, so that all of it can be ended.
    const script = `trap 'pwd >&3' EXIT; cd '${this.directory}' || exit\n${text}`;
    const [command, ...args] = [...this.prefix, "bash", "-e", "-o", "pipefail", "-c", script];
    const child = spawn(command, args, { env: this.env, detached: true, stdio: ["pipe", "pipe", "pipe", "pipe"] });
    child.stdin.on("error", () => {}).end(input);
    const job = new Job(child);
    this.jobs.push(job);
    return job;
  }

  // To its end, which must come in time.
  async run(text, { input, timeout = 60_000 } = {}) {
    const job = this.start(text, { input });
    const timer = setTimeout(() => job.end("SIGKILL"), timeout);
    const { code, signal } = await job.ended;
    clearTimeout(timer);
    if (code === 0) this.directory = job.place.trim();
    return { code, signal, out: job.out, shown: job.shown };
  }

  async succeed(text, options) {
    const { code, signal, out, shown } = await this.run(text, options);
    assert.equal(code, 0, `ended with ${signal ?? code}:\n${text}\n${shown}`);
    return out;
  }

  // Ctrl-C for whatever still runs, and patience; then force.
  async close() {
    for (const job of this.jobs.filter(({ is_running }) => is_running)) {
      job.end("SIGINT");
      const timer = setTimeout(() => job.end("SIGKILL"), 10_000);
      await job.ended;
      clearTimeout(timer);
    }
  }
}

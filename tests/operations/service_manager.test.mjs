// What a service manager does with a server: it hands over a listening socket, so that a restart refuses nobody.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { binary, repository, temporary_directory } from "../contract/server.mjs";

const deadline_ms = 60_000;

class Supervisor {
  static async start(directory) {
    const supervisor = new Supervisor();
    const script = join(repository, "tests/operations/supervisor.py");
    supervisor.child = spawn("python3", [script, binary, join(directory, "betstream.db")], { stdio: ["pipe", "pipe", "inherit"] });
    supervisor.lines = createInterface({ input: supervisor.child.stdout })[Symbol.asyncIterator]();
    supervisor.port = Number((await supervisor.lines.next()).value);
    return supervisor;
  }
  async ask(word) {
    this.child.stdin.write(`${word}\n`);
    return (await this.lines.next()).value;
  }
  end() {
    this.child.stdin.end();
  }
}

// Each on a connection of its own. A server that goes ends connections on which nothing was asked for a while, and on a
// busy machine our own question may come so late: clients ask again then. Refused is never said.
async function status_of(port, signal) {
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/accounts`, { headers: { connection: "close" }, signal });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      if (error.cause?.code !== "ECONNRESET" && error.cause?.code !== "UND_ERR_SOCKET") return error.cause?.code ?? error.name;
    }
  }
}

test("a restart with a socket that was handed over refuses nobody", { timeout: deadline_ms }, async (context) => {
  const supervisor = await Supervisor.start(temporary_directory(context));
  context.after(() => supervisor.end());
  assert.equal(await supervisor.ask("start"), "started");

  const statuses = [];
  const ask_on = async () => {
    while (!context.signal.aborted) statuses.push(await status_of(supervisor.port, context.signal));
  };
  const more = async (count) => {
    const wanted = statuses.length + count;
    while (statuses.length < wanted) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  void ask_on(); // ends with the test
  await more(5);
  for (let restart = 0; restart < 3; ++restart) {
    assert.equal(await supervisor.ask("stop"), "ended 0");
    assert.equal(await supervisor.ask("start"), "started");
    await more(5);
  }
  assert.deepEqual([...new Set(statuses)], [200]);
});

test("a descriptor that is no listening socket is refused with a sentence", { timeout: deadline_ms }, async (context) => {
  const directory = temporary_directory(context);
  const child = spawn("sh", ["-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" serve --database "sqlite:$1/betstream.db" 3</dev/null', binary, directory], {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (text) => (log += text));
  const [code] = await once(child, "close");
  assert.equal(code, 78);
  assert.match(log, /descriptor 3 is no listening TCP socket/);
});

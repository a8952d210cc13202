// The pages for those who begin, taken at their word: every command is run as it stands, and answers what the page shows.
//
// ```sh          a command that ends; a block of `json` after it is what it answers, or a part of that
// ```sh server   starts the server, and later starts it again on the same data
// ```sh bot      a program in a terminal of its own
// ```text bot    what that program says next
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repository, Server } from "../contract/server.mjs";
import { until } from "../oracle/plan.mjs";
import { assert_json } from "./answers.mjs";
import { blocks_of } from "./pages.mjs";

const shown_address = "http://localhost:3001";

function run(command) {
  const child = spawn("sh", ["-e", "-c", command], { cwd: repository, stdio: ["ignore", "pipe", "pipe"], timeout: 20_000 });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

class Bot {
  #heard = 0;
  lines = [];

  constructor(command) {
    // A group of its own, so that what the shell starts ends with it.
    this.child = spawn("sh", ["-e", "-c", command], { cwd: repository, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    this.ended = once(this.child, "close");
    let [rest, errors] = ["", ""];
    this.child.stdout.setEncoding("utf8").on("data", (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop();
      this.lines.push(...lines);
    });
    this.child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
    this.errors = () => errors;
  }

  async says(lines) {
    const wanted = this.#heard + lines.length;
    await until(() => this.lines.length >= wanted || this.child.exitCode !== null, `the bot to say: ${lines.join("; ")}`);
    assert.deepEqual(this.lines.slice(this.#heard, wanted), lines, this.errors());
    this.#heard = wanted;
  }

  async ends() {
    const [code] = await this.ended;
    assert.equal(code, 0, this.errors());
    assert.equal(this.lines.length, this.#heard, `the bot said more: ${this.lines.slice(this.#heard).join("; ")}`);
  }

  kill() {
    if (this.child.exitCode === null && this.child.signalCode === null) process.kill(-this.child.pid, "SIGKILL");
  }
}

/** A page that is being done. */
class Reader {
  commands = 0;
  bots = [];

  async do(blocks) {
    for (const [i, { kind, text }] of blocks.entries()) {
      const next = blocks[i + 1];
      if (kind === "sh server") await this.serve(text);
      else if (kind === "sh bot") this.bots.push(new Bot(this.here(text)));
      else if (kind === "text bot") await this.bots.at(-1).says(text.trimEnd().split("\n"));
      else if (kind === "sh") await this.command(this.here(text), next?.kind === "json" ? JSON.parse(next.text) : {});
    }
    for (const bot of this.bots) await bot.ends();
  }

  here(text) {
    return text.replaceAll(shown_address, this.server.url);
  }

  async serve(text) {
    assert.match(text, /^\.\/dev run --no-seed( --database sqlite:[\w-]+\.db)?\n$/);
    if (!this.server) {
      this.server = await Server.start();
    } else {
      await this.server.stop({ keep: true });
      await this.server.start_again();
    }
  }

  async command(text, shown) {
    this.commands += 1;
    const { code, out, err } = await run(text);
    assert.equal(code, 0, `${text}\n${err}`);
    const answer = JSON.parse(out);
    assert.ok(!answer.code, `${text} was refused: ${out}`);
    assert_json(answer, shown, text);
  }

  async leave() {
    for (const bot of this.bots) bot.kill();
    await this.server?.kill();
  }
}

for (const [name, { commands, bots }] of Object.entries({ "first-batch": { commands: 5, bots: 0 }, "first-bot": { commands: 4, bots: 2 } })) {
  test(`the commands of ${name} do what it says, in its order`, { timeout: 120_000 }, async (t) => {
    if (bots > 0) assert.ok(existsSync(join(repository, "clients/typescript/dist")), "build the client first: npm run build --prefix clients/typescript");
    const reader = new Reader();
    t.after(() => reader.leave());
    await reader.do(blocks_of(`docs/tutorial/${name}.md`));
    assert.ok(reader.commands >= commands, `${reader.commands} commands`);
    assert.equal(reader.bots.length, bots);
  });
}

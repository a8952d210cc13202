// Where a page is read: a folder with a checkout, `betstream` on the PATH, and a server as somebody has it who reads the
// page. Addresses that a page shows become those of that server.
import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run_well } from "../cli/program.mjs";
import { Server, binary, repository, temporary_directory } from "../contract/server.mjs";
import { free_port } from "../nginx/nginx.mjs";
import { until } from "../oracle/plan.mjs";
import { send } from "../oracle/send.mjs";
import { Terminal } from "./terminal.mjs";

// Pages write here; the rest is only read.
const copied = ["deploy"];
const linked = ["clients", "contract", "data", "docs"];

// Packages that a page installs are there already: ./dev setup has done that.
const apt_get = `#!/bin/sh
for word; do
  case $word in -* | install | update) ;; *) dpkg-query -W -f '\${db:Status-Status}\\n' "$word" | grep -qx installed || exit 100 ;; esac
done
`;

export function make_checkout(t) {
  const directory = temporary_directory(t);
  for (const name of copied) cpSync(join(repository, name), join(directory, name), { recursive: true });
  for (const name of linked) symlinkSync(join(repository, name), join(directory, name));
  const programs = join(directory, "bin");
  for (const folder of [programs, join(directory, "build/release")]) {
    mkdirSync(folder, { recursive: true });
    symlinkSync(binary, join(folder, "betstream"));
  }
  for (const name of ["apt", "apt-get"]) {
    writeFileSync(join(programs, name), apt_get);
    chmodSync(join(programs, name), 0o755);
  }
  return directory;
}

export const environment_of = (directory, more = {}) => ({
  PATH: `${join(directory, "bin")}:${dirname(process.execPath)}:${process.env.PATH}`,
  HOME: join(directory, "home"),
  LANG: "C.UTF-8",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONUNBUFFERED: "1", // a person reads a line when it is written
  ...more,
});

export class World {
  // `data` is "none" or "sample", or "nowhere" for a page that needs no server; `replaced` are further pairs of what a page
  // shows and what is meant.
  static async open(t, { data = "sample", replaced = [] } = {}) {
    const world = new World();
    world.directory = make_checkout(t);
    mkdirSync(join(world.directory, "home"));
    world.port = await free_port();
    world.url = `http://127.0.0.1:${world.port}`;
    world.replaced = [["localhost:3001", `127.0.0.1:${world.port}`], ["127.0.0.1:3001", `127.0.0.1:${world.port}`], ...replaced];
    world.terminal = new Terminal(world.directory, environment_of(world.directory, { BETSTREAM_URL: world.url, BETSTREAM_LISTEN: `127.0.0.1:${world.port}` }));
    t.after(() => world.close());
    if (data !== "nowhere") await world.start_server();
    if (data === "sample") await run_well(["seed", "--url", world.url]);
    return world;
  }

  as_meant(text) {
    return this.replaced.reduce((all, [shown, meant]) => all.replaceAll(shown, meant), text);
  }

  // On betstream.db in the folder of the page.
  async start_server() {
    if (this.server || this.job) return;
    this.server = await Server.start({ directory: this.directory, database: `sqlite:${join(this.directory, "betstream.db")}`, port: this.port });
  }

  // A server that the page itself starts, and that goes on beside the next blocks.
  take_over(job) {
    this.job = job;
  }

  async stop_server() {
    await this.server?.stop({ keep: true });
    this.server = undefined;
    if (!this.job) return;
    this.job.end("SIGINT");
    assert.deepEqual(await this.job.ended, { code: 0, signal: null }, this.job.shown);
    this.job = undefined;
  }

  is_ready() {
    return send(this.url, "GET", "/readyz").then(({ status }) => status === 200, () => false);
  }

  async write(path, body) {
    const answer = await send(this.url, "POST", path, { json: body });
    assert.ok(answer.status < 300, `${path}: ${answer.text}`);
    return answer.body;
  }

  async close() {
    await this.terminal.close();
    await this.server?.kill();
  }

  // Something happens on the desk, until what watches it shows that it saw something.
  async let_happen_until(condition, what) {
    let count = 0;
    await until(async () => condition() || (await this.write("/api/v1/accounts", { name: `seen ${++count}`, hostname: "vendor.example" }), condition()), what, 20_000);
  }
}

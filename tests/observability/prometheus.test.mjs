// The real Prometheus judges the page, the rules and the dashboard. It comes with the Debian package prometheus, which ./dev
// installs for the tests: where that was not done, these are skipped.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { Api } from "../contract/api.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { sleep, until } from "../oracle/plan.mjs";
import { as_asked, dashboard, folder, panel_expressions } from "./files.mjs";

const has = (program) => spawnSync(program, ["--version"]).status === 0;
const skip = !(has("promtool") && has("prometheus")) && "needs promtool and prometheus (Debian package prometheus)";
const rules = join(folder, "prometheus");

function promtool(words, input) {
  const { status, stdout, stderr } = spawnSync("promtool", words, { encoding: "utf8", input, timeout: 120_000 });
  assert.equal(status, 0, `promtool ${words.join(" ")}:\n${stdout}${stderr}`);
  return stdout + stderr;
}

// A desk that marks a bet now and then, until the test is over.
async function open_desk(t) {
  const server = await Server.start({ database: `sqlite:${join(temporary_directory(t), "betstream.db")}` });
  const api = new Api(server.url);
  const batch = await api.batch(await api.account());
  let over = false;
  const marks = (async () => {
    for (let i = 0; !over; ++i, await sleep(50)) await api.mark(batch, batch.bets[0], { status: i % 2 ? "failed" : "successful" });
  })();
  t.after(async () => {
    over = true;
    await marks;
    api.close();
    await server.stop();
  });
  return server;
}

test("promtool has nothing to say about the page of a server at work", { timeout: 60_000, skip }, async (t) => {
  const server = await open_desk(t);
  const page = await (await fetch(`${server.url}/metrics`)).text();
  assert.equal(promtool(["check", "metrics"], page), "");
});

test("promtool takes the configuration and the rules", { timeout: 60_000, skip }, () => {
  assert.match(promtool(["check", "config", join(rules, "prometheus.yml")]), /is valid prometheus config file/);
  assert.match(promtool(["check", "rules", join(rules, "alerts.yml")]), /SUCCESS: \d\d rules found/);
});

test("promtool sees every alert fire and stay silent", { timeout: 150_000, skip }, () => {
  assert.match(promtool(["test", "rules", join(rules, "alerts_test.yml")]), /SUCCESS/);
});

class Prometheus {
  // Reads our configuration, only more often, and asks the servers at these addresses instead of those with our names.
  static async start(t, targets) {
    const directory = temporary_directory(t);
    cpSync(rules, directory, { recursive: true });
    const file = join(directory, "prometheus.yml");
    const hasty = readFileSync(file, "utf8").replace(/(_interval|_timeout): [45]s/g, "$1: 1s").replace(/names: \[.*?\]/g, "names: [nobody.invalid]");
    writeFileSync(file, hasty);
    writeFileSync(join(directory, "targets/betstream.json"), JSON.stringify([{ targets }]));
    const prometheus = new Prometheus();
    const port = await free_port();
    prometheus.url = `http://127.0.0.1:${port}`;
    prometheus.messages = "";
    prometheus.child = spawn("prometheus", [`--config.file=${file}`, `--storage.tsdb.path=${join(directory, "data")}`, `--web.listen-address=127.0.0.1:${port}`], { stdio: ["ignore", "ignore", "pipe"] });
    prometheus.child.stderr.on("data", (text) => (prometheus.messages += text));
    const exited = once(prometheus.child, "exit");
    t.after(async () => {
      prometheus.child.kill("SIGTERM");
      await exited;
    });
    return prometheus;
  }

  async get(path) {
    const answer = await (await fetch(`${this.url}/api/v1/${path}`)).json();
    assert.equal(answer.status, "success", `${path}: ${answer.error}`);
    return answer.data;
  }

  async ask(expr) {
    return (await this.get(`query?query=${encodeURIComponent(expr)}`)).result;
  }
}

async function free_port() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

test("a real Prometheus reads the server, evaluates every rule, and answers every panel", { timeout: 120_000, skip }, async (t) => {
  const server = await open_desk(t);
  const prometheus = await Prometheus.start(t, [`127.0.0.1:${server.port}`]);
  const ask = (expr) => prometheus.ask(expr).catch(() => []);
  const marks = dashboard.panels.find(({ title }) => title === "Marks stored").targets[0].expr;
  await until(async () => (await ask(as_asked(marks)))[0]?.value[1] > 0, "Prometheus to see marks", 60_000);
  const evaluated = async () => (await prometheus.get("rules")).groups.flatMap((group) => group.rules);
  await until(async () => (await evaluated()).every(({ health }) => health !== "unknown"), "all rules to be evaluated", 30_000);
  assert.deepEqual((await evaluated()).filter(({ health }) => health !== "ok"), [], prometheus.messages);
  for (const { where, expr } of panel_expressions) await prometheus.ask(as_asked(expr)).catch(({ message }) => assert.fail(`${where}: ${message}`));
  for (const { title, targets } of dashboard.panels.filter(({ type }) => type === "stat")) assert.equal((await prometheus.ask(as_asked(targets[0].expr))).length, 1, `${title}: one answer`);
  const firing = (await prometheus.get("alerts")).alerts.filter(({ state }) => state === "firing");
  assert.deepEqual(firing.map(({ labels }) => labels.alertname), [], "a desk at work is no alarm");
});

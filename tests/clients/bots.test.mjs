// The bots of the documentation, as they stand there: posted, followed, completed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Api, batch_path } from "../contract/api.mjs";
import { Server, repository } from "../contract/server.mjs";
import { until } from "../oracle/plan.mjs";
import { spawn_python } from "./python.mjs";

let server;
let api;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
});
after(async () => {
  api?.close();
  await server?.stop();
});

const bots = [
  ["clients/typescript/examples/bot.mjs", (file) => spawn(process.execPath, [file, server.url], { stdio: "pipe" })],
  ["clients/python/examples/bot.py", (file) => spawn_python([file, server.url])],
];

for (const [name, start] of bots) {
  const file = join(repository, name);

  test(`${name} posts a batch and follows it until it is completed`, { timeout: 60_000 }, async (t) => {
    const bot = start(file);
    t.after(() => bot.kill("SIGKILL"));
    const exited = once(bot, "exit");
    let output = "";
    for (const stream of [bot.stdout, bot.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
    const says = (text) => until(() => output.includes(text) || bot.exitCode !== null, text).then(() => assert.ok(output.includes(text), output));
    await says("created: 0 of 2 are placed");

    const [batch] = (await api.ok("GET", "/api/v1/batches?status=created")).body;
    assert.equal(batch.created_by, "bot");
    const { bets } = (await api.ok("GET", batch_path(batch))).body;
    await api.ok("PATCH", `${batch_path(batch)}/bets`, { json: bets.map(({ pid }) => ({ pid })) });
    await says("active: 2 of 2 are placed");
    await api.ok("POST", `${batch_path(batch)}/submit`, { json: {} });
    await says("completed: 2 of 2 are placed");
    assert.deepEqual(await exited, [0, null], output);
  });

  test(`${name} has at most 20 lines`, () => {
    assert.ok(readFileSync(file, "utf8").trimEnd().split("\n").length <= 20);
  });
}

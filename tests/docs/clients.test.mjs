// clients/typescript/README.md and clients/python/README.md: their programs run, and so do the parts of programs, behind
// begin.mjs and begin.py, which make the names that a part expects.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repository } from "../contract/server.mjs";
import "../clients/typescript.mjs"; // which tells whether it is built
import { until } from "../oracle/plan.mjs";
import { get, send } from "../oracle/send.mjs";
import { blocks_of } from "./pages.mjs";
import { World } from "./world.mjs";

const begin = (name) => readFileSync(join(repository, "tests/docs", name), "utf8");

const languages = [
  {
    page: "clients/typescript/README.md",
    language: "js",
    is_whole: (text) => text.startsWith("import "),
    part: (text, mistake) => `${begin("begin.mjs")}${mistake ? "batch.bets = [{ id: 1 }];\n" : ""}{\n${text}}\nprocess.exit(0);\n`,
    file: "program.mjs",
    command: "node",
  },
  {
    page: "clients/python/README.md",
    language: "python",
    is_whole: (text) => text.startsWith("from "),
    part: (text, mistake) => `${begin("begin.py")}${mistake ? 'batch = {"bets": [{"id": 1}]}\n' : ""}${text}`,
    file: "program.py",
    command: "PYTHONPATH=clients/python python3 -W error",
  },
];

// A whole program follows its batch until somebody has placed it.
async function place_the_batch(world, job) {
  await until(() => job.out.startsWith("now "), "the program to know its batch");
  const created = async () => (await get(world.url, "/api/v1/batches?status=created&created_by=model-7")).body[0];
  const { id, account_id } = await until(created, "the batch of the program");
  const path = `/api/v1/accounts/${account_id}/batches/${id}`;
  const { bets } = (await send(world.url, "GET", path)).body;
  await send(world.url, "PATCH", `${path}/bets/${bets[0].pid}`, { json: { status: "successful" } });
  await world.write(`${path}/submit`, { pending: "fail" });
}

for (const { page, language, is_whole, part, file, command } of languages) {
  test(`the programs of ${page} do what they say`, { timeout: 120_000 }, async (t) => {
    const world = await World.open(t, { data: "none" });
    await world.write("/api/v1/accounts", { name: "ana", hostname: "vendor.example" });
    mkdirSync(join(world.directory, "node_modules"));
    symlinkSync(join(repository, "clients/typescript"), join(world.directory, "node_modules/betstream-client"));
    const blocks = blocks_of(page).filter((block) => block.language === language);
    assert.ok(blocks.length >= 5, `${blocks.length} programs`);
    const run = async ({ where, text: shown }, i) => {
      const text = world.as_meant(shown);
      const program = `${i}_${file}`;
      const has_mistake = /\.errors\b/.test(text);
      writeFileSync(join(world.directory, program), is_whole(text) ? text : part(text, has_mistake));
      const job = world.terminal.start(`${command} ${program}`);
      const timer = setTimeout(() => job.end("SIGKILL"), 60_000);
      if (is_whole(text)) await place_the_batch(world, job).catch(({ message }) => assert.fail(`${where}: ${message}\n${job.shown}`));
      const { code } = await job.ended;
      clearTimeout(timer);
      assert.equal(code, 0, `${where}: ${job.shown}`);
      if (is_whole(text)) assert.match(job.out, /1\/2\/3 successful/, where);
      if (has_mistake) assert.match(job.shown, /^\/bets\/0/m, where);
      if (/\b(save|change)\(/.test(text)) assert.match(job.out, /^seen$/m, where);
    };
    await Promise.all(blocks.map(run));
    await world.stop_server();
  });
}

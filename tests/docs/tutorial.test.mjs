// The pages for those who begin, taken at their word: every command in a block of `sh` is run as it stands, and answers
// what the page shows.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repository, Server } from "../contract/server.mjs";

const shown_address = "http://localhost:3001";

// Each block of the page: its language, and what is in it.
const blocks_of = (page) => [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language, text }));

function run(command) {
  const child = spawn("sh", ["-e", "-c", command], { stdio: ["ignore", "pipe", "pipe"], timeout: 20_000 });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

// An answer may say more than the page shows.
function assert_shown(answer, shown, command) {
  for (const [name, value] of Object.entries(shown)) assert.deepEqual(answer[name], value, `${name} after ${command}`);
}

test("the tutorial's commands do what it says, in its order", { timeout: 120_000 }, async (t) => {
  const server = await Server.start();
  t.after(() => server.kill());
  const blocks = blocks_of(readFileSync(join(repository, "docs/tutorial/first-batch.md"), "utf8"));
  const commands = blocks.filter(({ language }) => language === "sh").length;
  assert.ok(commands >= 5, `${commands} commands`);
  for (const [i, { language, text }] of blocks.entries()) {
    if (language !== "sh") continue;
    const { code, out, err } = await run(text.replaceAll(shown_address, server.url));
    assert.equal(code, 0, `${text}\n${err}`);
    const answer = JSON.parse(out);
    assert.ok(!answer.code, `${text} was refused: ${out}`);
    if (blocks[i + 1]?.language === "json") assert_shown(answer, JSON.parse(blocks[i + 1].text), text);
  }
});

test("the first command of the README posts a batch", { timeout: 60_000 }, async (t) => {
  const server = await Server.start();
  t.after(() => server.kill());
  const account = await fetch(`${server.url}/api/v1/accounts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "ana", hostname: "vendor.example" }),
  });
  assert.equal((await account.json()).id, 1);
  const [command] = readFileSync(join(repository, "README.md"), "utf8").match(/^curl [\s\S]*?'\n(?=build)/m);
  const { code, out, err } = await run(command.replace("localhost:3001", new URL(server.url).host));
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).summary.bets, 1, out);
});

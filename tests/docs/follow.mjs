// Follows a page as its reader does: types what stands in its blocks, one after the other, and compares what comes with what
// the page shows.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run_well } from "../cli/program.mjs";
import { until } from "../oracle/plan.mjs";
import { send } from "../oracle/send.mjs";
import { assert_json, assert_not_refused, assert_printed } from "./answers.mjs";
import { blocks_of } from "./pages.mjs";
import { commands_of } from "./shell.mjs";

const is_debian12 = /^VERSION_ID="?12"?$/m.test(readFileSync("/etc/os-release", "utf8"));
export const is_typed = (kind) => kind === "sh" || (kind === "sh debian12" && is_debian12);

// --- commands that go on until somebody ends them: how one sees that they work

async function answer_the_bot(world, job) {
  await until(() => job.out.includes("created:") || !job.is_running, "the bot to post its batch");
  const { body: batches } = await send(world.url, "GET", "/api/v1/batches?status=created");
  for (const { id, account_id } of batches) await world.write(`/api/v1/accounts/${account_id}/batches/${id}/submit`, { pending: "fail" });
  assert.deepEqual(await job.ended, { code: 0, signal: null }, job.shown);
}

const going_on = [
  { command: /^(\S*\/)?betstream serve\b/, see: (world, job) => until(() => world.is_ready() || !job.is_running, "the server to be ready") },
  { command: /^(\S*\/)?betstream tail\b/, see: (world, job) => world.let_happen_until(() => job.out !== "", "a line of `tail`") },
  { command: /^prometheus\b/, see: (world, job) => until(() => /Server is ready to receive web requests/.test(job.shown) || !job.is_running, "Prometheus to be ready") },
  { command: /^(python3|node) \S*examples\/bot\.\w+/, see: answer_the_bot, ends: true },
];

const find_going_on = (text) => {
  const last = commands_of(text).at(-1)?.join(" ") ?? "";
  return going_on.find(({ command }) => command.test(last));
};

// --- what a block wants of the server

const serves = (text) => /\bbetstream serve\b/.test(text);
const opens_a_file = (text) => /--database sqlite:|\bbetstream verify \S+\.db\b/.test(text);

async function prepare(world, text) {
  if (serves(text) || opens_a_file(text)) await world.stop_server();
  else await world.start_server();
}

// --- blocks

async function type(world, block, input) {
  const text = world.as_meant(block.text);
  await prepare(world, text);
  const kept_on = find_going_on(text);
  if (!kept_on) {
    const { code, signal, out, shown } = await world.terminal.run(text, { input });
    assert.equal(code, 0, `${block.where} ended with ${signal ?? code}:\n${text}\n${shown}`);
    assert_not_refused(out, block.where);
    return { out, shown };
  }
  const job = world.terminal.start(text, { input });
  if (serves(text)) world.take_over(job);
  await kept_on.see(world, job).catch(({ message }) => assert.fail(`${block.where}: ${message}\n${job.shown}`));
  assert.ok(kept_on.ends || job.is_running, `${block.where} ended:\n${job.shown}`);
  return job;
}

// As cron does: in the home folder, by `sh`, with `%` as the end of the command.
async function run_crontab(world, { where, text }) {
  for (const line of world.as_meant(text).trimEnd().split("\n")) {
    const [, command] = /^(?:[\d*/,-]+ +){5}(\S.*)$/.exec(line) ?? assert.fail(`${where}: no line of a crontab: ${line}`);
    assert.doesNotMatch(command, /(?<!\\)%/, `${where}: cron ends the command at this %`);
    const { code, shown } = await world.terminal.run(`(cd && sh -c '${command.replaceAll("\\%", "%").replaceAll("'", "'\\''")}')`);
    assert.equal(code, 0, `${where}: ${shown}`);
  }
}

async function read_configuration(world, { where, text }) {
  const file = join(world.directory, "example.toml");
  writeFileSync(file, text);
  const shown = JSON.parse((await run_well(["config", "show", "--json", "--config", file])).stdout);
  for (const [, name] of text.matchAll(/^(\w+) *=/gm)) assert.notEqual(shown[name]?.origin, "default", `${where}: ${name} is taken`);
}

const usual = {
  toml: read_configuration,
  crontab: run_crontab,
  ini: () => {}, // the law looks at it
};

function compare(world, block, before, said) {
  if (block.language === "json") {
    const shown = JSON.parse(block.text);
    if (said && before?.language === "sh") assert_json(JSON.parse(said.out), shown, block.where);
  } else if (block.kind === "text" && said) assert_printed(said.shown, world.as_meant(block.text), block.where);
}

// `handlers` take blocks of a language that are not shell, `inputs` say what is typed in a section. Returns how many blocks
// were executed.
export async function follow(world, page, { handlers = {}, inputs = {} } = {}) {
  const blocks = blocks_of(page);
  let said; // of the block before, when it was typed
  let count = 0;
  for (const [i, block] of blocks.entries()) {
    if (is_typed(block.kind)) {
      said = await type(world, block, inputs[block.section]);
      count += 1;
      continue;
    }
    if (block.language === "json" || block.language === "text") compare(world, block, blocks[i - 1], said);
    else if (block.language && block.language !== "sh") {
      await ({ ...usual, ...handlers }[block.language] ?? assert.fail(`${block.where}: nobody takes ${block.language} here`))(world, block);
      count += 1;
    }
    said = undefined;
  }
  return count;
}

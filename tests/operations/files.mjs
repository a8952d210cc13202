// What the tests of backups share: the commands as they are called, a desk with something of everything in it, and all
// that a client can see of a server.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { run } from "../cli/program.mjs";
import { Server } from "../contract/server.mjs";
import { get, read_desk, read_log, send } from "../oracle/send.mjs";

// A command with --json; what it printed.
export async function told(args, options) {
  const { code, stdout, stderr } = await run([...args, "--json"], options);
  assert.equal(code, 0, `betstream ${args.join(" ")} ended with ${code}:\n${stderr}`);
  return JSON.parse(stdout);
}

// A command that must fail with one line (or `lines`, when advice follows), which says `why`.
export async function refused(args, why, { codes = [1], lines = 1 } = {}) {
  const { code, stdout, stderr } = await run(args);
  assert.ok(codes.includes(code), `betstream ${args.join(" ")} ended with ${code}: ${stdout}${stderr}`);
  assert.match(stderr, why);
  assert.equal(stderr.trimEnd().split("\n").length, lines, `a clear line, not:\n${stderr}`);
}

export const verify = (file) => told(["verify", file]);

// What is in a directory of our own besides the database and what stands by it while it is open.
export function leftovers(directory) {
  return readdirSync(directory).filter((name) => /\.(part|copying|rehoming|rehomed|poisoned)/.test(name) || name.endsWith("-journal"));
}

async function ask(url, method, path, json) {
  const answer = await send(url, method, path, { json });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

// Accounts (one deleted), batches in every status, marks, notes, a preference.
export async function furnish(url, name, { batches = 3, bets = 5 } = {}) {
  const account = await ask(url, "POST", "/api/v1/accounts", { name, hostname: "vendor.example" });
  const gone = await ask(url, "POST", "/api/v1/accounts", { name: `${name}, gone`, hostname: "vendor.example" });
  await ask(url, "DELETE", `/api/v1/accounts/${gone.id}`);
  for (let i = 0; i < batches; ++i) {
    const bet = (_, n) => ({ id: n + 1, selection: `${n}/${i} é ☃`, stake: 1.25 * (n + 1), cost: -2.5 * n });
    const batch = await ask(url, "POST", `/api/v1/accounts/${account.id}/batches`, { meta: { name: `card ${i}` }, bets: Array.from({ length: bets }, bet) });
    const path = `/api/v1/accounts/${account.id}/batches/${batch.id}`;
    if (i % 3 === 0) continue;
    await ask(url, "PATCH", `${path}/bets/${batch.bets[0].pid}`, { status: "successful", note: "at the rail", reference: `B-${i}` });
    await ask(url, "PATCH", `${path}/bets`, batch.bets.slice(1, 3).map(({ pid }) => ({ pid, status: "failed" })));
    if (i % 3 === 2) await ask(url, "POST", `${path}/submit`, { pending: "fail" });
  }
  await ask(url, "PUT", "/api/v1/preferences/ana", { theme: name });
  return account;
}

export async function everything(url) {
  const { accounts, batches } = await read_desk(url);
  const { text: preferences } = await get(url, "/api/v1/preferences/ana");
  const { events } = await read_log(url);
  return JSON.stringify({ accounts, batches: [...batches], events, preferences });
}

// A stopped server's database in `directory`; what could be seen of it, and where its log ended. Killed instead of stopped
// it leaves its write-ahead log.
export async function a_database(directory, name, { size, killed = false } = {}) {
  const server = await Server.start({ directory });
  await furnish(server.url, name, size);
  const seen = await everything(server.url);
  await (killed ? server.kill() : server.stop({ keep: true }));
  return seen;
}

export function sqlite(file, script) {
  const { status, stdout, stderr, error } = spawnSync("sqlite3", ["-bail", file], { input: script, encoding: "utf8", maxBuffer: 2 ** 28 });
  return { ok: status === 0, stdout, stderr: stderr ?? String(error) };
}

export const why_no_sqlite = () => (spawnSync("sqlite3", ["--version"]).status === 0 ? false : "sqlite3 is not installed");

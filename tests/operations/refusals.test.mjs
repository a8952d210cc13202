// What backup, restore and verify refuse: each time in a clear line, and with nothing left behind.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { run, start } from "../cli/program.mjs";
import { database_in, is_postgres } from "../contract/database.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { send } from "../oracle/send.mjs";
import { until } from "../oracle/plan.mjs";
import { a_database, everything, furnish, leftovers, refused, told, verify } from "./files.mjs";

const options = { timeout: 120_000, skip: is_postgres && "PostgreSQL has tools of its own for backups" };

const ask = (server, method, path) => send(server.url, method, `/api/v1/backups${path}`);
const database_of = (directory) => `sqlite:${join(directory, "betstream.db")}`;

// Of our own side: it says nothing about the server.
const a_file_error = { codes: [1, 74] };

async function a_server(t) {
  const server = await Server.start({ directory: temporary_directory(t) });
  t.after(() => server.kill());
  await furnish(server.url, "ana");
  return server;
}

async function a_backup(t) {
  const directory = temporary_directory(t);
  const seen = await a_database(directory, "ana");
  const file = join(directory, "desk.backup");
  await told(["backup", file, "--database", database_of(directory)]);
  return { directory, file, seen };
}

test("one backup at a time: a second is refused until the first was fetched", options, async (t) => {
  const server = await a_server(t);
  const directory = temporary_directory(t);
  const file = join(directory, "desk.backup");
  const first = await ask(server, "POST", "");
  assert.equal(first.status, 201, first.text);
  const second = await ask(server, "POST", "");
  assert.deepEqual([second.status, second.body.code], [409, "invalid_transition"], second.text);
  await refused(["backup", file, "--url", server.url], /error: another backup is being made or fetched/);
  assert.deepEqual(readdirSync(directory), []);
  assert.equal((await ask(server, "DELETE", `/${first.body.id}`)).status, 204);
  await told(["backup", file, "--url", server.url]);
  assert.deepEqual(readdirSync(directory), ["desk.backup"]);
  await server.stop({ keep: true });
});

// The server gives a copy up a minute after the last question about it. Nobody waits for that here: the copy is in the
// way as long as it is there, and whoever knows its id can give it up at once.
test("a client that vanishes leaves a server that goes on, and a copy that can be given up", options, async (t) => {
  const server = await a_server(t);
  const directory = temporary_directory(t);
  const file = join(directory, "desk.backup");
  const seen = await everything(server.url);
  const { body } = await ask(server, "POST", "");
  await until(async () => (await ask(server, "GET", `/${body.id}`)).body.status === "ready", "the copy to be ready");
  const open_copies = () => readdirSync(`/proc/${server.child.pid}/fd`).filter((fd) => is_deleted_copy(server, fd)).length;
  assert.ok(open_copies() > 0, "the copy has no name, and takes space as long as it is open");
  const vanished = start(["backup", file, "--url", server.url]); // it will be refused, or killed before
  vanished.child.kill("SIGKILL");
  await vanished.ended;
  assert.equal((await ask(server, "POST", "")).status, 409);
  assert.equal(await everything(server.url), seen, "the server goes on");
  assert.equal((await ask(server, "DELETE", `/${body.id}`)).status, 204);
  assert.equal((await ask(server, "GET", `/${body.id}`)).status, 404);
  await until(() => open_copies() === 0, "the space of the copy to be given back");
  await told(["backup", file, "--url", server.url]);
  assert.deepEqual(leftovers(directory), []);
  assert.deepEqual(leftovers(server.directory), []);
  await server.stop({ keep: true });
});

function is_deleted_copy(server, fd) {
  const { stdout } = spawnSync("readlink", [`/proc/${server.child.pid}/fd/${fd}`], { encoding: "utf8" });
  return /\.copying.*\(deleted\)/.test(stdout);
}

test("a database that exists is replaced on request only", options, async (t) => {
  const { file, seen } = await a_backup(t);
  const directory = temporary_directory(t);
  const other = await a_database(directory, "ben");
  const database = database_of(directory);
  await refused(["restore", file, "--database", database], /betstream\.db exists; with --replace it is kept/);
  assert.deepEqual(leftovers(directory), []);
  const served = async () => {
    const server = await Server.start({ directory });
    const found = await everything(server.url);
    await server.stop({ keep: true });
    return found;
  };
  assert.equal(await served(), other, "it is as it was");
  const { kept_as } = await told(["restore", file, "--database", database, "--replace"]);
  assert.deepEqual((await verify(kept_as)).findings, []);
  assert.equal(await served(), seen);
});

test("nothing is done to a database that a server has open", options, async (t) => {
  const { file } = await a_backup(t);
  const server = await a_server(t);
  const seen = await everything(server.url);
  const database = database_of(server.directory);
  const why = /is in use by another betstream: process \d+/;
  await refused(["restore", file, "--database", database, "--replace"], why);
  await refused(["verify", join(server.directory, "betstream.db")], why);
  await refused(["backup", join(server.directory, "own.backup"), "--database", database], why);
  assert.deepEqual(leftovers(server.directory), []);
  assert.equal(await everything(server.url), seen);
  await server.stop({ keep: true });
});

test("a backup is not served, and is the same afterwards", options, async (t) => {
  const { directory, file } = await a_backup(t);
  const before = readFileSync(file);
  const names = readdirSync(directory);
  await refused(["serve", "--listen", "127.0.0.1:0", "--database", `sqlite:${file}`], /is a backup, and stays as it is; make a database of it with: betstream restore/, { codes: [78] });
  assert.ok(readFileSync(file).equals(before));
  assert.deepEqual(readdirSync(directory).filter((name) => name !== "desk.backup.lock"), names);
});

test("what is no backup is not restored", options, async (t) => {
  const { directory } = await a_backup(t);
  const target = temporary_directory(t);
  await refused(["restore", join(directory, "betstream.db"), "--database", database_of(target)], /is no backup: it was not made by/);
  assert.deepEqual(readdirSync(target).filter((name) => name.startsWith("betstream.db") && !name.endsWith(".lock")), []);
});

test("a backup goes only where there is a directory that can be written", options, async (t) => {
  const { directory } = await a_backup(t);
  const missing = join(directory, "none", "desk.backup");
  await refused(["backup", missing, "--database", database_of(directory)], /cannot create .*none\/desk\.backup\.part: No such file/, a_file_error);
  const server = await a_server(t);
  await refused(["backup", missing, "--url", server.url], /cannot create .*none\/desk\.backup\.part: No such file/, a_file_error);
  assert.equal((await ask(server, "POST", "")).status, 201, "the server was not troubled, or was told");
  await server.stop({ keep: true });
});

test("a server that is not there is said to be away", options, async (t) => {
  const file = join(temporary_directory(t), "desk.backup");
  await refused(["backup", file, "--url", "http://127.0.0.1:1"], /127\.0\.0\.1:1|reach|connect/, { codes: [69], lines: 2 });
});

function mounted_directory(t) {
  const directory = mkdtempSync(join(tmpdir(), "betstream-mount-"));
  t.after(() => {
    spawnSync("umount", ["-l", directory]);
    rmSync(directory, { recursive: true });
  });
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "betstream-test", directory]).status === 0 ? directory : undefined;
}

test("a disk that is too small: the backup before stays, and nothing of the new one", options, async (t) => {
  const disk = mounted_directory(t);
  if (!disk) return t.skip("no file system can be mounted here: this needs root");
  const small = await a_backup(t);
  const server = await Server.start({ directory: temporary_directory(t) });
  t.after(() => server.kill());
  await furnish(server.url, "large", { batches: 30, bets: 800 });
  const file = join(disk, "desk.backup");
  writeFileSync(file, readFileSync(small.file));
  await refused(["backup", file, "--url", server.url], /No space left on device/, a_file_error);
  assert.deepEqual(readdirSync(disk), ["desk.backup"]);
  assert.equal((await ask(server, "POST", "")).status, 201, "the server was told that nobody waits for its copy");
  await server.stop({ keep: true });
  const { code, stderr } = await run(["backup", file, "--database", database_of(server.directory)]);
  assert.notEqual(code, 0);
  assert.match(stderr, /No space left|full/);
  assert.deepEqual(readdirSync(disk), ["desk.backup"]);
  assert.deepEqual((await verify(file)).findings, []);
  const large = join(temporary_directory(t), "large.backup");
  await told(["backup", large, "--database", database_of(server.directory)]);
  const restored = await run(["restore", large, "--database", database_of(disk)]);
  assert.notEqual(restored.code, 0);
  assert.match(restored.stderr, /No space left|full/);
  assert.deepEqual(readdirSync(disk).filter((name) => !name.endsWith(".lock")), ["desk.backup"]);
});

test("nobody else may read a backup", options, async (t) => {
  const { directory, file } = await a_backup(t);
  assert.equal(statSync(file).mode & 0o777, 0o600, "of a stopped server");
  const server = await a_server(t);
  const online = join(directory, "online.backup");
  writeFileSync(online, "there was something that everybody could read", { mode: 0o644 });
  await told(["backup", online, "--url", server.url]);
  assert.equal(statSync(online).mode & 0o777, 0o600, "of a server that runs");
  await server.stop({ keep: true });
});

test("on PostgreSQL, its own tools are pointed to", { timeout: 60_000, skip: !is_postgres && "the data is in SQLite" }, async (t) => {
  const directory = temporary_directory(t);
  const server = await Server.start({ directory });
  t.after(() => server.kill());
  const answer = await ask(server, "POST", "");
  assert.deepEqual([answer.status, answer.body.code], [501, "not_supported"], answer.text);
  const files = temporary_directory(t);
  await refused(["backup", join(files, "desk.backup"), "--url", server.url], /error: PostgreSQL is backed up by its own tools/);
  await refused(["backup", join(files, "desk.backup"), "--database", database_in(directory)], /sqlite:/, { codes: [2] });
  assert.deepEqual(readdirSync(files), []);
  await server.stop({ keep: true });
});

// A backup that is taken while everybody writes is the state at one point of the log: the whole of it, and nothing after.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { is_postgres } from "../contract/database.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { Stream } from "../contract/stream.mjs";
import { judge_desk } from "../oracle/judge.mjs";
import { Fold } from "../oracle/fold.mjs";
import { Ledger } from "../oracle/ledger.mjs";
import { Random, amount, report, seed, until } from "../oracle/plan.mjs";
import { get, metric, read_desk, read_log, send, seq_of } from "../oracle/send.mjs";
import { Desk } from "../oracle/writers.mjs";
import { everything, furnish, told, verify } from "./files.mjs";

const options = { timeout: 240_000, skip: is_postgres && "PostgreSQL has tools of its own for backups" };

const head_of = (server) => metric(server.url, "betstream_events_head");

// The bytes of the events themselves: what stands around them names the epoch.
const bytes_of_events = ({ text }) => text.slice(text.indexOf("[") + 1, text.lastIndexOf("]"));

// A busy server ends its pages early: so much as both give is compared.
async function assert_same_log(source, copy, cursor) {
  let read = 0;
  for (let since = 0; since < cursor; ) {
    const pages = await Promise.all([source, copy].map(({ url }) => get(url, `/api/v1/events?since=${since}&limit=1000`)));
    const [shorter, longer] = pages.sort((a, b) => a.body.events.length - b.body.events.length);
    const count = shorter.body.events.length;
    assert.ok(count > 0, `event ${since + 1} is in both`);
    assert.ok(`${bytes_of_events(longer)},`.startsWith(`${bytes_of_events(shorter)},`), `the events after ${since}`);
    since = seq_of(shorter.body.next);
    read += count;
  }
  assert.equal(read, cursor, "all of them, and none more");
}

async function assert_old_clients_are_reset(copy, old_cursor) {
  const stream = await Stream.open(copy.url, "/sse", { "Last-Event-ID": old_cursor });
  try {
    await until(() => stream.messages.some(({ event }) => event === "reset"), "a reset for a cursor of the old history");
  } finally {
    stream.request.destroy();
  }
}

// Whoever asks again under an old key learns what was done then. A mark that changed nothing is of the cursor at which it
// was asked, but may have been kept after the backup: so not those of the last event.
async function assert_keys_are_kept(copy, ledger, cursor) {
  const known = ledger.acknowledged.filter(({ answer, kind }) => kind === "mark" && seq_of(answer.cursor) < cursor);
  const write = known.at(-1);
  assert.ok(write, "a mark was acknowledged before the backup");
  const again = await send(copy.url, write.method, write.target, { json: write.json, headers: ledger.headers(write) });
  assert.deepEqual([again.status, again.headers["idempotency-replayed"]], [write.answer.status, "true"], again.text);
  assert.deepEqual(again.body, write.answer.body);
}

async function judge_backup(t, { source, source_epoch, events, ledger }, { file, cursor }) {
  const found = await verify(file);
  assert.deepEqual([found.is_backup, found.cursor, found.findings], [true, cursor, []]);
  const directory = temporary_directory(t);
  const restored = await told(["restore", file, "--database", `sqlite:${join(directory, "betstream.db")}`]);
  assert.notEqual(restored.epoch, source_epoch);
  const copy = await Server.start({ directory });
  t.after(() => copy.kill());
  const at = seq_of(cursor);
  const log = await read_log(copy.url);
  assert.deepEqual([log.epoch, log.head], [restored.epoch, at]);
  await assert_same_log(source, copy, at);
  const fold = new Fold();
  for (const event of events.slice(0, at)) fold.apply(event);
  judge_desk(fold, await read_desk(copy.url));
  await assert_old_clients_are_reset(copy, cursor);
  await assert_keys_are_kept(copy, ledger, at);
  await copy.stop({ keep: true });
}

test("backups under full load are the state at their cursors", options, async (t) => {
  const source = await Server.start({ directory: temporary_directory(t) });
  t.after(() => source.kill());
  const desk = new Desk(source.url, new Ledger(), new Random(seed));
  // So much that a copy takes many steps, between which the others write.
  const shelf = await desk.create_account();
  for (let i = 0; i < amount("BACKUP_FILLERS", 12, 100); ++i) await desk.create_batch(shelf, 1000);
  desk.batches = [];
  await desk.create_account();
  desk.accounts = desk.accounts.filter(({ id }) => id !== shelf.id);
  for (let i = 0; i < 4; ++i) await desk.create_batch(desk.accounts[0], 8);

  desk.start(8);
  const files = temporary_directory(t);
  const backups = [];
  let meanwhile = 0;
  for (let i = 0; i < amount("BACKUPS", 3, 20); ++i) {
    const before = await head_of(source);
    const backup = await told(["backup", join(files, `${i}.backup`), "--url", source.url]);
    const after = await head_of(source);
    assert.ok(seq_of(backup.cursor) >= before && seq_of(backup.cursor) <= after, `${backup.cursor} is between ${before} and ${after}`);
    assert.equal(statSync(backup.file).mode & 0o777, 0o600, "nobody else may read it");
    meanwhile += after - before;
    backups.push(backup);
  }
  await desk.stop();
  await desk.settle_all();
  assert.ok(meanwhile > 20, `${meanwhile} events were written while backups were made`);

  const { events, epoch: source_epoch } = await read_log(source.url);
  desk.ledger.judge(events);
  for (const backup of backups) await judge_backup(t, { source, source_epoch, events, ledger: desk.ledger }, backup);
  report(t, { backups: backups.length, bytes: backups.at(-1).bytes, events: events.length, written_meanwhile: meanwhile });
});

test("what no event tells of is in a backup as well", options, async (t) => {
  const source = await Server.start({ directory: temporary_directory(t) });
  t.after(() => source.kill());
  await furnish(source.url, "ana");
  const target = temporary_directory(t);
  const file = join(target, "desk.backup");
  await told(["backup", file, "--url", source.url]);
  await told(["restore", file, "--database", `sqlite:${join(target, "betstream.db")}`]);
  const copy = await Server.start({ directory: target });
  t.after(() => copy.kill());
  assert.equal(await everything(copy.url), await everything(source.url));
  const [from, to] = [-1, 1].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
  const statistics = (server) => get(server.url, `/api/v1/statistics?from=${from}&to=${to}`).then(({ body }) => body.accounts);
  assert.deepEqual(await statistics(copy), await statistics(source));
  await copy.stop({ keep: true });
  await source.stop({ keep: true });
});

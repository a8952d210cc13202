// Whether a server knows what an older one answered.
import assert from "node:assert/strict";
import { Api } from "../contract/api.mjs";
import { Stream, assert_dense } from "../contract/stream.mjs";
import { send, seq_of } from "../oracle/send.mjs";
import { read_everything } from "./day.mjs";

// All that was said then is said now. An answer may have got further members; a list has the same items.
export function assert_holds(now, then, where = "answer") {
  if (then === null || typeof then !== "object") return assert.deepEqual(now, then, where);
  assert.ok(now !== null && typeof now === "object", `${where} is ${JSON.stringify(now)}`);
  if (Array.isArray(then)) assert.equal(now.length, then.length, `${where}: ${JSON.stringify(now)}`);
  for (const [name, value] of Object.entries(then)) assert_holds(now[name], value, `${where}.${name}`);
}

// `is_moved`: the rows are in another database than then, which is another history.
export async function assert_knows_the_day(url, day, { is_moved = false } = {}) {
  const { epoch, ...then } = day.seen;
  const { epoch: epoch_now, ...now } = await read_everything(url);
  assert_holds(now, then);
  assert.equal(epoch_now === epoch, !is_moved, "the epoch");
}

// The same request gets the same bytes, and does nothing.
export async function assert_keeps_answers(url, { kept }) {
  const before = JSON.stringify(await read_everything(url));
  for (const { method, path, json, headers, status, text } of kept) {
    const again = await send(url, method, path, { json, headers });
    assert.deepEqual([again.status, again.text], [status, text], `${method} ${path}`);
    assert.equal(again.headers["idempotency-replayed"], "true", `${method} ${path}`);
  }
  assert.equal(JSON.stringify(await read_everything(url)), before, "nothing happened");
}

const open_batches = async (api) => (await api.ok("GET", "/api/v1/batches?status=created,active")).body;

// Work goes on: what was open is finished, and there is something new. A client hears all of it.
export async function assert_goes_on(url, day) {
  const api = new Api(url);
  const head = await api.head();
  const stream = await Stream.open(url);
  await stream.message("hello");
  for (const { account_id, id } of await open_batches(api)) {
    const path = `/api/v1/accounts/${account_id}/batches/${id}`;
    const { bets } = (await api.ok("GET", path)).body;
    const [pending] = bets.filter(({ status }) => status === "pending");
    if (pending) await api.ok("PATCH", `${path}/bets/${pending.pid}`, { json: { status: "successful" } });
    await api.ok("POST", `${path}/submit`, { json: { pending: "fail" } });
  }
  assert.deepEqual(await open_batches(api), []);
  const [{ id }] = day.seen.accounts;
  const batch = await api.batch({ id });
  assert.ok(day.seen.batches.every((old) => old.id < batch.id), "ids go on behind the old ones");
  const last = await api.head();
  await stream.reached(last);
  assert_dense(stream.seqs, head + 1, last);
  stream.close();
  api.close();
}

// A client of then comes back with the cursor that it had.
export async function assert_resumes(url, { middle, seen }) {
  const stream = await Stream.open(url, `/sse?since=${middle}`);
  const last = seen.events.at(-1).seq;
  await stream.reached(last);
  assert_dense(stream.seqs.filter((seq) => seq <= last), seq_of(middle) + 1, last);
  for (const { data } of stream.events) if (data.seq <= last) assert_holds(data, seen.events[data.seq - 1], `event ${data.seq}`);
  stream.close();
}

export async function assert_is_reset(url, { middle }) {
  const stream = await Stream.open(url, `/sse?since=${middle}`);
  await stream.message("reset");
  stream.close();
}

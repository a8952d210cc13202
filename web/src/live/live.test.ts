// The session of a page: marks, conflicts, undo, what is not known, loads.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newIntent } from "@/contract/intent";
import type { Live } from "./live";
import { FakeServer } from "./testing/fake-server";
import { aDesk, aHub, aLive, aStorage, pass } from "./testing/live-harness";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const only = (pids: readonly number[], index = 0) => [{ pid: pids[index] ?? 0 }];
const statusOf = (live: Live, pid: number | undefined) => live.rows.get(pid ?? 0)?.bet.status;
const opOf = (live: Live, pid: number | undefined) => live.rows.get(pid ?? 0)?.op;
const clean = { queued: 0, sent: 0, unknown: 0, errors: 0, conflicts: 0 };

it("shows a mark at once and as the server's only when the server says so", async () => {
  const { live, at, pids } = await aDesk();

  live.actions.mark(at, only(pids), "successful");
  expect(opOf(live, pids[0])?.change.status).toBe("successful");
  expect(statusOf(live, pids[0])).toBe("pending");
  await pass(100);

  expect(opOf(live, pids[0])).toBeUndefined();
  expect(statusOf(live, pids[0])).toBe("successful");
});

it("sends several bets in one request", async () => {
  const { server, live, at, pids } = await aDesk(37);

  live.actions.mark(
    at,
    pids.map((pid) => ({ pid })),
    "failed",
  );
  await pass(100);

  expect(server.asked.filter((path) => path.startsWith("PATCH"))).toEqual(["PATCH /api/v1/accounts/1/batches/10/bets"]);
  expect(server.betsOf(10).every((bet) => bet.status === "failed")).toBe(true);
});

it("marks what can be marked and shows the others, when three of thirty-seven changed since they were selected", async () => {
  const { server, live, at, pids } = await aDesk(37);
  const selected = pids.map((pid) => ({ pid, version: 1 }));
  for (const pid of pids.slice(0, 3)) server.change(pid, { status: "successful" }, undefined, "ana");
  await pass(200);

  live.actions.mark(at, selected, "failed");
  await pass(200);

  expect(live.overlay.counts()).toEqual({ ...clean, conflicts: 3 });
  expect(live.overlay.failedPids()).toEqual(pids.slice(0, 3));
  expect(server.betsOf(10).filter((bet) => bet.status === "failed")).toHaveLength(34);
});

it("shows who was faster and writes over it only when asked", async () => {
  const { server, live, at, pids } = await aDesk();
  server.streamFaults = ["drop", "drop"];
  server.change(pids[0] ?? 0, { status: "failed" }, undefined, "Ana");

  live.actions.mark(at, only(pids), "successful");
  await pass(100);
  const { conflict } = live.rows.get(pids[0] ?? 0) ?? {};
  expect(conflict?.mine).toEqual({ status: "successful" });
  expect(conflict?.theirs).toMatchObject({ status: "failed", updated_by: "Ana" });
  await pass(5_000);
  expect(server.bets.get(pids[0] ?? 0)?.status).toBe("failed");

  live.actions.override(at, pids[0] ?? 0);
  await pass(100);
  expect(server.bets.get(pids[0] ?? 0)?.status).toBe("successful");
  expect(live.overlay.counts()).toEqual(clean);
});

it("converges without a word when both wanted the same", async () => {
  const { server, live, at, pids } = await aDesk();
  server.streamFaults = ["drop"];
  server.change(pids[0] ?? 0, { status: "failed" }, undefined, "Ana");

  live.actions.mark(at, only(pids), "failed");
  await pass(100);

  expect(live.overlay.counts()).toEqual(clean);
  expect(live.rows.get(pids[0] ?? 0)?.bet).toMatchObject({ status: "failed", updated_by: "Ana" });
});

it("resolves a lost answer with the same key, and blocks the submit until then", async () => {
  const { server, live, at, pids } = await aDesk();
  server.streamFaults = ["drop", "drop", "drop"];
  server.writeFaults = ["lose_answer", "overloaded"];

  live.actions.mark(at, only(pids), "successful");
  await pass(100);
  expect(opOf(live, pids[0])?.state).toBe("unknown");
  expect(live.actions.submitBlock(10)).toBe("1 change is not confirmed yet.");
  expect(await live.actions.submit(newIntent(), at, { pending: "keep" })).toMatchObject({ kind: "blocked" });
  await pass(4_000);

  expect(live.overlay.counts()).toEqual(clean);
  expect(statusOf(live, pids[0])).toBe("successful");
  expect(server.writes).toBe(1);
  expect(live.actions.submitBlock(10)).toBeUndefined();
});

it("takes the event of its own request as the answer", async () => {
  const { server, live, at, pids } = await aDesk();
  server.writeFaults = ["lose_answer"];

  live.actions.mark(at, only(pids), "successful");
  await pass(60);
  await pass(100);

  expect(live.overlay.counts()).toEqual(clean);
  expect(server.asked.filter((path) => path.startsWith("PATCH"))).toHaveLength(1);
});

it("sends one operation for a bet at a time, and the newest wish after it", async () => {
  const { server, live, at, pids } = await aDesk();

  for (const status of ["successful", "failed", "pending", "failed"] as const)
    live.actions.mark(at, only(pids), status);
  expect(opOf(live, pids[0])?.change.status).toBe("failed");
  await pass(200);

  expect(server.bets.get(pids[0] ?? 0)).toMatchObject({ status: "failed", version: 3 });
  expect(live.overlay.counts()).toEqual(clean);
});

it("takes marks back one by one, and does them again", async () => {
  const { server, live, at, pids } = await aDesk();
  live.actions.mark(at, only(pids), "successful");
  await pass(100);
  live.actions.mark(
    at,
    pids.slice(1).map((pid) => ({ pid })),
    "failed",
  );
  await pass(100);
  const statuses = () => server.betsOf(10).map((bet) => bet.status);

  expect(live.actions.undo()).toMatchObject({ kind: "done", count: 2, skipped: 0 });
  await pass(100);
  expect(statuses()).toEqual(["successful", "pending", "pending"]);
  live.actions.undo();
  await pass(100);
  expect(statuses()).toEqual(["pending", "pending", "pending"]);
  expect(live.actions.undo()).toEqual({ kind: "refused", why: "There is nothing to undo." });

  live.actions.redo();
  await pass(100);
  live.actions.redo();
  await pass(100);
  expect(statuses()).toEqual(["successful", "failed", "failed"]);
  live.actions.undo();
  await pass(100);
  expect(statuses()).toEqual(["successful", "pending", "pending"]);
});

it("takes back a mark that is still under way", async () => {
  const { server, live, at, pids } = await aDesk();

  live.actions.mark(at, only(pids), "successful");
  live.actions.undo();
  await pass(200);

  expect(server.bets.get(pids[0] ?? 0)).toMatchObject({ status: "pending", version: 3 });
  expect(live.overlay.counts()).toEqual(clean);
});

it("refuses to take back what somebody changed since, and says who", async () => {
  const { server, live, at, pids } = await aDesk();
  live.actions.mark(at, only(pids), "successful");
  await pass(100);
  server.change(pids[0] ?? 0, { status: "failed" }, undefined, "Ana");
  await pass(100);

  expect(live.actions.undo()).toEqual({ kind: "refused", why: "Not undone: Ana changed the bet since." });
  await pass(100);
  expect(server.bets.get(pids[0] ?? 0)?.status).toBe("failed");
});

it("keeps a refused write in its row until it is dismissed", async () => {
  const { server, live, at, pids } = await aDesk();
  server.streamFaults = ["drop"];
  server.setStatus(10, "submitted", "Ana");

  live.actions.mark(at, only(pids), "successful");
  await pass(200);
  expect(live.rows.get(pids[0] ?? 0)?.error?.problem.code).toBe("invalid_transition");
  expect(statusOf(live, pids[0])).toBe("pending");

  live.actions.dismiss(pids[0] ?? 0);
  expect(live.overlay.counts()).toEqual(clean);
});

it("asks again after a reload with the keys of before", async () => {
  const storage = aStorage();
  const server = new FakeServer();
  server.addAccount(1);
  const pids = server.addBatch(1, 10, 1);
  const before = aLive(server, { storage });
  before.start();
  before.bets.view({ accountId: 1, batchId: 10 });
  await pass(100);
  server.streamFaults = ["drop"];
  server.writeFaults = ["lose_answer"];
  before.actions.mark({ accountId: 1, batchId: 10 }, only(pids), "successful");
  await pass(50);
  before.stop();
  expect(before.hasOpenWrites()).toBe(true);

  const after = aLive(server, { storage });
  after.start();
  await pass(200);

  expect(server.writes).toBe(1);
  expect(after.overlay.counts()).toEqual(clean);
  expect([...storage.texts]).toEqual([]);
});

it("queues nothing while offline", async () => {
  const { server, live, at, pids } = await aDesk();
  server.isDown = true;
  server.isSilent = true;
  live.link.setOnline(false);
  await pass(4_100);

  expect(live.actions.mark(at, only(pids), "failed")).toMatchObject({ kind: "blocked" });
  expect(live.overlay.counts()).toEqual(clean);
});

it("submits only on data that is younger than four seconds", async () => {
  const { server, live, at } = await aDesk();
  server.isDown = true;
  server.isSilent = true;
  await pass(4_100);

  expect(await live.actions.submit(newIntent(), at, { pending: "keep" })).toMatchObject({ kind: "blocked" });
  expect(server.heads.get(10)?.status).toBe("created");
});

it("submits once, however often it is sent", async () => {
  const { server, live, at } = await aDesk();
  server.writeFaults = ["lose_answer", "lose_request", "overloaded"];
  const unknown: number[] = [];

  const decision = live.actions.submit(
    newIntent(),
    at,
    { pending: "keep" },
    { onUnknown: (attempts) => unknown.push(attempts) },
  );
  await pass(10_000);

  expect(await decision).toMatchObject({ kind: "ok", replayed: true });
  expect(unknown).toEqual([1, 2, 3]);
  expect(server.writes).toBe(1);
  expect(live.store.head(10)?.status).toBe("submitted");
});

it("never mixes batches when one looks quickly at one, another and the first again", async () => {
  const server = new FakeServer();
  server.addAccount(1);
  server.addAccount(2);
  const first = server.addBatch(1, 10, 3);
  const second = server.addBatch(2, 20, 3);
  const live = aLive(server);
  live.start();
  await pass(100);
  server.holdBatches = true;

  live.bets.view({ accountId: 1, batchId: 10 })();
  await pass(10);
  const leave = live.bets.view({ accountId: 2, batchId: 20 });
  await pass(10);
  leave();
  live.bets.view({ accountId: 1, batchId: 10 });
  server.change(first[0] ?? 0, { status: "failed" }, undefined, "ana");
  await pass(500);
  for (const go of server.held.reverse()) go();
  await pass(500);

  expect(live.store.load(10).pids).toEqual(first);
  expect(statusOf(live, first[0])).toBe("failed");
  expect(live.store.load(20).state).toBe("idle");
  expect(second.map((pid) => live.store.bet(pid))).toEqual([undefined, undefined, undefined]);
});

it("forgets the bets of a batch that is closed and that nobody looks at", async () => {
  const { server, live, leave, pids } = await aDesk();
  server.setStatus(10, "completed", "Ana");
  await pass(200);
  expect(live.store.load(10).state).toBe("loaded");

  leave();
  await pass(1_000);

  expect(live.store.load(10).state).toBe("idle");
  expect(live.store.bet(pids[0] ?? 0)).toBeUndefined();
});

it("leaves a tombstone of a deleted account: who and when", async () => {
  const { server, live } = await aDesk();
  server.removeAccount(1);
  await pass(200);

  expect(live.store.tombstone(1)).toMatchObject({ name: "A1", by: "MK" });
  expect(live.store.allAccounts()).toEqual([]);
  expect(live.store.openBatches(1)).toEqual([]);
});

it("tells only the rows that changed", async () => {
  const { server, live, pids } = await aDesk();
  const told: number[] = [];
  for (const pid of pids) live.topics.subscribe(`bet:${pid}`, () => told.push(pid));
  const before = pids.map((pid) => live.rows.get(pid));

  server.change(pids[1] ?? 0, { status: "failed" }, undefined, "ana");
  await pass(200);

  expect(told).toEqual([pids[1]]);
  expect(live.rows.get(pids[0] ?? 0)).toBe(before[0]);
  expect(live.rows.get(pids[1] ?? 0)).not.toBe(before[1]);
});

it("keeps two pages of one browser the same", async () => {
  const { server, pids } = await aDesk();
  const hub = aHub(server);
  const pages = [aLive(server, { hub, actor: "one" }), aLive(server, { hub, actor: "two" })];
  for (const page of pages) {
    page.start();
    page.bets.view({ accountId: 1, batchId: 10 });
  }
  await pass(100);

  pages[0]?.actions.mark({ accountId: 1, batchId: 10 }, only(pids), "successful");
  await pass(200);

  for (const page of pages)
    expect(page.rows.get(pids[0] ?? 0)?.bet).toMatchObject({ status: "successful", updated_by: "one" });
});

it("does not let an answer from before a restore into the history after it", async () => {
  const { server, live, at, pids } = await aDesk();
  server.streamFaults = ["drop", "drop"];
  server.answerDelays = [8_000];
  live.actions.mark(at, only(pids), "successful");
  await pass(100);

  server.restore();
  await pass(6_000);
  expect(statusOf(live, pids[0])).toBe("pending");
  await pass(5_000);

  expect(live.rows.get(pids[0] ?? 0)?.bet).toEqual(server.bets.get(pids[0] ?? 0));
});

it("counts what changed while the data was late", async () => {
  const { server, live, pids } = await aDesk();
  server.isDown = true;
  server.isSilent = true;
  for (const pid of pids) server.change(pid, { status: "failed" }, undefined, "ana");
  await pass(9_000);
  expect(live.recovery.last()).toBeUndefined();

  server.isDown = false;
  server.isSilent = false;
  await pass(10_000);

  expect(live.recovery.last()).toMatchObject({ events: 3, pids: new Set(pids) });
});

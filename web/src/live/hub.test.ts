import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Hub, hiddenFlushMs } from "./hub";
import type { ToHub, ToPage } from "./hub-messages";
import { FakeServer } from "./testing/fake-server";
import { aHub, pass } from "./testing/live-harness";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Page = {
  readonly post: (message: ToHub) => void;
  readonly heard: ToPage[];
  readonly seqs: () => readonly number[];
};

function aPage(hub: Hub): Page {
  const heard: ToPage[] = [];
  const post = hub.attach((message) => heard.push(message));
  const seqs = () =>
    heard.flatMap((message) => (message.type === "events" ? message.events.map((event) => event.seq) : []));
  return { post, heard, seqs };
}

const wants = (page: Page) =>
  page.heard.flatMap((message) => (message.type === "snapshot_needed" ? [message.reason] : []));
const subscribe = (page: Page, since: string) => page.post({ type: "subscribe", since, subscription: 1 });
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A server with an account and a batch: events 1 and 2. `mark` makes the next event. */
function aServer() {
  const server = new FakeServer();
  server.addAccount(1);
  const [pid = 0] = server.addBatch(1, 10, 1);
  const mark = (times = 1) => {
    for (let i = 0; i < times; ++i)
      server.change(
        pid,
        { status: server.bets.get(pid)?.status === "failed" ? "pending" : "failed" },
        undefined,
        "ana",
      );
  };
  return { server, mark };
}

it("hands over exactly what comes after the snapshot", async () => {
  const { server, mark } = aServer();
  mark(3);
  const page = aPage(aHub(server));

  subscribe(page, "e1-3");
  await pass(200);
  mark(2);
  await pass(200);

  expect(page.seqs()).toEqual([4, 5, 6, 7]);
});

it("has one stream for all pages", async () => {
  const { server, mark } = aServer();
  const hub = aHub(server);
  const pages = Array.from({ length: 8 }, () => aPage(hub));

  for (const page of pages) subscribe(page, "e1-2");
  await pass(200);
  mark();
  await pass(200);

  expect(server.asked.filter((path) => path === "GET /sse")).toHaveLength(1);
  for (const page of pages) expect(page.seqs()).toEqual([3]);
});

it("replays from the ring to a page that comes later", async () => {
  const { server, mark } = aServer();
  const hub = aHub(server);
  subscribe(aPage(hub), "e1-2");
  await pass(100);
  mark(5);
  await pass(100);

  const late = aPage(hub);
  subscribe(late, "e1-4");
  await pass(100);

  expect(late.seqs()).toEqual([5, 6, 7]);
  expect(server.asked).not.toContain("GET /api/v1/events");
});

it("reads pages for a page that is behind the ring", async () => {
  const { server, mark } = aServer();
  mark(2_500);
  const hub = aHub(server);
  subscribe(aPage(hub), "e1-2400");
  await pass(100);

  const late = aPage(hub);
  subscribe(late, "e1-10");
  await pass(500);

  expect(late.seqs()).toEqual(upTo(11, 2_502));
});

it("asks a page for a snapshot when the log is longer than the state", async () => {
  const { server, mark } = aServer();
  mark(9_000);
  const hub = aHub(server);
  subscribe(aPage(hub), "e1-8999");
  await pass(100);

  const late = aPage(hub);
  subscribe(late, "e1-10");
  await pass(100);

  expect(wants(late)).toEqual(["too_old"]);
});

it.each(["drop", "late", "repeat"] as const)(
  "hands over everything once and in order when the stream does this: %s",
  async (fault) => {
    const { server, mark } = aServer();
    const page = aPage(aHub(server));
    subscribe(page, "e1-2");
    await pass(100);

    server.streamFaults = ["none", fault, "none"];
    mark(4);
    await pass(500);

    expect(page.seqs()).toEqual([3, 4, 5, 6]);
  },
);

it("finds at the next ping that the last event was lost", async () => {
  const { server, mark } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  await pass(100);

  server.streamFaults = ["drop"];
  mark();
  await pass(1_000);
  expect(page.seqs()).toEqual([]);
  await pass(1_500);

  expect(page.seqs()).toEqual([3]);
});

it("follows a half-open connection no longer than three pings", async () => {
  const { server, mark } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  await pass(100);

  server.isSilent = true;
  mark();
  await pass(4_000);
  server.isSilent = false;
  await pass(2_100);

  expect(page.seqs()).toEqual([3]);
});

it("reads the missing again until it can", async () => {
  const { server, mark } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  await pass(100);

  server.streamFaults = ["drop"];
  mark(2);
  server.isDown = true;
  await pass(3_000);
  expect(page.seqs()).toEqual([]);
  server.isDown = false;
  await pass(4_000);

  expect(page.seqs()).toEqual([3, 4]);
});

it("says that its data is as old as a gap that it cannot fill", async () => {
  const { server, mark } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  await pass(100);

  server.streamFaults = ["drop"];
  mark(2);
  server.isDown = true;
  const gapAt = Date.now();
  await pass(10_000);

  const last = page.heard.findLast((message) => message.type === "connection");
  expect(last?.type === "connection" && last.news.lastByteAt).toBe(gapAt);
});

it("goes on after a cut where it was", async () => {
  const { server, mark } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  await pass(100);
  mark();
  await pass(100);

  server.cut();
  mark(2);
  await pass(1_000);

  expect(page.seqs()).toEqual([3, 4, 5]);
});

it("asks every page for a snapshot when history was restored, and follows the new one", async () => {
  const { server, mark } = aServer();
  const hub = aHub(server);
  const [one, two] = [aPage(hub), aPage(hub)];
  for (const page of [one, two]) subscribe(page, "e1-2");
  await pass(100);

  server.restore();
  await pass(1_000);
  expect(wants(one)).toContain("other_epoch");
  expect(wants(two)).toContain("other_epoch");
  for (const page of [one, two]) subscribe(page, "e1x-2");
  mark();
  await pass(1_000);

  expect(one.seqs()).toEqual([3]);
  expect(two.seqs()).toEqual([3]);
});

it("asks for a snapshot when the log does not reach back to the gap", async () => {
  const { server, mark } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  await pass(100);

  server.streamFaults = ["drop"];
  server.floor = 100;
  mark(2);
  await pass(500);
  expect(wants(page)).toEqual(["too_old"]);
  subscribe(page, "e1-4");
  server.floor = 1;
  mark();
  await pass(500);

  expect(page.seqs()).toEqual([5]);
});

it("tells hidden pages once a second", async () => {
  const { server, mark } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  page.post({ type: "visible", visible: false });
  await pass(hiddenFlushMs);
  mark();
  await pass(hiddenFlushMs);
  const before = page.heard.filter((message) => message.type === "events").length;

  for (let i = 0; i < 20; ++i) {
    mark();
    await pass(100);
  }

  expect(page.heard.filter((message) => message.type === "events").length - before).toBeLessThanOrEqual(3);
});

it("sends no more to a page that does not keep up, and goes on when it does", async () => {
  const { server, mark } = aServer();
  const page = aPage(aHub(server, 1_000));
  subscribe(page, "e1-2");
  await pass(100);

  for (let i = 0; i < 4; ++i) {
    mark(500);
    await pass(100);
  }
  expect(page.seqs()).toEqual(upTo(3, 1_002));
  page.post({ type: "applied", seq: 1_002 });
  await pass(200);

  expect(page.seqs()).toEqual(upTo(3, 2_002));
});

it("asks a page that it forgot who it is", async () => {
  const { server } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  page.post({ type: "leave" });

  page.post({ type: "check" });

  expect(page.heard.at(-1)).toEqual({ type: "who_are_you" });
});

it("closes the stream when no page is left", async () => {
  const { server } = aServer();
  const page = aPage(aHub(server));
  subscribe(page, "e1-2");
  await pass(100);
  expect(server.openStreams()).toBe(1);

  page.post({ type: "leave" });
  await pass(10_000);

  expect(server.openStreams()).toBe(0);
});

it("tells the pages why it stopped", async () => {
  const problem = { status: 403, code: "not_allowed", title: "Not allowed", detail: "not from here" };
  const page = aPage(
    aHub(
      Object.assign(new FakeServer(), {
        fetch: async () => new Response(JSON.stringify(problem), { status: 403 }),
      }),
    ),
  );

  subscribe(page, "e1-2");
  await pass(60_000);

  const last = page.heard.findLast((message) => message.type === "connection");
  expect(last?.type === "connection" && last.news.stopped).toBe("not from here");
});

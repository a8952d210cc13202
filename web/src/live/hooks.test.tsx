// @vitest-environment happy-dom
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useBatchBets, useBatchHead, useBetRow, useConnection, useOperations } from "./hooks";
import { LiveContext } from "./live-context";
import { aDesk, pass } from "./testing/live-harness";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const renders = new Map<number, number>();

function Row({ pid }: { readonly pid: number }) {
  const row = useBetRow(pid);
  renders.set(pid, (renders.get(pid) ?? 0) + 1);
  return <li data-pid={pid}>{`${row?.bet.status} ${row?.op?.change.status ?? "-"}`}</li>;
}

function Grid() {
  const { pids } = useBatchBets(1, 10);
  return (
    <ul>
      {pids.map((pid) => (
        <Row key={pid} pid={pid} />
      ))}
    </ul>
  );
}

function Bar() {
  const head = useBatchHead(10);
  const { sent } = useOperations();
  return <p>{`${useConnection().state} ${head?.summary.pending.count} pending, ${sent} sent`}</p>;
}

async function aScreen(bets: number) {
  const desk = await aDesk(bets);
  renders.clear();
  const screen = render(
    <LiveContext value={desk.live}>
      <Bar />
      <Grid />
    </LiveContext>,
  );
  await act(() => pass(100));
  const text = (pid: number | undefined) => screen.container.querySelector(`[data-pid="${pid}"]`)?.textContent;
  return { ...desk, text, bar: () => screen.container.querySelector("p")?.textContent };
}

it("renders again only the row that changed", async () => {
  const { server, pids, text, bar } = await aScreen(50);
  const before = new Map(renders);

  server.change(pids[7] ?? 0, { status: "failed" }, undefined, "ana");
  await act(() => pass(200));

  expect(text(pids[7])).toBe("failed -");
  expect(bar()).toBe("live 49 pending, 0 sent");
  expect(pids.filter((pid) => renders.get(pid) !== before.get(pid))).toEqual([pids[7]]);
});

it("shows a mark in the next frame, over the server's status", async () => {
  const { server, live, at, pids, text, bar } = await aScreen(3);
  server.answerDelays = [50];
  server.streamFaults = ["late"];

  live.actions.mark(at, [{ pid: pids[0] ?? 0 }], "successful");
  await act(() => pass(16));
  expect(text(pids[0])).toBe("pending successful");
  expect(bar()).toBe("live 3 pending, 1 sent");
  await act(() => pass(2_500));

  expect(text(pids[0])).toBe("successful -");
  expect(bar()).toBe("live 2 pending, 0 sent");
});

it("tells many changes of one frame once", async () => {
  const { server, pids } = await aScreen(3);
  const before = renders.get(pids[0] ?? 0) ?? 0;

  for (const status of ["failed", "pending", "successful", "pending", "failed"] as const) {
    server.change(pids[0] ?? 0, { status }, undefined, "ana");
  }
  await act(() => pass(200));

  expect((renders.get(pids[0] ?? 0) ?? 0) - before).toBe(1);
});

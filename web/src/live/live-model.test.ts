// Whatever happens, and in whatever order: when the faults are over, the page shows what the server holds, nothing is
// pending, and nothing was ever shown as the server's that the server had not said.
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { BetStatus } from "@/contract/types";
import type { Live } from "./live";
import type { FakeServer, StreamFault, WriteFault } from "./testing/fake-server";
import { aDesk, pass } from "./testing/live-harness";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Step =
  | { readonly do: "mark"; readonly bets: readonly number[]; readonly status: BetStatus }
  | { readonly do: "other"; readonly bet: number; readonly status: BetStatus }
  | {
      readonly do:
        | "undo"
        | "redo"
        | "cut"
        | "ping"
        | "reset"
        | "resync"
        | "expire"
        | "look_away"
        | "close"
        | "reopen"
        | "new_batch";
    }
  | { readonly do: "settle_rows"; readonly override: boolean }
  | { readonly do: "stream"; readonly faults: readonly StreamFault[] }
  | { readonly do: "write"; readonly faults: readonly WriteFault[] }
  | { readonly do: "slow"; readonly delays: readonly number[] }
  | { readonly do: "down"; readonly ms: number }
  | { readonly do: "pass"; readonly ms: number };

const status = fc.constantFrom<BetStatus>("pending", "successful", "failed");
const bet = fc.nat({ max: 4 });
const simple = fc.constantFrom(
  "undo",
  "redo",
  "cut",
  "ping",
  "reset",
  "resync",
  "expire",
  "look_away",
  "close",
  "reopen",
  "new_batch",
);
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("mark" as const),
      bets: fc.uniqueArray(bet, { minLength: 1, maxLength: 3 }),
      status,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("other" as const), bet, status }) },
  { weight: 4, arbitrary: fc.record({ do: simple }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("settle_rows" as const), override: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("stream" as const),
      faults: fc.array(fc.constantFrom<StreamFault>("drop", "repeat", "late"), { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      faults: fc.array(fc.constantFrom<WriteFault>("lose_request", "lose_answer", "overloaded"), { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("slow" as const),
      delays: fc.array(fc.nat({ max: 3_000 }), { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("down" as const), ms: fc.integer({ min: 1, max: 15_000 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 3_000 }) }) },
);

type Desk = Awaited<ReturnType<typeof aDesk>> & { newBatches: number };

async function perform(desk: Desk, step: Step): Promise<void> {
  const { server, live, at, pids } = desk;
  const pid = (index: number) => pids[index] ?? 0;
  switch (step.do) {
    case "mark":
      live.actions.mark(
        at,
        step.bets.map((index) => ({ pid: pid(index) })),
        step.status,
      );
      return;
    case "other":
      server.change(pid(step.bet), { status: step.status }, undefined, "ana");
      return;
    case "undo":
      live.actions.undo();
      return;
    case "redo":
      live.actions.redo();
      return;
    case "cut":
      return server.cut();
    case "ping":
      return server.ping();
    case "reset":
      return server.restore();
    case "resync":
      void live.resync();
      return;
    case "expire":
      server.floor = server.log.length + 1;
      return server.cut();
    case "look_away":
      desk.leave();
      desk.leave = live.bets.view(at);
      return;
    case "close":
      return server.setStatus(at.batchId, "submitted", "ana");
    case "reopen":
      return server.setStatus(at.batchId, "active", "ana");
    case "new_batch":
      server.addBatch(1, 100 + ++desk.newBatches, 2);
      return;
    case "settle_rows":
      return settleRows(desk, step.override);
    case "stream":
      server.streamFaults.push(...step.faults);
      return;
    case "write":
      server.writeFaults.push(...step.faults);
      return;
    case "slow":
      server.answerDelays.push(...step.delays);
      return;
    case "down":
      server.isDown = true;
      server.cut();
      await pass(step.ms);
      server.isDown = false;
      return;
    case "pass":
      await pass(step.ms);
      return;
  }
}

function settleRows({ live, at, pids }: Desk, override: boolean): void {
  for (const pid of pids) {
    live.actions.dismiss(pid);
    if (override) live.actions.override(at, pid);
    else live.actions.keepTheirs(pid);
  }
}

/** Every version of every bet that the server ever had, so that what a row shows can be checked. */
function said(server: FakeServer): Set<string> {
  const all = new Set<string>();
  const add = (value: unknown) => all.add(JSON.stringify(value));
  for (const event of server.log) {
    if ("bet" in event) add(event.bet);
    if ("bets" in event) event.bets.forEach(add);
    if (event.type === "batch_created") event.batch.bets.forEach(add);
  }
  for (const one of server.bets.values()) add(one);
  return all;
}

function shown(live: Live, pids: readonly number[]): readonly unknown[] {
  return pids.map((pid) => live.rows.get(pid)?.bet).filter((one) => one !== undefined);
}

it("converges to the server, whatever happened on the way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (script) => {
      const desk: Desk = { ...(await aDesk(5)), newBatches: 0 };
      const { server, live, pids, at } = desk;
      const ever = said(server);
      for (const step of script) {
        await perform(desk, step);
        for (const text of said(server)) ever.add(text);
        for (const one of shown(live, pids)) expect(ever.has(JSON.stringify(one))).toBe(true);
      }

      Object.assign(server, { streamFaults: [], writeFaults: [], answerDelays: [] });
      await pass(30_000);
      server.ping();
      await pass(15_000);
      settleRows(desk, false);
      await pass(2_000);

      expect(server.violations).toEqual([]);
      expect(live.overlay.counts()).toEqual({ queued: 0, sent: 0, unknown: 0, errors: 0, conflicts: 0 });
      expect(live.store.load(at.batchId).pids).toEqual(pids);
      expect(shown(live, pids)).toEqual(server.betsOf(at.batchId));
      expect(live.store.allAccounts()).toEqual([server.account(1)]);
      const heads = [...server.heads.values()];
      expect(heads.map(({ id }) => live.store.head(id))).toEqual(heads);
      expect(live.link.view().state).toBe("live");
      live.stop();
    }),
    { numRuns: 150 },
  );
}, 60_000);

import { expect, it } from "vitest";
import type { Bet, Problem } from "@/contract/types";
import { Overlay } from "./overlay";

const aBet = (pid: number, patch: Partial<Bet> = {}): Bet => ({
  pid,
  id: pid,
  selection: "1/2/3",
  stake: 10,
  cost: 2.5,
  status: "pending",
  batch_id: 9,
  version: 1,
  updated_at: "2026-03-01T12:00:00Z",
  ...patch,
});
const at = { accountId: 1, batchId: 9 };

function anOverlay(bets: readonly Bet[]): Overlay {
  const nothing = (): void => undefined;
  return new Overlay({
    bet: (pid) => bets.find((bet) => bet.pid === pid),
    touched: nothing,
    changed: nothing,
    now: () => 0,
  });
}

it("a bet that somebody else changed is a conflict also within a change of several", () => {
  const overlay = anOverlay([aBet(1), aBet(2)]);
  overlay.intend(at, [
    { pid: 1, change: { status: "failed" } },
    { pid: 2, change: { status: "failed" } },
  ]);
  const [operation] = overlay.takeDue();
  const theirs = aBet(1, { version: 2, status: "successful", updated_by: "MK" });
  const problem: Problem = {
    type: "/problems/version_conflict",
    title: "Somebody else changed it first",
    status: 412,
    code: "version_conflict",
    detail: "",
    request_id: "r",
    current: theirs,
  };

  const results = [
    { pid: 1, status: 412, error: problem },
    { pid: 2, status: 200, bet: aBet(2, { version: 2, status: "failed" }) },
  ];
  const told = { cursor: "", etag: undefined, replayed: false, request_id: "r", next: undefined };
  overlay.settle(operation?.key ?? "", { kind: "ok", data: results, ...told });

  expect(overlay.conflict(1)).toEqual({ pid: 1, mine: { status: "failed" }, theirs });
  expect(overlay.error(1)).toBeUndefined();
  expect(overlay.counts()).toMatchObject({ conflicts: 1, errors: 0, sent: 0 });
});

it("what is not known can be asked again at once", () => {
  const overlay = anOverlay([aBet(1)]);
  overlay.intend(at, [{ pid: 1, change: { status: "failed" } }]);
  const [operation] = overlay.takeDue();
  overlay.settle(operation?.key ?? "", { kind: "unknown", why: "network", detail: "", retryAfterMs: null });
  expect(overlay.takeDue()).toEqual([]);

  overlay.retryNow();

  expect(overlay.takeDue().map(({ key }) => key)).toEqual([operation?.key]);
});

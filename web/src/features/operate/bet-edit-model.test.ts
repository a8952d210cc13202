import { expect, it } from "vitest";
import type { Bet } from "@/contract/types";
import { changeOf, draftOf, isNothing } from "./bet-edit-model";

const bet: Bet = {
  pid: 7,
  id: 31,
  selection: "1/2/3",
  stake: 10,
  cost: 2.5,
  status: "pending",
  batch_id: 9,
  version: 1,
  updated_at: "2026-03-01T12:00:00Z",
  reference: "B-1",
};

it("a form that was only looked at changes nothing", () => {
  const parsed = changeOf(draftOf(bet, "EUR", ","), bet, ",");

  expect(parsed.ok && isNothing(parsed.change)).toBe(true);
});

it("only what differs is sent, and an emptied text clears", () => {
  const parsed = changeOf({ cost: "2,75", reference: " ", note: "price gone" }, bet, ",");

  expect(parsed).toEqual({ ok: true, change: { cost: 2.75, reference: null, note: "price gone" } });
});

it("what is no amount is refused, never rounded", () => {
  expect(changeOf({ ...draftOf(bet, "EUR", "."), cost: "2.50001" }, bet, ".")).toEqual({
    ok: false,
    problem: "Cost: more than 4 decimals.",
  });
});

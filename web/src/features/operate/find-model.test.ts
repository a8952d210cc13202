import { describe, expect, it } from "vitest";
import type { Account, Bet } from "@/contract/types";
import { find } from "./find-model";
import { aHead } from "./testing/heads";

const account = (id: number, name: string): Account => ({
  id,
  name,
  hostname: "vendor.example",
  currency: "EUR",
  version: 1,
  open_batches: 1,
  created_at: "",
  updated_at: "",
});
const bet: Bet = {
  pid: 70,
  id: 7,
  batch_id: 12,
  selection: "4/5/6 ** lay off",
  stake: 1,
  cost: 1,
  status: "pending",
  version: 1,
  updated_at: "",
};
const desk = {
  accounts: [account(1, "Bet365 Ana"), account(2, "Pinnacle")],
  batches: (id: number) => (id === 1 ? [aHead(12, { name: "TRIFECTA R5" })] : []),
  bets: (id: number) => (id === 12 ? [bet] : []),
};
const ids = (words: string) => find(words, desk).map(({ id }) => id);

describe("find", () => {
  it("finds accounts before batches before bets", () => {
    expect(ids("ana")).toEqual(["account-1", "batch-12"]);
  });

  it("finds a selection by its legs and by its note", () => {
    expect(ids("4/5/6")).toEqual(["bet-70"]);
    expect(ids("lay off")).toEqual(["bet-70"]);
  });

  it("wants every word, in any order and case", () => {
    expect(ids("r5 TRIFECTA")).toEqual(["batch-12"]);
    expect(ids("trifecta r6")).toEqual([]);
  });

  it("finds a batch by its number", () => expect(ids("#12")).toEqual(["batch-12"]));
  it("finds nothing for nothing", () => expect(ids("  ")).toEqual([]));
});

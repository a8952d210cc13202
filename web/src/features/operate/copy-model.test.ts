import { expect, it } from "vitest";
import type { Account, BatchHead, Bet } from "@/contract/types";
import { copiedLegs, copiedRows } from "./copy-model";

const none = { count: 0, stake: 0, cost: 0 };
const account: Account = {
  id: 3,
  name: "Bet365 Ana",
  hostname: "bet365.example",
  currency: "EUR",
  version: 1,
  open_batches: 1,
  created_at: "2026-03-01T12:00:00Z",
  updated_at: "2026-03-01T12:00:00Z",
};
const batch: BatchHead = {
  id: 812,
  account_id: 3,
  meta: {},
  completed: false,
  status: "active",
  version: 1,
  summary: { bets: 1, pending: none, successful: none, failed: none },
  created_at: "2026-03-01T12:00:00Z",
  updated_at: "2026-03-01T12:00:00Z",
};
const bet: Bet = {
  pid: 7,
  id: 31,
  selection: "1/2/3 ** lay off",
  stake: 1240,
  cost: 2.5,
  status: "failed",
  batch_id: 812,
  version: 2,
  updated_at: "2026-03-01T12:03:02Z",
  updated_by: "MK",
  note: "=price\tgone",
};

it("copies the legs, or what the template asks for", () => {
  expect(copiedLegs([bet, { ...bet, selection: "4" }], "{legs}", "EUR")).toBe("1/2/3\n4");
  expect(copiedLegs([bet], "{legs}\\t{stake}", "EUR")).toBe("1/2/3\t1240.00");
});

it("copies rows under a line that says whose they are, safe for spreadsheets", () => {
  expect(copiedRows([bet], batch, account, [account]).split("\n")).toEqual([
    "# [BA] Bet365 Ana #812 EUR",
    "#\tselection\tstake\tcost\tstatus\tby\tat\treference\tnote",
    "31\t1/2/3 ** lay off\t1240.00\t2.50\tfailed\tMK\t2026-03-01T12:03:02Z\t\t'=price gone",
  ]);
});

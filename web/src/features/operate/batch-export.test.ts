import { describe, expect, it } from "vitest";
import type { Bet } from "@/contract/types";
import { batchCsv, batchFileName, batchTsv } from "./batch-export";
import { aHead } from "./testing/heads";

const bet: Bet = {
  pid: 70,
  id: 7,
  batch_id: 812,
  selection: "=1/2/3",
  stake: 10,
  cost: 2.5,
  status: "failed",
  note: "a, b",
  version: 2,
  updated_at: "2026-03-01T12:00:00Z",
};
const account = {
  id: 1,
  name: "Bet365-Ana",
  hostname: "h",
  currency: "EUR",
  version: 1,
  open_batches: 1,
  created_at: "",
  updated_at: "",
};
const whole = { batch: aHead(812, { name: "TRIFECTA R5" }), account, letters: "B3", bets: [bet] };

describe("a batch as text", () => {
  it("is a file whose cells cannot become formulas", () => {
    expect(batchCsv(whole)).toContain('7,\'=1/2/3,10.00,2.50,failed,"a, b"');
  });

  it("says on the clipboard whose bets these are", () => {
    expect(batchTsv(whole).split("\n")[0]).toBe("# [B3] Bet365-Ana #812 TRIFECTA R5");
  });

  it("has a file name without surprises", () => {
    expect(batchFileName(whole)).toBe("bet365-ana-812-trifecta-r5.csv");
  });
});

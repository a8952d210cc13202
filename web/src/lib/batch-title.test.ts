import { describe, expect, it } from "vitest";
import { batchTitle } from "./batch-title";

describe("the title of a batch", () => {
  it.each([
    [{ name: " Evening ", bet_type: "WIN" }, "Evening"],
    [{ bet_type: "TRIFECTA", race_id: 5 }, "TRIFECTA R5"],
    [{ bet_type: "WIN", race_id: null }, "WIN"],
    [{ name: "", race_id: 5 }, "Batch #7"],
    [{ name: { first: "x" } }, "Batch #7"],
  ])("of %j is %s", (meta, title) => {
    expect(batchTitle({ id: 7, meta })).toBe(title);
  });
});

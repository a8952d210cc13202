import { describe, expect, it } from "vitest";
import { accountLooks } from "./account-look";

const accounts = [
  { id: 1, name: "Bet365 Ana" },
  { id: 2, name: "Betfair main" },
  { id: 3, name: "Bookmaker Alba" },
  { id: 9, name: "北京" },
  { id: 10, name: "" },
];

describe("the look of an account", () => {
  it("has letters from the name, different for each", () => {
    const letters = [...accountLooks(accounts).values()].map((look) => look.letters);
    expect(letters).toEqual(["BA", "BM", "BO", "北京", "?0"]);
    expect(new Set(letters).size).toBe(accounts.length);
  });

  it("does not change when an account is added", () => {
    const before = accountLooks(accounts);
    const after = accountLooks([{ id: 11, name: "Bet Arena" }, ...accounts]);
    for (const { id } of accounts) expect(after.get(id)).toEqual(before.get(id));
  });
});

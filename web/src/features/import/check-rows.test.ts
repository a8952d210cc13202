import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainMoney } from "@/lib/money";
import { type CheckRules, checkRow } from "./check-row";
import { betsOf, checkRows, conclude, nextBad, problemsAt, whyNoBatch } from "./check-rows";
import { noMapping } from "./fields";
import { betsMax } from "./limits";
import { atOnce } from "./slices";

const rules: CheckRules = {
  mapping: { ...noMapping, id: 0, selection: 1, stake: 2, cost: 3, note: 4 },
  decimal: ".",
  legsRepeat: false,
  width: 5,
};
const check = (rows: readonly (readonly string[])[], changed: Partial<CheckRules> = {}) =>
  conclude(atOnce(checkRows(rows, { ...rules, ...changed })), new Map());
const reasons = (row: readonly string[], changed: Partial<CheckRules> = {}) =>
  problemsAt(check([row], changed), 0).map(({ field, reason }) => `${field}: ${reason}`);

describe("a row", () => {
  it.each([
    [["1", "1/2/3", "1O.00", "2.50"], 'stake: not a number "1O.00"'],
    [["1", "1/2/3", "10.00001", "2.50"], "stake: more than 4 decimals"],
    [["1", "1/2/3", "-10", "2.50"], "stake: negative"],
    [["1", "1/2/3", "", "2.50"], "stake: missing"],
    [["1", "1/2/3", "100000000000", "2.50"], "stake: too large"],
    [["1", "1/2/3", "10", "x"], 'cost: not a number "x"'],
    [["1", " ", "10", "2.50"], "selection: missing"],
    [["1", "4/4/6", "10", "2.50"], "selection: runner repeated (4)"],
    [["1", "4 / 4/6 ** lay", "10", "2.50"], "selection: runner repeated (4)"],
    [["1", "1\n2", "10", "2.50"], "selection: holds a control character, such as a line break"],
    [["1", "x".repeat(501), "10", "2.50"], "selection: too long: 501 characters, at most 500"],
    [["1", "1/2", "10", "2.50", "n".repeat(1001)], "note: too long: 1001 characters, at most 1000"],
    [["", "1/2/3", "10", "2.50"], "id: missing"],
    [["1.5", "1/2/3", "10", "2.50"], 'id: not a whole number "1.5"'],
    [["9007199254740993", "1/2/3", "10", "2.50"], "id: too large"],
    [["1", "1/2/3", "10", "2.50", "", "more"], "row: 6 cells where there are 5 columns"],
  ])("%j is refused: %s", (row, reason) => {
    expect(reasons(row)).toEqual([reason]);
  });

  it("may cost less than nothing, break lines in its note, and count characters and not halves of them", () => {
    expect(reasons(["1", "🐎".repeat(500), "0", "-2.5", "one\ntwo"])).toEqual([]);
  });

  it("names all that is wrong with it at once", () => {
    expect(reasons(["x", "", "-1", "1O"])).toHaveLength(4);
  });

  it("may repeat a runner where the legs are different races", () => {
    expect(reasons(["1", "4/4", "10", "2.5"], { legsRepeat: true })).toEqual([]);
  });

  it("is numbered where the source has no ids", () => {
    const mapping = { ...rules.mapping, id: undefined };
    const checked = check(
      [
        ["", "1/2", "1", "1"],
        ["", "1/3", "1", "1"],
      ],
      { mapping },
    );
    expect(betsOf(checked).map(({ id }) => id)).toEqual([1, 2]);
  });

  it("gives its amounts back exactly, with a point or a comma", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 15 - 1 }), fc.boolean(), (units, comma) => {
        const text = `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, "0")}`;
        const cells = {
          id: "1",
          selection: "1/2",
          stake: comma ? text.replace(".", ",") : text,
          cost: "0",
          reference: "",
          note: "",
        };
        const row = checkRow(1, cells, { ...rules, decimal: comma ? "," : "." });
        expect(row.problems).toEqual([]);
        expect(row.amounts.stake).toBe(units);
        expect(plainMoney(row.amounts.stake, 4)).toBe(text);
      }),
    );
  });
});

describe("all rows", () => {
  it("name the earlier row of an id that stands twice", () => {
    const checked = check([
      ["31", "1/2", "1", "1"],
      ["32", "1/3", "1", "1"],
      [" 31", "1/4", "1", "1"],
    ]);
    expect(problemsAt(checked, 2)).toEqual([{ field: "id", value: " 31", reason: "duplicate of row 1" }]);
    expect(checked.bad).toEqual([2]);
    expect(checked.stake).toBe(20_000);
  });

  it("are valid or bad, never both, and what is sent is what is valid", () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom("1/2/3", "10", "2.5", "", "1O", "-1"));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 20 }), (rows) => {
        const checked = check(rows);
        expect([...checked.valid, ...checked.bad].sort((a, b) => a - b)).toEqual([...rows.keys()]);
        for (const at of checked.valid) expect(problemsAt(checked, at)).toEqual([]);
        for (const at of checked.bad) expect(problemsAt(checked, at).length).toBeGreaterThan(0);
        const ids = betsOf(checked).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toHaveLength(checked.valid.length);
      }),
    );
  });

  it("lead from one error to the next, around the end", () => {
    const rows = ["x", "1", "x", "2"].map((id) => [id, "1/2", "1", "1"]);
    const checked = check(rows);
    expect([nextBad(checked, -1), nextBad(checked, 0), nextBad(checked, 2)]).toEqual([0, 2, 0]);
  });
});

describe("a batch of them", () => {
  const row = (id: number, stake = "1"): readonly string[] => [String(id), "1/2", stake, "1"];

  it("needs every row valid, or the wish to send the valid ones", () => {
    const checked = check([row(1), row(1)]);
    expect(whyNoBatch(checked, false)).toContain("1 row has errors");
    expect(whyNoBatch(checked, true)).toBeUndefined();
  });

  it("holds 10,000 bets and not one more", () => {
    const rows = Array.from({ length: betsMax + 1 }, (_, at) => row(at + 1));
    expect(whyNoBatch(check(rows), false)).toContain("at most 10,000 bets; these are 10,001");
    expect(whyNoBatch(check(rows.slice(1)), false)).toBeUndefined();
  });

  it("is refused where its amounts add up to too much", () => {
    expect(whyNoBatch(check([row(1, "60000000000"), row(2, "60000000000")]), false)).toContain("add up");
  });

  it("is refused where nothing is valid, also when only valid rows are wanted", () => {
    expect(whyNoBatch(check([]), true)).toBe("There are no rows.");
    expect(whyNoBatch(check([row(1, "x")]), true)).toBe("No row is valid.");
  });
});

import { describe, expect, it } from "vitest";
import type { Batch, BatchHead, Problem } from "@/contract/types";
import { moneyFromWire } from "@/lib/money";
import { checkRows, conclude, problemsAt } from "./check-rows";
import { noMapping } from "./fields";
import { candidates, isIdentical } from "./identical";
import { addEntry, changeEntry, entryFlaw, metaForm, metaOf } from "./meta-model";
import { reportCsv } from "./report";
import { placeProblems } from "./server-problems";
import { atOnce } from "./slices";

const mapping = { ...noMapping, id: 0, selection: 1, stake: 2, cost: 3, note: 4 };
const rules = { mapping, decimal: ".", legsRepeat: false, width: undefined } as const;
const rows = atOnce(
  checkRows(
    [
      ["1", "1/2", "10", "2.5", ""],
      ["x", "1/3", "10", "2.5", "=cmd()"],
      ["3", "1/4", "-5", "-2.5", "a,b"],
    ],
    rules,
  ),
);

describe("the server's problems", () => {
  const problem: Problem = {
    type: "/problems/invalid_field",
    title: "Invalid",
    status: 422,
    code: "invalid_field",
    detail: "2 values are not acceptable",
    request_id: "r-1",
    errors: [
      { pointer: "/bets/1/stake", code: "too_small", detail: "must not be negative" },
      { pointer: "/meta", code: "too_large", detail: "must have at most 65536 bytes" },
    ],
  };

  it("stand at the rows that the bets were made of", () => {
    const placed = placeProblems(problem, [0, 2], rows);
    expect(placed.rows.get(2)).toEqual([
      { field: "stake", value: "-5", reason: "must not be negative (said by the server)" },
    ]);
    expect(placed.batch).toEqual(["meta: must have at most 65536 bytes"]);
    expect(problemsAt(conclude(rows, placed.rows), 2)).toHaveLength(2);
  });

  it("are never lost: a refusal without pointers is said of the batch", () => {
    const { errors: _, ...bare } = problem;
    expect(placeProblems(bare, [0], rows).batch).toEqual(["2 values are not acceptable"]);
  });
});

describe("the report", () => {
  it("holds every row, names the errors, and is no formula", () => {
    const lines = reportCsv(conclude(rows, new Map()), mapping).trimEnd().split("\r\n");
    expect(lines).toEqual([
      "row,id,selection,stake,cost,note,errors",
      "1,1,1/2,10,2.5,,",
      '2,x,1/3,10,2.5,\'=cmd(),"id: not a whole number ""x"""',
      '3,3,1/4,-5,-2.5,"a,b",stake: negative',
    ]);
  });
});

describe("an identical batch", () => {
  const part = (count: number, stake: number, cost: number) => ({ count, stake, cost });
  const head = {
    id: 801,
    account_id: 1,
    meta: {},
    completed: false,
    status: "active",
    version: 1,
    created_at: "2026-01-31T12:00:00.000000Z",
    updated_at: "2026-01-31T12:00:00.000000Z",
    summary: { bets: 2, pending: part(1, 10.1, 1), successful: part(1, 0.2, 1), failed: part(0, 0, 0) },
  } satisfies BatchHead;
  const totals = { bets: 2, stake: moneyFromWire(10.3), cost: moneyFromWire(2) };
  const bet = (id: number, stake: number) => ({
    pid: id + 90,
    id,
    selection: "1/2",
    stake,
    cost: 1,
    status: "pending" as const,
    batch_id: 801,
    version: 1,
    updated_at: head.updated_at,
  });
  const batch: Batch = { ...head, bets: [bet(1, 10.1), bet(2, 0.2)] };
  const wanted = [
    { id: 2, selection: "1/2", stake: "0.20", cost: "1" },
    { id: 1, selection: "1/2", stake: "10.1", cost: "1" },
  ];

  it("has the same counts and totals, whatever became of its bets", () => {
    expect(candidates([head], totals)).toEqual([head]);
    expect(candidates([head], { ...totals, bets: 3 })).toEqual([]);
    expect(candidates([head], { ...totals, stake: moneyFromWire(10.31) })).toEqual([]);
  });

  it("has the same bets, in whatever order", () => {
    expect(isIdentical(batch, wanted)).toBe(true);
    expect(isIdentical(batch, wanted.slice(1))).toBe(false);
    expect(
      isIdentical(
        batch,
        [{ ...wanted[0], id: 2, selection: "2/1", stake: "0.2", cost: "1" }, wanted[1]].flatMap((one) => one ?? []),
      ),
    ).toBe(false);
  });
});

describe("the meta", () => {
  it("of a JSON source goes out as it came in", () => {
    const meta = { strategy: "kelly", race_id: "05", odds: { a: [1, 2] }, seen: null, name: "" };
    expect(metaOf(metaForm(meta))).toEqual(meta);
  });

  it("takes words, numbers and own names, and leaves out what is empty", () => {
    let form = changeEntry(metaForm({}), 2, { text: "5" });
    form = addEntry(changeEntry(form, 0, { text: "007" }));
    form = changeEntry(form, 5, { name: "live", text: "true" });
    form = addEntry(form);
    expect(metaOf(form)).toEqual({ name: "007", race_id: 5, live: true });
    expect(form.every((entry) => entryFlaw(form, entry) === undefined)).toBe(true);
  });

  it("has every name once, and a start time with its zone", () => {
    let form = changeEntry(addEntry(metaForm({})), 5, { name: "name", text: "x" });
    expect(form.map((entry) => entryFlaw(form, entry)).at(-1)).toContain("already");
    form = changeEntry(form, 4, { text: "12:05" });
    expect(form.map((entry) => entryFlaw(form, entry))[4]).toContain("zone");
  });
});

import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { guessDecimal } from "./decimal";
import { decodeBytes } from "./decode";
import { readDelimited } from "./delimited";
import { guessByName, guessByPlace, looksLikeHeader, missingFields, noMapping } from "./fields";
import { inSlices, nextTask } from "./slices";
import { readSource } from "./source";
import type { SourceOptions } from "./source-table";

const auto: SourceOptions = { delimiter: "auto", header: "auto" };

describe("a source", () => {
  it.each([
    ["commas", "id,sel,amt,fee\n1,1/2,10.00,2.50\n", ","],
    ["semicolons and decimal commas", "id;sel;amt;fee\r\n1;1/2;10,00;2,50\r\n", ";"],
    ["tabs, as a spreadsheet copies them", "id\tsel\tamt\tfee\n1\t1/2\t10.00\t2.50", "\t"],
    ["a byte order mark", "\ufeffid,sel,amt,fee\n1,1/2,10.00,2.50\n", ","],
    ["blank lines", "\n\nid,sel,amt,fee\n\n1,1/2,10.00,2.50\n,,,\n", ","],
  ])("with %s is read", async (_, text, delimiter) => {
    const table = await readSource(text, auto);
    expect(table.format).toEqual({ kind: "delimited", delimiter, header: true });
    expect(table.columns).toEqual(["id", "sel", "amt", "fee"]);
    expect(table.rows).toHaveLength(1);
    expect(table.rows[0]?.slice(0, 2)).toEqual(["1", "1/2"]);
    expect(table.problems).toEqual([]);
  });

  it("without a header keeps its first row", async () => {
    const table = await readSource("1,1/2,10.00,2.50\n2,1/3,5,1", auto);
    expect(table.rows).toHaveLength(2);
    expect(table.columns).toEqual(["Column 1", "Column 2", "Column 3", "Column 4"]);
  });

  it("with a quote that is not closed says so", async () => {
    const table = await readSource('id,sel\n1,"1/2\n2,1/3', auto);
    expect(table.problems.length).toBeGreaterThan(0);
  });

  it("of JSON is an array of bets, or what the API takes", async () => {
    const bets = [
      { stake: 10.5, id: 1, selection: "1/2", cost: "2.5", note: null },
      { id: 2, selection: "1/3", stake: 1, cost: 1, odds: 3 },
    ];
    const bare = await readSource(JSON.stringify(bets), auto);
    const whole = await readSource(JSON.stringify({ meta: { name: "Evening" }, bets }), auto);
    expect(bare.columns).toEqual(["id", "selection", "stake", "cost", "note", "odds"]);
    expect(bare.rows[0]).toEqual(["1", "1/2", "10.5", "2.5", "", ""].slice(0, bare.rows[0]?.length));
    expect(whole.rows).toEqual(bare.rows);
    expect(whole.meta).toEqual({ name: "Evening" });
  });

  it.each(["{", "{}", '{"bets":1}', "[1]"])("of JSON such as %s says what is wrong", async (text) => {
    expect((await readSource(text, auto)).problems).toHaveLength(1);
  });

  it("gives the same rows piece by piece as at once", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "1"), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const text = Papa.unparse(rows, { newline: "\n" });
          // Pieces so short that their edges fall anywhere.
          const read = await readDelimited(text, { delimiter: ",", header: "no" }, undefined, 7);
          const { data } = Papa.parse<string[]>(text, { delimiter: ",", skipEmptyLines: "greedy" });
          expect(read.rows).toEqual(data);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is not read on when something else was chosen meanwhile", async () => {
    const stop = new AbortController();
    const reading = readSource("id,sel\n".repeat(100_000), auto, stop.signal);
    stop.abort(new Error("stopped"));
    await expect(reading).rejects.toThrow("stopped");
  });
});

describe("bytes", () => {
  it("of UTF-8, UTF-16 and Windows-1252 are the text that was saved", () => {
    expect(decodeBytes(new TextEncoder().encode("é"))).toEqual({ text: "é", note: undefined });
    expect(decodeBytes(Uint8Array.of(0xff, 0xfe, 0xe9, 0)).text).toBe("é");
    expect(decodeBytes(Uint8Array.of(0xfe, 0xff, 0, 0xe9)).text).toBe("é");
    const old = decodeBytes(Uint8Array.of(0x63, 0xe9));
    expect(old.text).toBe("cé");
    expect(old.note).toContain("Windows-1252");
  });
});

describe("columns", () => {
  it("are known by many names", () => {
    expect(guessByName(["Bet-ID", "Sel", "Amt.", "Fee", "Ref", "Comment"])).toEqual({
      id: 0,
      selection: 1,
      stake: 2,
      cost: 3,
      reference: 4,
      note: 5,
    });
    expect(missingFields(guessByName(["id", "odds"]))).toEqual(["selection", "stake", "cost"]);
  });

  it("without names are known by their place", () => {
    expect(guessByPlace(["17", "1/2/3", "10.00", "2.50"])).toEqual({
      ...noMapping,
      id: 0,
      selection: 1,
      stake: 2,
      cost: 3,
    });
    expect(guessByPlace(["1/2/3", "10.00", "2.50"])).toEqual({ ...noMapping, selection: 0, stake: 1, cost: 2 });
  });

  it("have a header where it names something or holds no figure", () => {
    expect(looksLikeHeader(["id", "1"])).toBe(true);
    expect(looksLikeHeader(["runner", "money"])).toBe(true);
    expect(looksLikeHeader(["1/2", "10,00"])).toBe(false);
  });
});

describe("the decimal mark", () => {
  it.each([
    [["10.50", "3"], ".", undefined],
    [["10,50", "3"], ",", undefined],
    [["1.240,50"], ",", undefined],
    [["1,240.50"], ".", undefined],
    [["1,240", "10,5"], ",", undefined],
    [["0,125"], ",", undefined],
    [["1,240", "7"], ".", "1,240"],
    [["1.240"], ".", "1.240"],
    [["x", ""], ".", undefined],
  ] as const)("of %j is %s, in doubt about %s", (cells, decimal, doubtful) => {
    expect(guessDecimal(cells, ".")).toEqual({ decimal, doubtful });
  });
});

describe("long work", () => {
  it("lets other tasks in between", async () => {
    let pauses = 0;
    const slow = function* (): Generator<undefined, string, undefined> {
      for (let i = 0; i < 5; ++i) {
        const until = performance.now() + 13;
        while (performance.now() < until);
        yield;
      }
      return "done";
    };
    const result = await inSlices(slow(), {
      pause: () => {
        pauses += 1;
        return nextTask();
      },
    });
    expect(result).toBe("done");
    expect(pauses).toBeGreaterThanOrEqual(4);
  });
});

import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { csvCell, toCsv, toTsv } from "./csv";

describe("csv", () => {
  it.each(["=1+1", "+1", "-2+3", "@SUM(A1)", "\tx", "\rx"])("disarms %j", (text) => {
    expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
  });

  it("leaves negative numbers of numeric columns alone, and nothing else there", () => {
    expect(csvCell("-5.00", true)).toBe("-5.00");
    expect(csvCell("-5.00")).toBe("'-5.00");
    expect(csvCell("-5+cmd", true)).toBe("'-5+cmd");
  });

  it("is read back by a parser, cell by cell", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", ",", ";", '"', "'", " ", "\n"), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
        const columns = [0, 1].map((at) => ({ title: `c${at}`, value: (row: [string, string]) => row[at] ?? "" }));
        const { data } = Papa.parse(toCsv(columns, rows), { newline: "\r\n", delimiter: "," });
        expect(data.slice(1, -1)).toEqual(rows);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps the columns of a clipboard block straight", () => {
    const columns = [
      { title: "a", value: (row: string) => row },
      { title: "b", value: () => "=x" },
    ];
    expect(toTsv(columns, ["1\t2\n3", "4"])).toBe("1 2 3\t'=x\n4\t'=x");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  currencyScale,
  formatMoney,
  moneyFromWire,
  moneyToWire,
  parseMoney,
  plainMoney,
  sumMoney,
  zero,
} from "./money";

const units = fc.integer({ min: -(10 ** 15 - 1), max: 10 ** 15 - 1 });
const amounts = units.map((value) => moneyFromWire(value / 10_000));

describe("money", () => {
  it("survives the wire: JSON text to units and back", () => {
    fc.assert(
      fc.property(units, (value) => {
        const wire: unknown = JSON.parse(JSON.stringify(value / 10_000));
        const amount = moneyFromWire(Number(wire));
        expect(Number(amount)).toBe(value === 0 ? 0 : value);
        expect(JSON.stringify(moneyToWire(amount))).toBe(JSON.stringify(wire));
      }),
    );
  });

  it("is read back from the text that it was written as, with either decimal mark", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 4 }), (amount, scale) => {
        const text = formatMoney(amount, scale);
        expect(parseMoney(text)).toEqual({ ok: true, value: amount });
        expect(parseMoney(plainMoney(amount, scale))).toEqual({ ok: true, value: amount });
        const european = text.replace(/[.,]/g, (mark) => (mark === "." ? "," : "."));
        expect(parseMoney(european, { decimal: "," })).toEqual({ ok: true, value: amount });
      }),
    );
  });

  it("adds without a rounding error", () => {
    const tenths = Array.from({ length: 10 }, () => moneyFromWire(0.1));
    expect(sumMoney(tenths)).toBe(moneyFromWire(1));
    expect(sumMoney([])).toBe(zero);
  });

  it("shows every decimal that is stored", () => {
    expect(formatMoney(moneyFromWire(1240))).toBe("1,240.00");
    expect(formatMoney(moneyFromWire(0.0625))).toBe("0.0625");
    expect(formatMoney(moneyFromWire(-1234567.5))).toBe("-1,234,567.50");
    expect(formatMoney(moneyFromWire(150), 0)).toBe("150");
  });

  it.each([
    ["1O.00", 'not a number "1O.00"'],
    ["", "missing"],
    ["1.23456", "more than 4 decimals"],
    ["100000000000", "too large"],
    ["1,23.00", 'not a number "1,23.00"'],
    ["1e5", 'not a number "1e5"'],
    ["NaN", 'not a number "NaN"'],
  ])("refuses %j", (text, problem) => {
    expect(parseMoney(text)).toEqual({ ok: false, problem });
  });

  it("refuses wire numbers that it cannot hold exactly", () => {
    for (const value of [0.00001, 10 ** 11, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => moneyFromWire(value)).toThrow(RangeError);
    }
  });

  it("knows how a currency is written", () => {
    expect([currencyScale("EUR"), currencyScale("JPY"), currencyScale("nonsense")]).toEqual([2, 0, 2]);
  });
});

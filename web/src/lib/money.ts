// Money is a safe integer of 1/10,000 units, end to end. This file is the only one that turns it into text or wire
// numbers; a test forbids `toFixed` and `parseFloat` everywhere else.

declare const moneyBrand: unique symbol;
export type Money = number & { readonly [moneyBrand]: true };

const unitsPerWhole = 10_000;
const decimalsMax = 4;
/** The contract's range: |x| < 10^11. Within it a double holds every value of four decimals. */
const wholeMax = 100_000_000_000;

export type DecimalMark = "." | ",";
export type ParsedMoney = { ok: true; value: Money } | { ok: false; problem: string };

function isMoney(units: number): units is Money {
  return Number.isSafeInteger(units);
}

function money(units: number): Money {
  if (!isMoney(units)) throw new RangeError(`${units} is not an amount of money`);
  return units === 0 ? zero : units;
}

const zeroUnits = 0;
if (!isMoney(zeroUnits)) throw new RangeError("zero is money");
export const zero: Money = zeroUnits;

/** Exact, or it throws: the contract promises at most four decimals. */
export function moneyFromWire(value: number): Money {
  const units = Math.round(value * unitsPerWhole);
  // An integer divided by 10^4 is rounded correctly, so this comparison finds every value that is not exact.
  if (Math.abs(value) >= wholeMax || units / unitsPerWhole !== value) {
    throw new RangeError(`${value} is outside the contract's range of money`);
  }
  return money(units);
}

export function moneyToWire(amount: Money): number {
  return amount / unitsPerWhole;
}

export function sumMoney(amounts: Iterable<Money>): Money {
  let units = 0;
  for (const amount of amounts) units += amount;
  return money(units);
}

/** Undefined where amounts of either sign add up to what the contract allows neither one amount nor a batch. */
export function sumWithinRange(amounts: Iterable<Money>): Money | undefined {
  let units = 0;
  let magnitude = 0;
  for (const amount of amounts) {
    units += amount;
    magnitude += Math.abs(amount);
    if (magnitude >= wholeMax * unitsPerWhole) return undefined;
  }
  return money(units);
}

export function subtractMoney(from: Money, amount: Money): Money {
  return money(from - amount);
}

export function compareMoney(a: Money, b: Money): number {
  return a - b;
}

/** The part of `whole` that `part` is, in 0..1; for the width of a bar, never for money. */
export function ratioOf(part: Money, whole: Money): number {
  return whole === 0 ? 0 : part / whole;
}

const shapes: Record<DecimalMark, RegExp> = {
  ".": /^([-−]?)(\d{1,3}(?:[ ,'\u00a0\u202f]\d{3})+|\d+)(?:\.(\d+))?$/,
  ",": /^([-−]?)(\d{1,3}(?:[ .'\u00a0\u202f]\d{3})+|\d+)(?:,(\d+))?$/,
};

/** What a person or a file wrote. Thousands may be grouped; nothing is ever rounded. */
export function parseMoney(text: string, { decimal = "." }: { decimal?: DecimalMark } = {}): ParsedMoney {
  const match = shapes[decimal].exec(text.trim());
  if (match === null) return { ok: false, problem: text.trim() === "" ? "missing" : `not a number "${text.trim()}"` };
  const [, sign = "", whole = "", fraction = ""] = match;
  if (fraction.length > decimalsMax) return { ok: false, problem: "more than 4 decimals" };
  const digits = whole.replace(/\D/g, "");
  if (digits.replace(/^0+/, "").length > 11) return { ok: false, problem: "too large" };
  const units = Number(digits + fraction.padEnd(decimalsMax, "0"));
  return { ok: true, value: money(sign === "" ? units : -units) };
}

/**
 * `1,240.00`: at least `scale` decimals, and more where there are more, so that what is shown is what is stored.
 * The currency belongs in the header, not in each cell.
 */
export function formatMoney(amount: Money, scale = 2): string {
  return groupThousands(plainMoney(amount, scale));
}

/** `1240.00`, for files and the clipboard. */
export function plainMoney(amount: Money, scale = 2): string {
  const digits = String(Math.abs(amount)).padStart(decimalsMax + 1, "0");
  const whole = digits.slice(0, -decimalsMax);
  const fraction = digits.slice(-decimalsMax).replace(/0+$/, "").padEnd(Math.min(scale, decimalsMax), "0");
  return `${amount < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

function groupThousands(plain: string): string {
  const [whole = "", fraction] = plain.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Decimals that a currency is written with: 2 for EUR, 0 for JPY. */
export function currencyScale(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    return Math.min(maximumFractionDigits ?? 2, decimalsMax);
  } catch {
    return 2;
  }
}

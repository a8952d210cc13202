import { describe, expect, it } from "vitest";
import type { Bucket, Figure, Latency, Statistics } from "@/contract/statistics";
import type { Account } from "@/contract/types";
import { formatMoney } from "@/lib/money";
import {
  currenciesOf,
  exposures,
  formatLatency,
  incompleteBefore,
  percentilesOf,
  pointsOf,
  wilson,
  windowOf,
} from "./model";

const none: Figure = { count: 0, stake: 0, cost: 0 };
const statuses = { pending: none, successful: none, failed: none };
const noLatency: Latency = { count: 0, p50_us: null, p95_us: null, p99_us: null, histogram: [] };
const account = (id: number, currency: string): Account => ({
  id,
  currency,
  name: `Account ${id}`,
  hostname: "",
  version: 1,
  open_batches: 0,
  created_at: "2026-03-01T12:00:00.000000Z",
  updated_at: "2026-03-01T12:00:00.000000Z",
});
const bucket = (fields: Partial<Bucket>): Bucket => ({
  start: "2026-03-01T12:01:00.000000Z",
  account_id: 1,
  created: none,
  marks: statuses,
  net: statuses,
  latency: noLatency,
  ...fields,
});
const statistics = (fields: Partial<Statistics>): Statistics => ({
  step: "minute",
  from: "2026-03-01T12:00:00.000000Z",
  to: "2026-03-01T12:03:00.000000Z",
  since: "2026-03-01T00:00:00.000000Z",
  buckets: [],
  accounts: [],
  ...fields,
});
const accounts = [account(1, "EUR"), account(2, "USD"), account(3, "EUR")];
const successful = (stake: number) => ({ ...statuses, successful: { count: 1, stake, cost: 0 } });

describe("points of time", () => {
  it("include the steps in which nothing happened", () => {
    const points = pointsOf(statistics({ buckets: [bucket({ created: { ...none, count: 4 } })] }), accounts, "EUR");
    expect(points.map(({ bets }) => bets)).toEqual([0, 4, 0]);
  });

  it("say where nothing is known yet", () => {
    const late = statistics({ since: "2026-03-01T12:01:30.000000Z" });
    expect(pointsOf(late, accounts, "EUR").map(({ known }) => known)).toEqual([false, true, true]);
  });

  it("add exactly, and only amounts of one currency", () => {
    const buckets = [
      bucket({ marks: successful(0.1) }),
      bucket({ account_id: 3, marks: successful(0.2) }),
      bucket({ account_id: 2, marks: successful(99) }),
    ];
    const [, eur] = pointsOf(statistics({ buckets }), accounts, "EUR");
    const [, usd] = pointsOf(statistics({ buckets }), accounts, "USD");
    expect([eur, usd].map((point) => point && formatMoney(point.successful))).toEqual(["0.30", "99.00"]);
  });

  it("offer the currency with the most bets first", () => {
    const figures = { ...bucket({}), success: { successful: 0, n: 0 }, exposure: none };
    const all = [
      { ...figures, account_id: 1 },
      { ...figures, account_id: 2, created: { ...none, count: 9 } },
    ];
    expect(currenciesOf(statistics({ accounts: all }), accounts)).toEqual(["USD", "EUR"]);
  });
});

describe("the window", () => {
  it("ends with the step that is under way and has whole steps", () => {
    expect(windowOf("1h", Date.parse("2026-03-01T12:00:30Z"))).toEqual({
      from: "2026-03-01T11:01:00.000Z",
      to: "2026-03-01T12:01:00.000Z",
      step: "minute",
    });
    expect(windowOf("30d", Date.parse("2026-03-31T00:00:00Z")).step).toBe("hour");
  });

  it("says from when on it is complete, only if that is within it", () => {
    expect(incompleteBefore(statistics({}))).toBeUndefined();
    const since = "2026-03-01T12:01:30.000000Z";
    expect(incompleteBefore(statistics({ since }))).toBe(Date.parse(since));
  });
});

describe("percentiles", () => {
  it("come from the added histograms of all accounts", () => {
    const fast = { ...noLatency, histogram: [{ up_to_us: 1000, count: 98 }] };
    const slow = {
      ...noLatency,
      histogram: [
        { up_to_us: 5_000_000, count: 1 },
        { up_to_us: null, count: 1 },
      ],
    };
    expect(percentilesOf([fast, slow])).toEqual({ count: 100, p50: 1, p95: 1, p99: 5000 });
    expect(percentilesOf([]).p50).toBeNull();
    expect(percentilesOf([{ ...noLatency, histogram: [{ up_to_us: null, count: 1 }] }]).p50).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it("are said in the unit that fits", () => {
    expect([null, 940.2, 9741, 754_000].map(formatLatency)).toEqual(["–", "940 ms", "9.7 s", "12.6 min"]);
  });
});

describe("a rate of success", () => {
  it("comes with the interval that its n allows", () => {
    const interval = wilson(8, 10);
    expect(interval?.low).toBeCloseTo(0.49, 2);
    expect(interval?.high).toBeCloseTo(0.943, 2);
    expect(wilson(0, 0)).toBeUndefined();
    expect(wilson(1, 1)?.high).toBe(1);
  });
});

it("compares what is open only within a currency", () => {
  const figures = (id: number, stake: number) => ({
    ...bucket({ account_id: id }),
    success: { successful: 0, n: 0 },
    exposure: { count: 1, stake, cost: 0 },
  });
  const rows = exposures([figures(2, 1000), figures(1, 5), figures(3, 10)], accounts);
  expect(rows.map(({ id, share }) => [id, share])).toEqual([
    [3, 1],
    [1, 0.5],
    [2, 1],
  ]);
});

// From the server's figures to what charts and tables show. Pure. Amounts of different currencies are never added.

import type { AccountFigures, Bucket, Figure, Latency, Statistics, Step } from "@/contract/statistics";
import type { Account } from "@/contract/types";
import { type Money, moneyFromWire, moneyToWire, sumMoney } from "@/lib/money";
import { defineView, oneOf, optionalId } from "@/lib/view-codec";

export const ranges = ["1h", "6h", "24h", "7d", "30d"] as const;
export type Range = (typeof ranges)[number];

const hour = 3_600_000;
const described: Readonly<Record<Range, { label: string; ms: number; step: Step }>> = {
  "1h": { label: "1 hour", ms: hour, step: "minute" },
  "6h": { label: "6 hours", ms: 6 * hour, step: "minute" },
  "24h": { label: "24 hours", ms: 24 * hour, step: "minute" },
  "7d": { label: "7 days", ms: 168 * hour, step: "hour" },
  "30d": { label: "30 days", ms: 720 * hour, step: "hour" },
};
export const rangeOptions = ranges.map((value) => ({ value, label: described[value].label }));
export const stepMs: Readonly<Record<Step, number>> = { minute: 60_000, hour, day: 24 * hour };

export const statisticsView = defineView({ range: oneOf(["", ...ranges], ""), account: optionalId });

/** The window that ends now: whole steps, the current one included. */
export function windowOf(range: Range, now: number): { from: string; to: string; step: Step } {
  const { ms, step } = described[range];
  const to = (Math.floor(now / stepMs[step]) + 1) * stepMs[step];
  return { from: new Date(to - ms).toISOString(), to: new Date(to).toISOString(), step };
}

/** One point of time over all accounts that were asked for. */
export type Point = {
  readonly at: number;
  /** False before the figures begin: nothing is known then, which is not the same as nothing. */
  readonly known: boolean;
  readonly bets: number;
  readonly successful: Money;
  readonly failed: Money;
  readonly pending: Money;
  readonly marks: number;
  readonly latency: Percentiles;
};
export type Percentiles = { readonly count: number; readonly p50: Share; readonly p95: Share; readonly p99: Share };
/** Milliseconds; null when nothing was marked, Infinity beyond the last bound. */
type Share = number | null;

export function currenciesOf(statistics: Statistics, accounts: readonly Account[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { account_id, created, marks } of statistics.accounts) {
    const currency = currencyOf(accounts, account_id);
    const size = created.count + marks.successful.count + marks.failed.count;
    counts.set(currency, (counts.get(currency) ?? 0) + size);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([currency]) => currency);
}

export function currencyOf(accounts: readonly Account[], id: number): string {
  return accounts.find((account) => account.id === id)?.currency ?? "";
}

/** Every step of the window, also those in which nothing happened; money only of accounts of this currency. */
export function pointsOf(statistics: Statistics, accounts: readonly Account[], currency: string): readonly Point[] {
  const step = stepMs[statistics.step];
  const from = Date.parse(statistics.from);
  const length = Math.round((Date.parse(statistics.to) - from) / step);
  const byStart = new Map<number, Bucket[]>();
  for (const bucket of statistics.buckets) {
    const at = Date.parse(bucket.start);
    byStart.set(at, [...(byStart.get(at) ?? []), bucket]);
  }
  return Array.from({ length }, (_, index) => {
    const at = from + index * step;
    const known = at + step > Date.parse(statistics.since);
    return { ...pointOf(at, byStart.get(at) ?? [], (id) => currencyOf(accounts, id) === currency), known };
  });
}

function pointOf(at: number, buckets: readonly Bucket[], isOurs: (account: number) => boolean): Omit<Point, "known"> {
  const ours = buckets.filter(({ account_id }) => isOurs(account_id));
  const stake = (status: "successful" | "failed" | "pending"): Money =>
    sumMoney(ours.map(({ marks }) => moneyFromWire(marks[status].stake)));
  return {
    at,
    bets: buckets.reduce((sum, { created }) => sum + created.count, 0),
    successful: stake("successful"),
    failed: stake("failed"),
    pending: stake("pending"),
    marks: ours.reduce((sum, { marks }) => sum + marks.successful.count + marks.failed.count + marks.pending.count, 0),
    latency: percentilesOf(buckets.map(({ latency }) => latency)),
  };
}

/** Percentiles cannot be averaged, but the histograms of several accounts can be added. */
export function percentilesOf(latencies: readonly Latency[]): Percentiles {
  const counts = new Map<number, number>();
  for (const { histogram } of latencies) {
    for (const { up_to_us, count } of histogram) {
      const bound = up_to_us ?? Number.POSITIVE_INFINITY;
      counts.set(bound, (counts.get(bound) ?? 0) + count);
    }
  }
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const share = (part: number): Share => {
    const rank = Math.ceil(part * total);
    let seen = 0;
    for (const [bound, count] of sorted) {
      seen += count;
      if (seen >= rank) return bound / 1000;
    }
    return null;
  };
  return { count: total, p50: share(0.5), p95: share(0.95), p99: share(0.99) };
}

/** Where the true rate lies with 95 % confidence, after Wilson; undefined without any bet. */
export function wilson(successful: number, n: number): { low: number; high: number } | undefined {
  if (n <= 0 || successful < 0 || successful > n) return undefined;
  const z = 1.96;
  const rate = successful / n;
  const middle = rate + (z * z) / (2 * n);
  const spread = z * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) };
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `940 ms`, `9.7 s`, `12 min`. */
export function formatLatency(ms: number | null): string {
  if (ms === null) return "–";
  if (ms === Number.POSITIVE_INFINITY) return "over 12 days";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  return ms < 3_600_000 ? `${Math.round(ms / 6000) / 10} min` : `${Math.round(ms / 360_000) / 10} h`;
}

/** For the height of a chart; figures in tables stay exact. */
export function plotted(amount: Money): number {
  return moneyToWire(amount);
}

/** What is open now, the largest first within its currency: amounts of different currencies have no order. */
export function exposures(
  figures: readonly AccountFigures[],
  accounts: readonly Account[],
): readonly { readonly id: number; readonly currency: string; readonly exposure: Figure; readonly share: number }[] {
  const rows = figures
    .map(({ account_id, exposure }) => ({ id: account_id, currency: currencyOf(accounts, account_id), exposure }))
    .filter(({ exposure }) => exposure.count > 0)
    .sort((a, b) => a.currency.localeCompare(b.currency) || b.exposure.stake - a.exposure.stake);
  const largest = new Map<string, number>();
  for (const { currency, exposure } of rows)
    largest.set(currency, Math.max(largest.get(currency) ?? 0, exposure.stake));
  return rows.map((row) => {
    const most = largest.get(row.currency) ?? 0;
    return { ...row, share: most === 0 ? 0 : row.exposure.stake / most };
  });
}

/** From when on the figures are complete, if that is within the window. */
export function incompleteBefore({ since, from }: Statistics): number | undefined {
  return Date.parse(since) > Date.parse(from) ? Date.parse(since) : undefined;
}

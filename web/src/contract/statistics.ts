// What happened per minute, hour or day and account. The sums of money have no limit, unlike all other money.
import { type Api, settle } from "./client";
import type { Outcome } from "./problem";

export type Step = "minute" | "hour" | "day";
export type Figure = { readonly count: number; readonly stake: number; readonly cost: number };
export type ByStatus = { readonly pending: Figure; readonly successful: Figure; readonly failed: Figure };
export type Latency = {
  readonly count: number;
  readonly p50_us: number | null;
  readonly p95_us: number | null;
  readonly p99_us: number | null;
  readonly histogram: readonly { readonly up_to_us: number | null; readonly count: number }[];
};
export type Figures = {
  readonly account_id: number;
  readonly created: Figure;
  readonly marks: ByStatus;
  readonly net: ByStatus;
  readonly latency: Latency;
};
export type Bucket = Figures & { readonly start: string };
export type AccountFigures = Figures & {
  readonly success: { readonly successful: number; readonly n: number };
  readonly exposure: Figure;
};
export type Statistics = {
  readonly step: Step;
  readonly from: string;
  readonly to: string;
  /** Complete from then on. */
  readonly since: string;
  readonly buckets: readonly Bucket[];
  readonly accounts: readonly AccountFigures[];
};

export type StatisticsQuery = {
  readonly from: string;
  readonly to: string;
  readonly step: Step;
  readonly account?: number;
};

export function readStatistics(api: Api, query: StatisticsQuery, signal: AbortSignal): Promise<Outcome<Statistics>> {
  // Not among the generated paths as long as the contract on this branch lacks it.
  const call = api.http.GET("/api/v1/statistics" as never, { params: { query }, signal } as never);
  return settle<Statistics>(call as Promise<{ data?: unknown; response: Response }>, signal);
}

// What happened per minute, hour or day and account. The sums of money have no limit, unlike all other money.
import { type Api, settle } from "./client";
import type { Outcome } from "./problem";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Step = Schemas["StatisticsStep"];
export type Figure = Schemas["Figure"];
export type Latency = Schemas["Latency"];
export type Statistics = Schemas["Statistics"];
export type Bucket = Statistics["buckets"][number];
export type AccountFigures = Statistics["accounts"][number];

export type StatisticsQuery = {
  readonly from: string;
  readonly to: string;
  readonly step: Step;
  readonly account?: number;
};

export function readStatistics(api: Api, query: StatisticsQuery, signal: AbortSignal): Promise<Outcome<Statistics>> {
  return settle<Statistics>(api.http.GET("/api/v1/statistics", { params: { query }, signal }), signal);
}

// What happened per minute, hour or day and account. The sums of money have no limit, unlike all other money.
import type { components, Statistics, StatisticsSearch } from "betstream-client/parts";
import type { Api } from "./client";
import type { Outcome } from "./problem";

type Schemas = components["schemas"];

export type { Statistics } from "betstream-client/parts";
export type Step = Schemas["StatisticsStep"];
export type Figure = Schemas["Figure"];
export type Latency = Schemas["Latency"];
export type Bucket = Statistics["buckets"][number];
export type AccountFigures = Statistics["accounts"][number];

export function readStatistics(api: Api, query: StatisticsSearch, signal: AbortSignal): Promise<Outcome<Statistics>> {
  return api.read<Statistics>("/api/v1/statistics", query, signal);
}

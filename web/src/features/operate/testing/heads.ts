// Batches for tests: only what a test says differs from the plain one.
import type { BatchHead, BatchStatus, Summary } from "@/contract/types";

export type HeadFields = {
  readonly account?: number;
  readonly status?: BatchStatus;
  readonly pending?: number;
  readonly successful?: number;
  readonly failed?: number;
  /** Milliseconds since 1970. */
  readonly start?: number;
  readonly name?: string;
};

export function aHead(id: number, fields: HeadFields = {}): BatchHead {
  const { account = 1, status = "active", start, name } = fields;
  const created = new Date(id * 1000).toISOString();
  return {
    id,
    account_id: account,
    status,
    completed: status === "submitted" || status === "completed",
    created_at: created,
    updated_at: created,
    version: 1,
    meta: {
      ...(start === undefined ? {} : { start_time: new Date(start).toISOString() }),
      ...(name === undefined ? {} : { name }),
    },
    summary: aSummary(fields),
  };
}

export function aSummary({ pending = 0, successful = 0, failed = 0 }: HeadFields): Summary {
  const totals = (count: number) => ({ count, stake: count * 10, cost: count * 2.5 });
  return {
    bets: pending + successful + failed,
    pending: totals(pending),
    successful: totals(successful),
    failed: totals(failed),
  };
}

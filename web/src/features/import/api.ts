// What is asked of the server before anything is created: whether it would take the batch, and whether it has it already.
import { useQuery } from "@tanstack/react-query";
import { newIntent } from "@/contract/intent";
import type { Outcome } from "@/contract/problem";
import type { BatchHead } from "@/contract/types";
import { useOpenBatches } from "@/live/hooks";
import type { Live } from "@/live/live";
import { useLive } from "@/live/live-context";
import type { Body } from "./body";
import { takeServerProblems } from "./draft-actions";
import { candidates, isIdentical } from "./identical";
import { placeProblems } from "./server-problems";
import { nextTask } from "./slices";

/** How far back an identical batch is looked for, and how many are compared bet by bet. */
const recentMax = 200;
const comparedMax = 5;

export class ServerSaid extends Error {
  constructor(
    message: string,
    readonly requestId?: string,
  ) {
    super(message);
  }
}

function dataOf<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "ok") return outcome.data;
  if (outcome.kind === "refused") throw new ServerSaid(outcome.problem.detail, outcome.problem.request_id);
  throw new ServerSaid(outcome.detail);
}

export type DryRunResult = {
  readonly accepted: boolean;
  /** What it said of the batch as a whole. */
  readonly problems: readonly string[];
};

/** The server's own check of the body. What it says of rows goes to the rows. */
export function useDryRun(accountId: number | undefined, body: Body | undefined) {
  const { api } = useLive();
  return useQuery({
    queryKey: ["import-check", accountId, body?.revision],
    enabled: accountId !== undefined && body !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<DryRunResult> => {
      if (accountId === undefined || body === undefined) throw new Error("nothing to check");
      await nextTask();
      signal.throwIfAborted();
      const outcome = await api.checkBatch(newIntent(), accountId, body.batch(), { signal });
      if (outcome.kind !== "refused" || outcome.problem.status !== 422) {
        dataOf(outcome);
        return { accepted: true, problems: [] };
      }
      const placed = placeProblems(outcome.problem, body.checked.valid, body.checked.rows);
      takeServerProblems(body.checked, placed.rows);
      return { accepted: false, problems: placed.batch };
    },
  });
}

/** Recent batches of the account with exactly these bets, newest first. Asked anew when the open batches change. */
export function useIdenticalBatches(accountId: number | undefined, body: Body | undefined) {
  const live = useLive();
  const open = useOpenBatches(accountId ?? 0);
  const newest = open.reduce((most, { id }) => Math.max(most, id), 0);
  return useQuery({
    queryKey: ["import-identical", accountId, body?.revision, newest],
    enabled: accountId !== undefined && body !== undefined,
    gcTime: 0,
    queryFn: ({ signal }) =>
      accountId === undefined || body === undefined ? [] : identical(live, accountId, body, signal),
  });
}

async function identical({ api }: Live, accountId: number, body: Body, signal: AbortSignal) {
  const { stake, cost } = body.checked;
  if (stake === undefined || cost === undefined) return [];
  const heads = dataOf(await api.batches(accountId, { limit: recentMax }, signal));
  const alike = candidates(heads, { bets: body.checked.valid.length, stake, cost }).slice(0, comparedMax);
  const found: BatchHead[] = [];
  for (const head of alike) {
    const batch = await api.batch({ accountId, batchId: head.id }, signal);
    if (batch.kind === "ok" && isIdentical(batch.data, body.batch().bets)) found.push(head);
  }
  return found;
}

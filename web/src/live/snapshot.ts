// Reads the whole state: accounts, the batches that are not completed, and the bets of those that are looked at. Each read
// is as of its own event; replaying the log from the oldest of them brings all of it to the present, because entities
// never go back to an older version.
import type { Api } from "@/contract/client";
import { parseCursor } from "@/contract/cursor";
import type { Outcome, Refused, Unknown } from "@/contract/problem";
import type { Account, Batch, BatchHead, BatchRef, BatchStatus } from "@/contract/types";
import type { Snapshot } from "./store";

const unfinished: readonly BatchStatus[] = ["created", "active", "submitted"];
/** Requests at the same time. */
const readersMax = 4;

export type SnapshotOutcome = { readonly kind: "ok"; readonly snapshot: Snapshot } | Refused | Unknown;

class Failed extends Error {
  constructor(readonly outcome: Refused | Unknown) {
    super(outcome.kind);
  }
}

/** `viewed` is asked again at the end: what somebody began to look at meanwhile is part of the snapshot. */
export async function loadSnapshot(
  api: Api,
  viewed: () => readonly BatchRef[],
  signal: AbortSignal,
): Promise<SnapshotOutcome> {
  const cursors: string[] = [];
  const read = <T>(outcome: Outcome<T>): T => {
    if (outcome.kind !== "ok") throw new Failed(outcome);
    cursors.push(outcome.cursor);
    return outcome.data;
  };
  try {
    const accounts = read<readonly Account[]>(await api.accounts(signal));
    const heads: BatchHead[] = [];
    await inParallel(accounts, async ({ id }) => {
      heads.push(...(await loadHeads(api, id, cursors, signal)));
    });
    const batches = new Map<number, Batch | undefined>();
    const isMissing = ({ batchId }: BatchRef) => !batches.has(batchId);
    for (let missing = viewed(); missing.length > 0; missing = viewed().filter(isMissing)) {
      await inParallel(missing, async (at) => {
        const outcome = await api.batch(at, signal);
        batches.set(at.batchId, isGone(outcome) ? undefined : read(outcome));
      });
    }
    const found = [...batches.values()].filter((batch) => batch !== undefined);
    return { kind: "ok", snapshot: { cursor: oldest(cursors), accounts, heads, batches: found } };
  } catch (error) {
    if (error instanceof Failed) return error.outcome;
    throw error;
  }
}

async function loadHeads(api: Api, accountId: number, cursors: string[], signal: AbortSignal) {
  const heads: BatchHead[] = [];
  for (let page: string | undefined; ; ) {
    const outcome = await api.batches(accountId, { status: unfinished, ...(page && { cursor: page }) }, signal);
    if (isGone(outcome)) return []; // deleted meanwhile; the event of it is replayed
    if (outcome.kind !== "ok") throw new Failed(outcome);
    cursors.push(outcome.cursor);
    heads.push(...outcome.data);
    page = outcome.next;
    if (page === undefined) return heads;
  }
}

function isGone(outcome: Outcome<unknown>): boolean {
  return outcome.kind === "refused" && outcome.problem.code === "not_found";
}

async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: readersMax }, worker));
}

/** The oldest cursor. Reads of different histories cannot be put together. */
function oldest(cursors: readonly string[]): string {
  let least: { epoch: string; seq: number } | undefined;
  for (const cursor of cursors) {
    const place = parseCursor(cursor);
    if (place === undefined || (least !== undefined && place.epoch !== least.epoch)) {
      const detail = place === undefined ? "an answer has no cursor" : "the history changed while it was read";
      throw new Failed({ kind: "unknown", why: "server", detail, retryAfterMs: null });
    }
    if (least === undefined || place.seq < least.seq) least = place;
  }
  if (least === undefined) throw new Error("a snapshot has at least one read");
  return `${least.epoch}-${least.seq}`;
}

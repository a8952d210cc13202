// What the server said last, entity by entity. No guess of ours ever enters here: those lie over it, in the overlay.
// Late and repeated news is ignored: an entity never goes back to an older version. Work per event is bounded by the
// entities that it touches.
import type { Account, Batch, BatchHead, BatchNow, Bet } from "@/contract/types";
import { inStartOrder, isOpen } from "./batch-order";
import type { Topics } from "./topics";

/** What is left of a deleted account. */
export type Tombstone = {
  readonly name: string | undefined;
  readonly by: string | undefined;
  readonly at: string | undefined;
};

export type BetsLoad =
  | { readonly state: "idle" | "loading"; readonly pids: readonly number[] }
  | { readonly state: "loaded"; readonly pids: readonly number[] }
  | { readonly state: "failed"; readonly pids: readonly number[]; readonly why: string; readonly requestId: string };

/** The whole state as a number of reads told it; see snapshot.ts. */
export type Snapshot = {
  /** Replaying the log after this event on top of it gives the present. */
  readonly cursor: string;
  readonly accounts: readonly Account[];
  /** The batches that are not completed, of all accounts. */
  readonly heads: readonly BatchHead[];
  /** Batches with their bets: those that are being looked at. */
  readonly batches: readonly Batch[];
};

const idle: BetsLoad = { state: "idle", pids: [] };
const none: readonly BatchHead[] = [];

export class LiveStore {
  private readonly accounts = new Map<number, Account>();
  private readonly heads = new Map<number, BatchHead>();
  private readonly bets = new Map<number, Bet>();
  private readonly loads = new Map<number, BetsLoad>();
  private readonly tombstones = new Map<number, Tombstone>();
  private readonly unfinished = new Map<number, Set<number>>();
  private readonly openCounts = new Map<number, number>();
  private accountList: readonly Account[] | undefined;
  private readonly sortedHeads = new Map<number, readonly BatchHead[]>();
  private ready = false;

  constructor(private readonly topics: Topics) {}

  /** False until the first snapshot. */
  isReady = (): boolean => this.ready;
  account = (id: number): Account | undefined => this.accounts.get(id);
  tombstone = (id: number): Tombstone | undefined => this.tombstones.get(id);
  head = (id: number): BatchHead | undefined => this.heads.get(id);
  bet = (pid: number): Bet | undefined => this.bets.get(pid);
  load = (batchId: number): BetsLoad => this.loads.get(batchId) ?? idle;
  loadedBatches = (): IterableIterator<number> => this.loads.keys();

  /** Newest first, as the server lists them. The same array until it changes. */
  allAccounts = (): readonly Account[] => {
    this.accountList ??= [...this.accounts.values()].sort((a, b) => b.id - a.id);
    return this.accountList;
  };

  /** Batches that are not completed, in start order. The same array until one of them changes. */
  openBatches = (accountId: number): readonly BatchHead[] => {
    const ids = this.unfinished.get(accountId);
    if (ids === undefined) return none;
    let sorted = this.sortedHeads.get(accountId);
    if (sorted === undefined) {
      sorted = [...ids].flatMap((id) => this.heads.get(id) ?? []).sort(inStartOrder);
      this.sortedHeads.set(accountId, sorted);
    }
    return sorted;
  };

  putAccount(account: Account): void {
    const had = this.accounts.get(account.id);
    if (this.tombstones.has(account.id) || (had !== undefined && account.version <= had.version)) return;
    this.setAccount({ ...account, open_batches: this.openCounts.get(account.id) ?? 0 });
  }

  /** Deletion is final: ids are never used again. */
  dropAccount(id: number, by: string | undefined, at: string | undefined): void {
    if (this.tombstones.has(id)) return;
    this.tombstones.set(id, { name: this.accounts.get(id)?.name, by, at });
    this.accounts.delete(id);
    for (const batchId of [...(this.unfinished.get(id) ?? [])]) this.dropHead(batchId);
    this.touchAccount(id);
  }

  putHead(head: BatchHead): void {
    const had = this.heads.get(head.id);
    if (this.tombstones.has(head.account_id) || (had !== undefined && head.version <= had.version)) return;
    this.setHead(head);
  }

  /** The part of a head that events of bets carry. Without the rest of it there is nothing to show. */
  putBatchNow(now: BatchNow): void {
    const had = this.heads.get(now.id);
    if (had === undefined || now.version <= had.version) return;
    this.setHead({ ...had, ...now, completed: !isOpen(now.status) });
  }

  /** Bets of batches that nobody looked at are not kept: they are read whole when somebody does. */
  putBet(bet: Bet): void {
    if (!this.loads.has(bet.batch_id)) return;
    const had = this.bets.get(bet.pid);
    if (had !== undefined && bet.version <= had.version) return;
    this.bets.set(bet.pid, bet);
    this.topics.touch(`bet:${bet.pid}`);
  }

  /** From here on events of these bets are kept, so that an answer that is older than they are cannot undo them. */
  beginLoad(batchId: number): void {
    if (this.load(batchId).state === "loaded") return;
    this.setLoad(batchId, { state: "loading", pids: [] });
  }

  failLoad(batchId: number, why: string, requestId: string): void {
    if (this.load(batchId).state !== "loaded") this.setLoad(batchId, { state: "failed", pids: [], why, requestId });
  }

  putBatch(batch: Batch): void {
    const { bets, ...head } = batch;
    this.putHead(head);
    if (!this.loads.has(batch.id)) this.loads.set(batch.id, { state: "loading", pids: [] });
    for (const bet of bets) this.putBet(bet);
    if (this.load(batch.id).state !== "loaded")
      this.setLoad(batch.id, { state: "loaded", pids: bets.map((bet) => bet.pid) });
  }

  /** Forgets the bets of a batch; its head stays. */
  evictBets(batchId: number): void {
    const { pids } = this.load(batchId);
    if (!this.loads.delete(batchId)) return;
    for (const pid of pids) this.forgetBet(pid);
    // Bets that events brought during a load that never ended.
    if (pids.length === 0) for (const bet of this.bets.values()) if (bet.batch_id === batchId) this.forgetBet(bet.pid);
    this.topics.touch(`bets:${batchId}`);
  }

  /** Forgets a batch that is closed and that nobody looks at. */
  dropHead(batchId: number): void {
    const had = this.heads.get(batchId);
    if (had === undefined) return;
    this.heads.delete(batchId);
    this.unfinished.get(had.account_id)?.delete(batchId);
    this.countOpen(had.account_id, had, undefined);
    this.touchHead(had);
  }

  /**
   * Takes a snapshot in one step. With the same history the newer version of each entity wins, as ever; after history
   * was restored versions mean nothing, and what the snapshot says is all there is.
   */
  swap(snapshot: Snapshot, sameHistory: boolean): void {
    const listed = new Set(snapshot.accounts.map((account) => account.id));
    const open = new Set(snapshot.heads.map((head) => head.id));
    const kept = new Set(snapshot.batches.map((batch) => batch.id));
    if (!sameHistory) {
      this.tombstones.clear();
      for (const head of [...this.heads.values()]) this.dropHead(head.id);
      this.accounts.clear();
      for (const bet of this.bets.values()) this.topics.touch(`bet:${bet.pid}`);
      this.bets.clear();
    }
    for (const id of [...this.accounts.keys()]) if (!listed.has(id)) this.forgetAccount(id);
    for (const head of [...this.heads.values()]) {
      if (head.status !== "completed" && !open.has(head.id) && !kept.has(head.id)) this.dropHead(head.id);
    }
    for (const id of [...this.loads.keys()]) if (!kept.has(id)) this.evictBets(id);
    for (const head of snapshot.heads) this.putHead(head);
    for (const account of snapshot.accounts) this.putAccount(account);
    for (const batch of snapshot.batches) {
      this.loads.set(batch.id, { state: "loading", pids: [] });
      this.putBatch(batch);
    }
    this.ready = true;
    this.accountList = undefined;
    this.topics.touch("accounts");
    this.topics.touch("ready");
  }

  /** An account that a snapshot no longer lists. If it was made after that snapshot, its event brings it back. */
  private forgetAccount(id: number): void {
    this.accounts.delete(id);
    for (const batchId of [...(this.unfinished.get(id) ?? [])]) this.dropHead(batchId);
    this.touchAccount(id);
  }

  private setAccount(account: Account): void {
    this.accounts.set(account.id, account);
    this.touchAccount(account.id);
  }

  private setHead(head: BatchHead): void {
    this.countOpen(head.account_id, this.heads.get(head.id), head);
    this.heads.set(head.id, head);
    const ids = this.unfinished.get(head.account_id) ?? new Set();
    this.unfinished.set(head.account_id, ids);
    if (head.status === "completed") ids.delete(head.id);
    else ids.add(head.id);
    this.touchHead(head);
  }

  private touchHead(head: BatchHead): void {
    this.sortedHeads.delete(head.account_id);
    this.topics.touch(`batch:${head.id}`);
    this.topics.touch(`batches:${head.account_id}`);
  }

  private touchAccount(id: number): void {
    this.accountList = undefined;
    this.topics.touch(`account:${id}`);
    this.topics.touch("accounts");
  }

  /** The count of open batches is of our heads: an account's version does not move with it. */
  private countOpen(accountId: number, before: BatchHead | undefined, after: BatchHead | undefined): void {
    const opened = Number(isOpen(after?.status ?? "completed")) - Number(isOpen(before?.status ?? "completed"));
    if (opened === 0) return;
    const count = (this.openCounts.get(accountId) ?? 0) + opened;
    this.openCounts.set(accountId, count);
    const account = this.accounts.get(accountId);
    if (account !== undefined) this.setAccount({ ...account, open_batches: count });
  }

  private setLoad(batchId: number, load: BetsLoad): void {
    this.loads.set(batchId, load);
    this.topics.touch(`bets:${batchId}`);
  }

  private forgetBet(pid: number): void {
    this.bets.delete(pid);
    this.topics.touch(`bet:${pid}`);
  }
}

// Everything that an operator can do. Marks and edits are shown at once and can be undone; decisions are shown when the
// server has confirmed them. Nothing here is queued while offline.
import type { Api } from "@/contract/client";
import type { Intent } from "@/contract/intent";
import type {
  Account,
  BatchHead,
  BatchRef,
  BetChange,
  BetStatus,
  CreatedBatch,
  DryRun,
  NewAccount,
  NewBatch,
  Submission,
} from "@/contract/types";
import { type Blocked, type Decision, type DecisionOptions, untilKnown } from "./decisions";
import { type Done, judgeUndo } from "./history";
import type { LinkState } from "./link-state";
import type { Overlay, Wish } from "./overlay";
import type { LiveStore } from "./store";

export type Chosen = {
  readonly pid: number;
  /** The version that it was chosen by, for a selection that was made earlier (R7). */
  readonly version?: number;
};

export type Marked = { readonly kind: "done"; readonly count: number } | Blocked;
/** `skipped` bets were changed by somebody else since. */
export type Undone =
  | { readonly kind: "done"; readonly count: number; readonly skipped: number; readonly entry: Done }
  | { readonly kind: "refused"; readonly why: string };

export type ActionPorts = {
  readonly api: Api;
  readonly store: LiveStore;
  readonly overlay: Overlay;
  readonly link: LinkState;
  /** A decision is under way (+1) or ended (-1): the page asks before it closes. */
  readonly deciding: (change: 1 | -1) => void;
  readonly closed: () => void;
};

export class Actions {
  constructor(private readonly ports: ActionPorts) {}

  /** Marks bets of one batch: instantly on the screen, one request, one step of undo. */
  mark(at: BatchRef, bets: readonly Chosen[], status: BetStatus): Marked {
    return this.change(at, bets, { status });
  }

  /** Note, reference or cost of one bet. */
  edit(at: BatchRef, bet: Chosen, change: BetChange): Marked {
    return this.change(at, [bet], change);
  }

  /** Takes back the last thing that was done, as a new write. Refuses if somebody changed it since. */
  undo(): Undone {
    return this.takeBack(this.ports.overlay.history.takeUndo(), "undo");
  }

  redo(): Undone {
    return this.takeBack(this.ports.overlay.history.takeRedo(), "redo");
  }

  /** A conflict: lets the other's value stand. */
  keepTheirs(pid: number): void {
    this.ports.overlay.keep(pid);
  }

  /** A conflict: writes mine over what is there now, as a new versioned write. */
  override(at: BatchRef, pid: number): Marked {
    const conflict = this.ports.overlay.conflict(pid);
    return conflict === undefined ? { kind: "done", count: 0 } : this.change(at, [{ pid }], conflict.mine);
  }

  /** A refused write: tries the same again as a new intent. */
  retry(at: BatchRef, pid: number): Marked {
    const error = this.ports.overlay.error(pid);
    return error === undefined ? { kind: "done", count: 0 } : this.change(at, [{ pid }], error.change);
  }

  dismiss(pid: number): void {
    this.ports.overlay.dismiss(pid);
  }

  /** What is not known is asked again now, with the same keys. */
  askNow(): void {
    this.ports.overlay.retryNow();
  }

  /** Why this batch cannot be submitted now; undefined when it can. */
  submitBlock(batchId: number): string | undefined {
    const { locks } = this.ports.link.fresh();
    if (locks.decide !== undefined) return locks.decide;
    const open = this.ports.overlay.openIn(batchId);
    if (open > 0) return `${open} ${open === 1 ? "change is" : "changes are"} not confirmed yet.`;
    return undefined;
  }

  /** Submits; `expect` are the counts of the review. The intent is made when the review opens: one review, one submit. */
  async submit(
    intent: Intent,
    at: BatchRef,
    body: Submission,
    options?: DecisionOptions,
  ): Promise<Decision<BatchHead>> {
    const why = this.submitBlock(at.batchId);
    if (why !== undefined) return { kind: "blocked", why };
    const decision = await this.head(() => this.ports.api.submit(intent, at, body, options), options);
    this.ports.closed();
    return decision;
  }

  activate(intent: Intent, at: BatchRef, options?: DecisionOptions): Promise<Decision<BatchHead>> {
    return this.head(() => this.ports.api.activate(intent, at, options), options);
  }

  reopen(intent: Intent, at: BatchRef, reason: string, options?: DecisionOptions): Promise<Decision<BatchHead>> {
    return this.head(() => this.ports.api.reopen(intent, at, reason, options), options);
  }

  /** A JSON merge patch of the meta; `version` is the one that the form was opened with. */
  patchMeta(intent: Intent, at: BatchRef, meta: Record<string, unknown>, version: number, options?: DecisionOptions) {
    return this.head(() => this.ports.api.patchMeta(intent, at, meta, { ...options, version }), options);
  }

  createAccount(intent: Intent, body: NewAccount, options?: DecisionOptions): Promise<Decision<Account>> {
    return this.account(() => this.ports.api.createAccount(intent, body, options), options);
  }

  replaceAccount(intent: Intent, id: number, body: NewAccount, version: number, options?: DecisionOptions) {
    return this.account(() => this.ports.api.replaceAccount(intent, id, body, { ...options, version }), options);
  }

  deleteAccount(intent: Intent, id: number, version: number, options?: DecisionOptions): Promise<Decision<undefined>> {
    return this.decide(() => this.ports.api.deleteAccount(intent, id, { ...options, version }), options);
  }

  /** Checks a batch with the server and stores nothing. */
  checkBatch(intent: Intent, accountId: number, body: NewBatch, options?: DecisionOptions): Promise<Decision<DryRun>> {
    return untilKnown(() => this.ports.api.checkBatch(intent, accountId, body, options), options);
  }

  createBatch(
    intent: Intent,
    accountId: number,
    body: NewBatch,
    options?: DecisionOptions,
  ): Promise<Decision<CreatedBatch>> {
    return this.decide(() => this.ports.api.createBatch(intent, accountId, body, options), options);
  }

  private change(at: BatchRef, bets: readonly Chosen[], change: BetChange): Marked {
    const { locks } = this.ports.link.fresh();
    const why = bets.length > 1 ? locks.decide : locks.mark;
    if (why !== undefined) return { kind: "blocked", why };
    const wishes = bets.map(
      ({ pid, version }): Wish => ({ pid, change, ...(version === undefined ? {} : { from: version }) }),
    );
    return { kind: "done", count: this.ports.overlay.intend(at, wishes) };
  }

  private takeBack(done: Done | undefined, kind: "undo" | "redo"): Undone {
    if (done === undefined) return { kind: "refused", why: `There is nothing to ${kind}.` };
    const { overlay, store, link } = this.ports;
    const why = link.fresh().locks.mark;
    if (why !== undefined) {
      overlay.history.putBack(done);
      return { kind: "refused", why };
    }
    const { free, changed } = judgeUndo(done, store.bet);
    const count = overlay.intend(
      done.at,
      free.map(({ pid, back }) => ({ pid, change: back })),
      kind,
    );
    if (count > 0) return { kind: "done", count, skipped: changed.length, entry: done };
    return { kind: "refused", why: refusal(changed.length, changed[0] && store.bet(changed[0].pid)?.updated_by) };
  }

  private async head(send: () => ReturnType<Api["submit"]>, options?: DecisionOptions): Promise<Decision<BatchHead>> {
    const decision = await this.decide(send, options);
    if (decision.kind === "ok") this.ports.store.putHead(decision.data);
    return decision;
  }

  private async account(
    send: () => ReturnType<Api["createAccount"]>,
    options?: DecisionOptions,
  ): Promise<Decision<Account>> {
    const decision = await this.decide(send, options);
    if (decision.kind === "ok") this.ports.store.putAccount(decision.data);
    return decision;
  }

  private async decide<T>(send: Parameters<typeof untilKnown<T>>[0], options?: DecisionOptions): Promise<Decision<T>> {
    const why = this.ports.link.fresh().locks.decide;
    if (why !== undefined) return { kind: "blocked", why };
    this.ports.deciding(1);
    try {
      return await untilKnown(send, options);
    } finally {
      this.ports.deciding(-1);
    }
  }
}

function refusal(count: number, who: string | undefined): string {
  if (count === 0) return "There is nothing to undo: the bets are as they were before.";
  const what = count === 1 ? "the bet" : `the ${count} bets`;
  return `Not undone: ${who ?? "somebody"} changed ${what} since.`;
}

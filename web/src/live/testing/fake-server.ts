// A server in memory with the rules that the console depends on: versions, idempotency keys, a dense log, a stream with
// resume and reset. And with faults, which is what it is for.
import type { Account, Batch, BatchHead, BatchStatus, Bet, BetChange, ServerEvent, Summary } from "@/contract/types";

export type StreamFault = "drop" | "repeat" | "late" | "none";
export type WriteFault = "lose_request" | "lose_answer" | "overloaded" | "none";

type Stream = { readonly send: (text: string) => void; readonly end: () => void };
type NewEvent = ServerEvent extends infer E
  ? E extends ServerEvent
    ? Omit<E, "seq" | "account_seq" | "at">
    : never
  : never;

const pingMs = 2_000;
const noTotals = { count: 0, stake: 0, cost: 0 };
const json = (body: unknown, status: number, headers: Record<string, string>) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

export class FakeServer {
  epoch = "e1";
  floor = 1;
  log: ServerEvent[] = [];
  readonly accounts = new Map<number, Account>();
  readonly heads = new Map<number, BatchHead>();
  readonly bets = new Map<number, Bet>();
  /** What is done to the next frames and writes; then all is well again. */
  streamFaults: StreamFault[] = [];
  writeFaults: WriteFault[] = [];
  /** How long the next answers are on their way, after the server has done its part. */
  answerDelays: number[] = [];
  /** What a client must not do: one intent under two keys, or one key for two requests. */
  readonly violations: string[] = [];
  /** While set, every request fails. */
  isDown = false;
  /** A dead connection that nobody closed: nothing comes any more. */
  isSilent = false;
  /** Answers to these wait until they are let go. */
  readonly held: (() => void)[] = [];
  holdBatches = false;
  /** How often each path was asked for. */
  readonly asked: string[] = [];
  writes = 0;
  private readonly intents = new Map<string, string>();
  private readonly answers = new Map<string, { status: number; body: unknown }>();
  private readonly streams = new Set<Stream>();
  private late: string[] = [];
  private nextPid = 1;

  openStreams = (): number => this.streams.size;

  addAccount(id: number): void {
    const at = this.now();
    const account = {
      id,
      name: `A${id}`,
      hostname: "h",
      currency: "EUR",
      version: 1,
      open_batches: 0,
      created_at: at,
      updated_at: at,
    };
    this.accounts.set(id, account);
    this.emit({ type: "account_created", account_id: id, account });
  }

  addBatch(accountId: number, id: number, bets: number): readonly number[] {
    const at = this.now();
    const pids = Array.from({ length: bets }, () => this.nextPid++);
    for (const [index, pid] of pids.entries()) {
      const bet = { pid, id: index + 1, selection: "1/2", stake: 2, cost: 1, status: "pending" as const, batch_id: id };
      this.bets.set(pid, { ...bet, version: 1, updated_at: at });
    }
    const head: BatchHead = {
      id,
      account_id: accountId,
      meta: {},
      status: "created",
      completed: false,
      version: 1,
      created_at: at,
      updated_at: at,
      summary: this.summary(id),
    };
    this.heads.set(id, head);
    this.emit({ type: "batch_created", account_id: accountId, batch: this.batch(id) });
    return pids;
  }

  batch(id: number): Batch {
    const head = this.heads.get(id);
    if (head === undefined) throw new Error(`no batch ${id}`);
    return { ...head, bets: this.betsOf(id) };
  }

  betsOf(id: number): readonly Bet[] {
    return [...this.bets.values()].filter((bet) => bet.batch_id === id);
  }

  account(id: number): Account {
    const account = this.accounts.get(id);
    if (account === undefined) throw new Error(`no account ${id}`);
    const open = [...this.heads.values()].filter((head) => head.account_id === id && !head.completed);
    return { ...account, open_batches: open.length };
  }

  removeAccount(id: number): void {
    this.accounts.delete(id);
    for (const head of [...this.heads.values()]) if (head.account_id === id) this.heads.delete(head.id);
    this.emit({ type: "account_deleted", account_id: id, id, actor: "MK" });
  }

  /** What somebody else, or a request, does to bets of one batch. Answers the refusal where there is one. */
  change(
    pid: number,
    change: BetChange,
    version: number | undefined,
    by: string,
    requestId?: string,
  ): Bet | "stale" | "closed" {
    const bet = this.bets.get(pid);
    const head = bet && this.heads.get(bet.batch_id);
    if (bet === undefined || head === undefined) throw new Error(`no bet ${pid}`);
    if (version !== undefined && version !== bet.version) return "stale";
    if (change.status === undefined || change.status === bet.status) return bet;
    if (head.completed) return "closed";
    const after: Bet = {
      ...bet,
      status: change.status,
      version: bet.version + 1,
      updated_at: this.now(),
      updated_by: by,
    };
    this.bets.set(pid, after);
    const batch = this.touchHead(head, "active");
    const origin = { actor: by, ...(requestId === undefined ? {} : { request_id: requestId }) };
    this.emit({ type: "bet_status_updated", account_id: head.account_id, bet: after, batch, ...origin });
    return after;
  }

  setStatus(batchId: number, status: BatchStatus, by: string): void {
    const head = this.heads.get(batchId);
    if (head === undefined || head.status === status) return;
    const batch = this.touchHead(head, status);
    const common = { account_id: head.account_id, actor: by, batch };
    if (status === "completed") this.emit({ type: "batch_completed", id: batchId, ...common });
    else if (status === "submitted") this.emit({ type: "batch_submitted", ...common });
    else this.emit({ type: "batch_reopened", reason: "why", ...common });
  }

  /** A restore of an older state: another history, in which versions went back. */
  restore(): void {
    this.epoch = `${this.epoch}x`;
    for (const bet of this.bets.values())
      if (bet.version > 1) this.bets.set(bet.pid, { ...bet, version: 1, status: "pending" });
    for (const head of this.heads.values())
      this.heads.set(head.id, { ...head, version: 1, summary: this.summary(head.id) });
    this.answers.clear();
    this.cut();
  }

  /** Every stream ends, as when a proxy restarts. */
  cut(): void {
    for (const stream of [...this.streams]) stream.end();
  }

  ping(): void {
    for (const stream of this.streams) this.pingOne(stream);
  }

  fetch = async (input: string | Request, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request ? input : new Request(input, init);
    const { pathname, searchParams } = new URL(request.url);
    this.asked.push(`${request.method} ${pathname}`);
    await new Promise((wake) => setTimeout(wake, 5));
    if (this.isDown) throw new TypeError("fetch failed");
    if (pathname === "/sse") return this.stream(request.headers.get("Last-Event-ID"), request.signal);
    const body: unknown = request.method === "GET" ? undefined : JSON.parse((await request.text()) || "{}");
    const answer = request.method === "GET" ? this.read(pathname, searchParams) : this.write(request, pathname, body);
    await new Promise((wake) => setTimeout(wake, this.answerDelays.shift() ?? 0));
    if (this.holdBatches && /batches\/\d+$/.test(pathname)) await this.hold(request.signal);
    return answer;
  };

  private pingOne(stream: Stream): void {
    const data = { seq: this.log.length, server_time: this.now() };
    stream.send(this.frame("ping", this.log.length, data));
  }

  private hold(signal: AbortSignal): Promise<void> {
    return new Promise((go, fail) => {
      this.held.push(go);
      signal.addEventListener("abort", () => fail(new DOMException("aborted", "AbortError")));
    });
  }

  private read(path: string, query: URLSearchParams): Response {
    const headers = { "BetStream-Cursor": `${this.epoch}-${this.log.length}` };
    if (path === "/api/v1/accounts") {
      return json(
        [...this.accounts.keys()].sort((a, b) => b - a).map((id) => this.account(id)),
        200,
        headers,
      );
    }
    if (path === "/api/v1/events") return this.page(query);
    const [, accountId, , batchId] = /accounts\/(\d+)\/batches(\/(\d+))?$/.exec(path) ?? [];
    if (batchId !== undefined && this.heads.has(Number(batchId)))
      return json(this.batch(Number(batchId)), 200, headers);
    if (batchId !== undefined || !this.accounts.has(Number(accountId))) return this.problem(404, "not_found");
    const wanted = query.get("status")?.split(",") ?? [];
    const heads = [...this.heads.values()].filter(
      (head) => head.account_id === Number(accountId) && wanted.includes(head.status),
    );
    return json(heads, 200, headers);
  }

  private page(query: URLSearchParams): Response {
    const [epoch, seq] = (query.get("since") ?? "").split("-");
    if (epoch !== this.epoch || Number(seq) + 1 < this.floor) return this.problem(410, "cursor_expired");
    const events = this.log.slice(Number(seq), Number(seq) + Number(query.get("limit") ?? 100));
    const next = `${this.epoch}-${events.at(-1)?.seq ?? seq}`;
    return json({ epoch, events, floor: this.floor, head: `${this.epoch}-${this.log.length}`, next }, 200, {});
  }

  private write(request: Request, path: string, body: unknown): Response {
    const fault = this.writeFaults.shift() ?? "none";
    if (fault === "lose_request") throw new TypeError("fetch failed");
    if (fault === "overloaded") return this.problem(503, "overloaded");
    const key = request.headers.get("Idempotency-Key") ?? "";
    this.judge(key, request.headers.get("X-Request-Id") ?? "", JSON.stringify([path, body]));
    const had = this.answers.get(key);
    const answer = had ?? this.perform(request, path, body);
    if (answer.status < 500) this.answers.set(key, answer);
    if (fault === "lose_answer") throw new TypeError("fetch failed");
    const cursor = { "BetStream-Cursor": `${this.epoch}-${this.log.length}` };
    return json(answer.body, answer.status, had === undefined ? cursor : { ...cursor, "Idempotency-Replayed": "true" });
  }

  private judge(key: string, requestId: string, what: string): void {
    for (const [name, value] of [
      [`key ${key}`, what],
      [`request ${requestId}`, key],
    ] as const) {
      const had = this.intents.get(name) ?? value;
      if (had !== value) this.violations.push(`${name}: ${had}, then ${value}`);
      this.intents.set(name, had);
    }
  }

  private perform(request: Request, path: string, body: unknown): { status: number; body: unknown } {
    ++this.writes;
    const id = request.headers.get("X-Request-Id") ?? "";
    const actor = request.headers.get("BetStream-Actor") ?? "";
    const single = /bets\/(\d+)$/.exec(path)?.[1];
    const version = Number(request.headers.get("If-Match")?.replaceAll('"', "") ?? Number.NaN);
    if (single !== undefined)
      return this.mark(Number(single), body, Number.isNaN(version) ? undefined : version, actor, id);
    if (path.endsWith("/bets") && Array.isArray(body)) {
      const results = body.map((item) => {
        const { status, body: said } = this.mark(item.pid, item, item.version, actor, id);
        return { pid: item.pid, status, bet: this.bets.get(item.pid), ...(status === 200 ? {} : { error: said }) };
      });
      return { status: 207, body: results };
    }
    const batchId = Number(/batches\/(\d+)/.exec(path)?.[1]);
    if (path.endsWith("/submit")) this.setStatus(batchId, "submitted", actor);
    return { status: 200, body: this.heads.get(batchId) };
  }

  private mark(pid: number, body: unknown, version: number | undefined, by: string, requestId: string) {
    const result = this.change(pid, body as BetChange, version, by, requestId);
    if (result === "closed") return { status: 409, body: this.problemBody(409, "invalid_transition") };
    if (result !== "stale") return { status: 200, body: result };
    return { status: 412, body: { ...this.problemBody(412, "version_conflict"), current: this.bets.get(pid) } };
  }

  private stream(since: string | null, signal: AbortSignal): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const encoder = new TextEncoder();
        const stream: Stream = {
          send: (text) => controller.enqueue(encoder.encode(text)),
          end: () => {
            clearInterval(beat);
            if (this.streams.delete(stream)) controller.close();
          },
        };
        const beat = setInterval(() => this.isSilent || this.pingOne(stream), pingMs);
        this.streams.add(stream);
        signal.addEventListener("abort", () => {
          clearInterval(beat);
          if (this.streams.delete(stream)) controller.error(new DOMException("aborted", "AbortError"));
        });
        const hello = {
          epoch: this.epoch,
          head: this.log.length,
          floor: this.floor,
          ping_ms: pingMs,
          server_time: this.now(),
        };
        stream.send(`retry: 1000\n\nevent: hello\ndata: ${JSON.stringify(hello)}\n\n`);
        const [epoch, seq] = (since ?? "").split("-");
        if (epoch !== this.epoch || Number(seq) + 1 < this.floor || Number(seq) > this.log.length) {
          const reason = epoch === this.epoch ? "expired" : "other_epoch";
          stream.send(this.frame("reset", this.log.length, { reason, floor: this.floor, head: this.log.length }));
        } else for (const event of this.log.slice(Number(seq))) stream.send(this.frame(event.type, event.seq, event));
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  private emit(event: NewEvent): void {
    const whole = { ...event, seq: this.log.length + 1, account_seq: 1, at: this.now() } as ServerEvent;
    this.log.push(whole);
    const frame = this.frame(whole.type, whole.seq, whole);
    const fault = this.streamFaults.shift() ?? "none";
    const frames =
      fault === "drop"
        ? []
        : fault === "repeat"
          ? [frame, frame]
          : fault === "late"
            ? []
            : [frame, ...this.late.splice(0)];
    if (fault === "late") this.late.push(frame);
    if (this.isSilent) return;
    for (const stream of this.streams) for (const text of frames) stream.send(text);
  }

  private touchHead(head: BatchHead, status: BatchStatus): BatchHead {
    const completed = status === "submitted" || status === "completed";
    const summary = this.summary(head.id);
    const after = { ...head, status, completed, version: head.version + 1, updated_at: this.now(), summary };
    this.heads.set(head.id, after);
    return after;
  }

  private summary(batchId: number): Summary {
    const summary = { bets: 0, pending: { ...noTotals }, successful: { ...noTotals }, failed: { ...noTotals } };
    for (const bet of this.betsOf(batchId)) {
      ++summary.bets;
      ++summary[bet.status].count;
      summary[bet.status].stake += bet.stake;
      summary[bet.status].cost += bet.cost;
    }
    return summary;
  }

  private problem(status: number, code: string): Response {
    return json(this.problemBody(status, code), status, { "Content-Type": "application/problem+json" });
  }

  private problemBody(status: number, code: string) {
    return { type: "/p", title: code, status, code, detail: code, request_id: "r" };
  }

  private frame(name: string, seq: number, data: unknown): string {
    return `id: ${this.epoch}-${seq}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  private now = (): string => new Date().toISOString();
}

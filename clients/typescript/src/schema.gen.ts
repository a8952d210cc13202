// Generated from contract/openapi.yaml by `npm run generate`. Do not edit.
export interface paths {
    readonly "/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A health message for programs, the console for a browser
         * @description `Accept: text/html` gets the page of the operator console, as it does at every address that the console knows:
         *     those of `x-console-pages` and whatever stands below them. There other programs get `not_found`. The page comes
         *     compressed where `Accept-Encoding` allows it, and may load nothing that does not come from this server.
         */
        readonly get: operations["getRoot"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api-docs/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This document as JSON */
        readonly get: operations["getSpecification"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All accounts, newest first */
        readonly get: operations["listAccounts"];
        readonly put?: never;
        /** Create an account */
        readonly post: operations["createAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/accounts/{account_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
            };
            readonly cookie?: never;
        };
        /** One account */
        readonly get: operations["getAccount"];
        /**
         * Replace name and hostname, and the currency if given
         * @description Repeating what the account already says changes nothing and makes no event.
         */
        readonly put: operations["replaceAccount"];
        readonly post?: never;
        /**
         * Delete an account
         * @description The account and its batches answer 404 from then on. Its history stays in the log, and its name is free again.
         */
        readonly delete: operations["deleteAccount"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/accounts/{account_id}/batches": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
            };
            readonly cookie?: never;
        };
        /** The batches of an account, newest first */
        readonly get: operations["listBatches"];
        readonly put?: never;
        /** Create a batch with its bets, all or nothing */
        readonly post: operations["createBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/accounts/{account_id}/batches/{batch_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        /** One batch with its bets */
        readonly get: operations["getBatch"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Submit the batch (it is not deleted); bets that are pending stay as they are
         * @description The older way to say `POST .../submit` with `pending: keep`. A batch that is already closed is a 404 here, so that the older clients do not submit twice.
         */
        readonly delete: operations["closeBatch"];
        readonly options?: never;
        readonly head?: never;
        /** Change the meta of an open batch by a JSON merge patch (RFC 7396) */
        readonly patch: operations["patchBatchMeta"];
        readonly trace?: never;
    };
    readonly "/api/v1/accounts/{account_id}/batches/{batch_id}/activate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that work on the batch has begun; the first mark does the same
         * @description Activating an active batch changes nothing and makes no event.
         */
        readonly post: operations["activateBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/accounts/{account_id}/batches/{batch_id}/bets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Mark several bets of one batch, all or nothing
         * @description An item without `status` marks its bet successful, whatever else it says. Items that name a `version` are done only if the bet still has it. One `batch_bets_updated` reports all that changed. With `mode=partial` what can be done is done, and the answer is a 207 with one result for each item.
         */
        readonly patch: operations["markBets"];
        readonly trace?: never;
    };
    readonly "/api/v1/accounts/{account_id}/batches/{batch_id}/bets/{pid}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
                /** @description Our number of the bet. */
                readonly pid: components["schemas"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Mark one bet, or note what the vendor said about it
         * @description The first change of a bet of a `created` batch activates the batch: `batch_activated`, then the event of the mark. What the bet already says is no change: the answer is 200, and there is no event, even when the batch is closed.
         */
        readonly patch: operations["markBet"];
        readonly trace?: never;
    };
    readonly "/api/v1/accounts/{account_id}/batches/{batch_id}/reopen": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Bring a closed batch back to active, with a reason for the record */
        readonly post: operations["reopenBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/accounts/{account_id}/batches/{batch_id}/submit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Submit the batch
         * @description Emits `batch_submitted` and, as nothing is in flight, `batch_completed` in the same transaction; with `pending: fail` a `batch_bets_updated` comes first. `expect` holds the counts that the caller saw; if one of them is not true any more, the answer is `totals_moved` and nothing happens.
         */
        readonly post: operations["submitBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/backups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Begin a backup
         * @description Makes a copy of the whole database while the server goes on; `betstream backup` does the rest. The copy is the
         *     state after the last commit before it was begun, and can be fetched once it is ready. One at a time; it is discarded
         *     10 seconds after the last question about it. Only where the data is in SQLite.
         */
        readonly post: operations["postBackup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/backups/{backup_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                /** @example k3f9x2m1q8d0 */
                readonly backup_id: components["parameters"]["BackupId"];
            };
            readonly cookie?: never;
        };
        /** How far a backup is */
        readonly get: operations["getBackup"];
        readonly put?: never;
        readonly post?: never;
        /** Give up a backup, or say that it was fetched */
        readonly delete: operations["deleteBackup"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/backups/{backup_id}/data": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                /** @example k3f9x2m1q8d0 */
                readonly backup_id: components["parameters"]["BackupId"];
            };
            readonly cookie?: never;
        };
        /**
         * Bytes of a backup
         * @description At most 1 MiB from `offset` on; fewer only at the end, and none after it. `409` as long as it is not ready. All
         *     pieces in a row are a SQLite file, to which `betstream backup` adds a digest.
         */
        readonly get: operations["getBackupData"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/batches": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The batches of all accounts, newest first, without their bets
         * @description All conditions must hold. Batches of deleted accounts are absent.
         *
         *     A page ends early after a bounded search, so that nobody waits for a long history: it may be short, or empty,
         *     and still have `Link; rel="next"`. The search is over when there is no such link.
         */
        readonly get: operations["searchBatches"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The log as pages of JSON, for catching up, audit and tests */
        readonly get: operations["listEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/preferences/{owner}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                /**
                 * @description The name of an operator, or `desk` for what all of them share; percent-encoded.
                 * @example ana
                 */
                readonly owner: string;
            };
            readonly cookie?: never;
        };
        /**
         * How somebody likes the console
         * @description Whoever stored none has `{}` at version 0.
         */
        readonly get: operations["getPreferences"];
        /**
         * Store how somebody likes the console
         * @description Durable when it is answered, like every write, but no event tells of it: preferences are no part of the desk's
         *     history. `If-Match: "0"` stores only if nobody stored any. Repeating what is stored changes nothing. At most
         *     64 KiB for each owner, and 1,000 owners.
         */
        readonly put: operations["replacePreferences"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/presence": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is at work where */
        readonly get: operations["getPresence"];
        readonly put?: never;
        /**
         * Say where one is at work, and learn of the others
         * @description A session is one tab of one console. It says every few seconds, and whenever it goes elsewhere, where it is;
         *     45 seconds after its last word it is forgotten, and with `leave` at once. Kept in memory only: not in the log,
         *     gone after a restart. What a session names need not exist. At most 500 sessions are present; then newcomers get
         *     `overloaded`, and those who are there stay. An `Idempotency-Key` has no effect: saying it again is harmless.
         */
        readonly post: operations["postPresence"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/statistics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What happened per minute, hour or day and account, and what is open now
         * @description Counts and amounts are exact. They are kept with each change, in its transaction, so they survive everything
         *     that the change survives. Figures of deleted accounts are absent. Times are of the server's clock.
         *
         *     - `created` are the bets that came, by the time of their batch.
         *     - `marks` are all changes of a bet's status, by the new status and the time of the change: a correction counts
         *       under the status that it sets, a mark that is taken back counts under `pending`, and `submit` with
         *       `pending: fail` counts each bet that it fails. Changes of notes and references are no marks.
         *     - `net` is what the totals per status gained or lost: a correction from successful to failed takes the bet from
         *       one and gives it to the other, a changed cost changes the cost. Over all time it is the totals of the bets as
         *       they are. Within a range it may be negative: what was marked before can be taken back in it.
         *     - `latency` is the time from the creation of a bet to the mark that takes it out of `pending`. A bet that is set
         *       back to pending and marked again counts again, with its whole age; a correction between successful and failed
         *       does not count.
         *
         *     Reopening and submitting a batch change no figures by themselves.
         */
        readonly get: operations["getStatistics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/assets/{file}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the console loads; a name stands for one content for ever */
        readonly get: operations["getAsset"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/docs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The documentation, for people; its overview
         * @description Tutorials, guides, reference and explanations of the version that runs, from the binary itself.
         */
        readonly get: operations["getDocumentation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/docs/{page}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description As links of the overview name it, or a file that pages load.
                 * @example monitoring
                 */
                readonly page: string;
            };
            readonly cookie?: never;
        };
        /** One page of the documentation, or a file that pages load */
        readonly get: operations["getDocumentationPage"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** It runs */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/livez": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The process is alive */
        readonly get: operations["getLiveness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Figures in the text format of Prometheus */
        readonly get: operations["getMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/problems/{code}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly code: components["schemas"]["ErrorCode"];
            };
            readonly cookie?: never;
        };
        /** What an error code means and what to do about it, for people; the `type` of a problem leads here */
        readonly get: operations["getProblem"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the store takes writes; fails at once while the server drains */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sse": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Everything that happens, as it happens (Server-Sent Events)
         * @description Frames have `id: <cursor>`, `event: <type>` and one `data:` line of JSON; the schemas are the members of
         *     `StreamMessage`. First comes `retry:` (random, 1 to 5 s: the jitter of your reconnection) and `hello`; then, if
         *     the request named a cursor, every event after it; then the live ones. `ping` comes after `ping_ms` of silence;
         *     its id is a bookmark, so a filtered client never falls out of the log.
         *
         *     A cursor that is malformed, of another epoch, older than the log, ahead of it, or too far behind gets `reset` on
         *     a 200 and then the live stream: read the state anew. Overload and draining are 200 with `retry:`, `busy` or
         *     `bye`, and a clean end. A slow reader is never skipped: it is cut at a frame boundary and resumes by id.
         *
         *     Without any cursor the stream begins with the next event. `Last-Event-ID` wins over `since`, `last_event_id` and
         *     `lastEventId`, in this order.
         */
        readonly get: operations["streamEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/swagger-ui": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This specification, interactive, from local files */
        readonly get: operations["getDocs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Account: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly currency: components["schemas"]["Currency"];
            readonly hostname: string;
            readonly id: components["schemas"]["Id"];
            readonly name: string;
            /** @description Batches that are created or active. */
            readonly open_batches: number;
            readonly updated_at: components["schemas"]["Timestamp"];
            /** @description +1 with every change of the account itself. */
            readonly version: number;
        };
        /** @description There is a new account. */
        readonly AccountCreated: components["schemas"]["EventCommon"] & {
            readonly account: components["schemas"]["Account"];
            /** @constant */
            readonly type: "account_created";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "account_created";
        };
        /** @description The account and its batches answer 404 from now on. */
        readonly AccountDeleted: components["schemas"]["EventCommon"] & {
            /** @description Of the account. */
            readonly id: components["schemas"]["Id"];
            /** @constant */
            readonly type: "account_deleted";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "account_deleted";
        };
        /** @description Name, hostname or currency changed. */
        readonly AccountUpdated: components["schemas"]["EventCommon"] & {
            readonly account: components["schemas"]["Account"];
            /** @constant */
            readonly type: "account_updated";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "account_updated";
        };
        readonly Backup: {
            readonly bytes_done: number;
            /** @description As far as it is known; exact when it is ready. */
            readonly bytes_total: number;
            /** @description Why it failed. */
            readonly failure?: string;
            readonly id: string;
            /** @enum {unknown} */
            readonly status: "copying" | "ready" | "failed";
        };
        readonly Batch: components["schemas"]["BatchHead"] & {
            /** @description Ordered by `id`, then `pid`. */
            readonly bets: readonly components["schemas"]["Bet"][];
        };
        /** @description Work on it has begun. */
        readonly BatchActivated: components["schemas"]["EventCommon"] & {
            readonly batch: components["schemas"]["BatchHead"];
            /** @constant */
            readonly type: "batch_activated";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "batch_activated";
        };
        /** @description Several bets of one batch changed at once. */
        readonly BatchBetsUpdated: components["schemas"]["EventCommon"] & {
            readonly batch: components["schemas"]["BatchNow"];
            readonly batch_id: components["schemas"]["Id"];
            readonly bets: readonly components["schemas"]["Bet"][];
            /** @constant */
            readonly type: "batch_bets_updated";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "batch_bets_updated";
        };
        /** @description Submitted, and nothing is in flight. */
        readonly BatchCompleted: components["schemas"]["EventCommon"] & {
            readonly batch: components["schemas"]["BatchHead"];
            /** @description Of the batch. */
            readonly id: components["schemas"]["Id"];
            /** @constant */
            readonly type: "batch_completed";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "batch_completed";
        };
        /** @description With all its bets. */
        readonly BatchCreated: components["schemas"]["EventCommon"] & {
            readonly batch: components["schemas"]["Batch"];
            /** @constant */
            readonly type: "batch_created";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "batch_created";
        };
        /** @description A batch without its bets. */
        readonly BatchHead: {
            readonly account_id: components["schemas"]["Id"];
            /** @description The batch is closed: its `status` is `submitted` or `completed`. */
            readonly completed: boolean;
            /** @description Absent until then. */
            readonly completed_at?: components["schemas"]["Timestamp"];
            readonly created_at: components["schemas"]["Timestamp"];
            /** @description Absent when unknown. */
            readonly created_by?: string;
            readonly id: components["schemas"]["Id"];
            readonly meta: components["schemas"]["Meta"];
            readonly status: components["schemas"]["BatchStatus"];
            /** @description Absent until then. */
            readonly submitted_at?: components["schemas"]["Timestamp"];
            /** @description Absent when unknown. */
            readonly submitted_by?: string;
            readonly summary: components["schemas"]["Summary"];
            readonly updated_at: components["schemas"]["Timestamp"];
            /** @description +1 with every event of the batch, those of its bets included. */
            readonly version: number;
        };
        /** @description What the event did to the batch of its bets. */
        readonly BatchNow: {
            readonly id: components["schemas"]["Id"];
            readonly status: components["schemas"]["BatchStatus"];
            readonly summary: components["schemas"]["Summary"];
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        readonly BatchPatch: {
            /** @description Members that are null are removed, others replaced; the rest stays. */
            readonly meta: Record<string, never>;
        };
        /** @description It is active again. */
        readonly BatchReopened: components["schemas"]["EventCommon"] & {
            readonly batch: components["schemas"]["BatchHead"];
            readonly reason: string;
            /** @constant */
            readonly type: "batch_reopened";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "batch_reopened";
        };
        /** @enum {string} */
        readonly BatchStatus: "created" | "active" | "submitted" | "completed";
        /** @description No more marks until it is reopened. */
        readonly BatchSubmitted: components["schemas"]["EventCommon"] & {
            readonly batch: components["schemas"]["BatchHead"];
            /** @constant */
            readonly type: "batch_submitted";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "batch_submitted";
        };
        /** @description Its meta changed. */
        readonly BatchUpdated: components["schemas"]["EventCommon"] & {
            readonly batch: components["schemas"]["BatchHead"];
            /** @constant */
            readonly type: "batch_updated";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "batch_updated";
        };
        readonly Bet: {
            readonly batch_id: components["schemas"]["Id"];
            readonly cost: components["schemas"]["Money"];
            readonly id: components["schemas"]["ExternalId"];
            /** @description Absent when there is none. */
            readonly note?: string;
            /** @description Ours; unique. */
            readonly pid: components["schemas"]["Id"];
            /** @description The vendor's number of the bet. Absent when there is none. */
            readonly reference?: string;
            readonly selection: string;
            readonly stake: components["schemas"]["Stake"];
            readonly status: components["schemas"]["BetStatus"];
            readonly updated_at: components["schemas"]["Timestamp"];
            /** @description Who made the last change. Absent when unknown. */
            readonly updated_by?: string;
            /** @description +1 with every change. */
            readonly version: number;
        };
        /** @description Fields that are absent stay; null clears `note` and `reference`. */
        readonly BetPatch: {
            readonly cost?: components["schemas"]["MoneyInput"];
            readonly note?: string | null;
            readonly reference?: string | null;
            readonly status?: components["schemas"]["BetStatus"];
            /** @description Do it only if the bet still has this version; `If-Match` says the same and wins. */
            readonly version?: number;
        } | unknown | unknown | unknown | unknown;
        /** @enum {string} */
        readonly BetStatus: "pending" | "successful" | "failed";
        /** @description One bet changed: status, note, reference or cost. */
        readonly BetStatusUpdated: components["schemas"]["EventCommon"] & {
            readonly batch: components["schemas"]["BatchNow"];
            readonly bet: components["schemas"]["Bet"];
            /** @constant */
            readonly type: "bet_status_updated";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly type: "bet_status_updated";
        };
        /** @description There are too many subscribers, `event` is `busy`; come back after the `retry` time. */
        readonly Busy: {
            /** @enum {string} */
            readonly reason: "too_many_streams" | "draining";
        };
        /** @description The server ends this stream, `event` is `bye`; come back after the `retry` time with the last id. */
        readonly Bye: {
            /** @enum {string} */
            readonly reason: "draining" | "rotation" | "too_slow" | "unavailable";
        };
        /** @description A new batch as `return=minimal` names it. */
        readonly CreatedBatch: {
            readonly account_id: number;
            readonly id: number;
            readonly version: number;
        };
        /** @description ISO 4217. */
        readonly Currency: string;
        /**
         * @description A place in the log, `epoch-seq`. The epoch changes when history was restored or rewound.
         * @example k3f9-57
         */
        readonly Cursor: string;
        /**
         * @description A cursor, or the bare number of an event.
         * @example k3f9-57
         * @example 57
         */
        readonly CursorOrSeq: string;
        readonly DryRun: {
            /** @constant */
            readonly dry_run: true;
            readonly summary: components["schemas"]["Summary"];
        };
        /**
         * @description | code | status | meaning |
         *     |---|---|---|
         *     | `malformed_request` | 400 | not HTTP, not JSON, or not what this route reads |
         *     | `unknown_parameter` | 400 | a query parameter that this route does not have |
         *     | `not_allowed` | 403 | the origin or host of the request may not do this |
         *     | `not_found` | 404 | there is no such thing, or it belongs to another account or batch |
         *     | `method_not_allowed` | 405 | this path does not have the method; see `Allow` |
         *     | `request_timeout` | 408 | the request did not arrive in time |
         *     | `name_taken` | 409 | another account has this name |
         *     | `invalid_transition` | 409 | the lifecycle does not allow this in the current status |
         *     | `totals_moved` | 409 | the totals that the caller saw are no longer true |
         *     | `cursor_expired` | 410 | the cursor is of another epoch, older than the log, or ahead of it |
         *     | `version_conflict` | 412 | somebody else changed it first |
         *     | `body_too_large` | 413 | more than 8 MiB |
         *     | `uri_too_long` | 414 | the request line is longer than 8 KiB |
         *     | `unsupported_media_type` | 415 | the body is not said to be JSON |
         *     | `invalid_field` | 422 | a value is not acceptable; `errors` names each |
         *     | `id_reused` | 422 | the idempotency key was used for another request |
         *     | `headers_too_large` | 431 | more than 16 KiB or 64 fields |
         *     | `internal` | 500 | our bug |
         *     | `not_supported` | 501 | not with the database that this server uses |
         *     | `collided` | 503 | another node changed the same things again and again; nothing was applied |
         *     | `overloaded` | 503 | a queue is full; nothing was applied |
         *     | `draining` | 503 | the server is shutting down; nothing was applied |
         *     | `unavailable` | 503 | the store cannot be used; nothing was applied |
         *     | `outcome_unknown` | 503 | the store failed while committing; ask again with the same key |
         *     | `storage_full` | 507 | the disk is full; nothing was applied |
         * @enum {string}
         */
        readonly ErrorCode: "malformed_request" | "unknown_parameter" | "not_allowed" | "not_found" | "method_not_allowed" | "request_timeout" | "name_taken" | "invalid_transition" | "totals_moved" | "cursor_expired" | "version_conflict" | "body_too_large" | "uri_too_long" | "unsupported_media_type" | "invalid_field" | "id_reused" | "headers_too_large" | "internal" | "not_supported" | "collided" | "overloaded" | "draining" | "unavailable" | "outcome_unknown" | "storage_full";
        /** @description What happened, and the state after it. Stored with the change that it reports, in one transaction. */
        readonly Event: components["schemas"]["AccountCreated"] | components["schemas"]["AccountUpdated"] | components["schemas"]["AccountDeleted"] | components["schemas"]["BatchCreated"] | components["schemas"]["BatchActivated"] | components["schemas"]["BatchUpdated"] | components["schemas"]["BatchSubmitted"] | components["schemas"]["BatchReopened"] | components["schemas"]["BatchCompleted"] | components["schemas"]["BetStatusUpdated"] | components["schemas"]["BatchBetsUpdated"];
        readonly EventCommon: {
            readonly account_id: components["schemas"]["Id"];
            /** @description The place among the events of this account: dense, from 1. */
            readonly account_seq: number;
            /** @description Who did it. Absent when unknown. */
            readonly actor?: string;
            readonly at: components["schemas"]["Timestamp"];
            /** @description The request that did it. Absent when unknown. */
            readonly request_id?: string;
            /** @description The place in the log: dense, from 1. */
            readonly seq: number;
            /** @description The trace context of that request, its caller's span included. Absent when there was none. */
            readonly traceparent?: string;
            readonly type: components["schemas"]["EventType"];
        };
        readonly EventPage: {
            readonly epoch: string;
            readonly events: readonly components["schemas"]["Event"][];
            /** @description The oldest event that is kept. */
            readonly floor: number;
            /** @description The last event there is. */
            readonly head: components["schemas"]["Cursor"];
            /** @description False when everything that was asked for, up to `head`, has been looked at; then no page follows. */
            readonly more?: boolean;
            /** @description Where the next page begins: `since` of it, or `until` with `order=desc`. */
            readonly next: components["schemas"]["Cursor"];
        };
        /** @enum {string} */
        readonly EventType: "account_created" | "account_updated" | "account_deleted" | "batch_created" | "batch_activated" | "batch_updated" | "batch_submitted" | "batch_reopened" | "batch_completed" | "bet_status_updated" | "batch_bets_updated";
        /**
         * Format: int64
         * @description The caller's own number of a bet; unique within its batch.
         */
        readonly ExternalId: number;
        readonly FieldError: {
            /** @description A word for programs. */
            readonly code: string;
            /** @description A sentence for people. */
            readonly detail: string;
            /** @description A JSON pointer into the body (`""` is the whole body), `?name` for a query parameter, or the name of a header. */
            readonly pointer: string;
        };
        /** @description Bets, and the exact sums of their stakes and costs. Unlike other money these sums have no limit. */
        readonly Figure: {
            readonly cost: number;
            readonly count: number;
            readonly stake: number;
        };
        readonly Figures: {
            readonly account_id: components["schemas"]["Id"];
            readonly created: components["schemas"]["Figure"];
            readonly latency: components["schemas"]["Latency"];
            readonly marks: components["schemas"]["FiguresByStatus"];
            readonly net: components["schemas"]["FiguresByStatus"];
        };
        readonly FiguresByStatus: {
            readonly failed: components["schemas"]["Figure"];
            readonly pending: components["schemas"]["Figure"];
            readonly successful: components["schemas"]["Figure"];
        };
        /** @description The first message of every stream, `event` is `hello`. */
        readonly Hello: {
            readonly epoch: string;
            readonly floor: number;
            readonly head: number;
            /** @description After so much silence there is a `ping`; twice as much means that the connection is dead. */
            readonly ping_ms: number;
            readonly server_time: components["schemas"]["Timestamp"];
        };
        /** Format: int64 */
        readonly Id: number;
        /**
         * @description How long bets were pending, counted in buckets that grow by a quarter of a doubling from one millisecond to 2^30
         *     ms. A percentile is the upper bound of its bucket: never too low, and at most 19 % too high (below 1 ms it says
         *     1 ms). It is null when there is none, or when it is beyond the last bound.
         */
        readonly Latency: {
            readonly count: number;
            /** @description The buckets that are not empty, in order. */
            readonly histogram: readonly {
                readonly count: number;
                /** @description Microseconds, included; null: beyond the last bound. */
                readonly up_to_us: number | null;
            }[];
            /** @description Microseconds. */
            readonly p50_us: number | null;
            readonly p95_us: number | null;
            readonly p99_us: number | null;
        };
        readonly Mark: {
            readonly cost?: components["schemas"]["MoneyInput"];
            readonly note?: string | null;
            /** @description The same bet twice is an error. */
            readonly pid: components["schemas"]["Id"];
            readonly reference?: string | null;
            /** @default successful */
            readonly status: components["schemas"]["BetStatus"];
            /** @description Do it only if the bet still has this version. */
            readonly version?: number;
        };
        readonly MarkResult: {
            /** @description The bet as it is now; absent when there is no such bet. */
            readonly bet?: components["schemas"]["Bet"];
            /** @description Absent when it was done. */
            readonly error?: components["schemas"]["Problem"];
            readonly pid: components["schemas"]["Id"];
            /** @description What the status of a single mark would be. */
            readonly status: number;
        };
        readonly Marks: readonly components["schemas"]["Mark"][];
        /**
         * @description Whatever the model sends; comes back exactly as it was sent, key order and number text included.
         * @example {
         *       "name": "Evening card",
         *       "strategy": "kelly",
         *       "bet_type": "TRIFECTA",
         *       "race_id": 5,
         *       "start_time": "2026-01-31T12:05:00Z"
         *     }
         */
        readonly Meta: Record<string, never>;
        /** @description At most 4 decimals; exact. */
        readonly Money: number;
        /**
         * @description A number, or the same in a string; at most 4 decimals.
         * @example 10.05
         * @example 10.05
         */
        readonly MoneyInput: number | string;
        readonly NewAccount: {
            /** @description ISO 4217; USD for a new account when absent. */
            readonly currency?: components["schemas"]["Currency"];
            /** @description The vendor's site; shown, never dialled. */
            readonly hostname: string;
            /** @description Unique among the accounts that are not deleted. */
            readonly name: string;
        };
        readonly NewBatch: {
            /** @description The stakes of a batch, and its costs, must each add up to less than 10^11. */
            readonly bets: readonly components["schemas"]["NewBet"][];
            readonly meta: components["schemas"]["Meta"];
        };
        readonly NewBet: {
            readonly cost: components["schemas"]["MoneyInput"];
            readonly id: components["schemas"]["ExternalId"];
            readonly note?: string | null;
            readonly reference?: string | null;
            /**
             * @description Legs separated by `/`; after `**` a note for people.
             * @example 1/2/3
             * @example 4/5/6 ** lay
             */
            readonly selection: string;
            readonly stake: components["schemas"]["StakeInput"];
        };
        /** @description Sent after silence, `event` is `ping`; the frame's id is a bookmark. */
        readonly Ping: {
            readonly seq: number;
            readonly server_time: components["schemas"]["Timestamp"];
        };
        /**
         * @description Whatever the console remembers; at most 64 KiB without needless spaces.
         * @example {
         *       "theme": "dark",
         *       "views": [
         *         {
         *           "name": "late",
         *           "query": "status=pending"
         *         }
         *       ]
         *     }
         */
        readonly Preferences: Record<string, never>;
        readonly PreferencesNow: {
            readonly value: components["schemas"]["Preferences"];
            readonly version: number;
        };
        readonly Presence: {
            /**
             * @description So long after its last word a session is forgotten.
             * @constant
             */
            readonly expires_ms: 45000;
            readonly sessions: readonly components["schemas"]["PresentSession"][];
        };
        /** @description `name` and `state` are required unless the session leaves. */
        readonly PresenceWord: {
            readonly account_id?: components["schemas"]["Id"];
            readonly batch_id?: components["schemas"]["Id"];
            readonly bet?: components["schemas"]["Id"];
            readonly leave?: boolean;
            /** @description Who is there. */
            readonly name?: string;
            /** @description A word that the client made up. */
            readonly session: string;
            /** @enum {string} */
            readonly state?: "active" | "idle";
        };
        readonly PresentSession: {
            readonly account_id?: components["schemas"]["Id"];
            readonly batch_id?: components["schemas"]["Id"];
            readonly bet?: components["schemas"]["Id"];
            readonly name: string;
            readonly seen_at: components["schemas"]["Timestamp"];
            readonly session: string;
            readonly since: components["schemas"]["Timestamp"];
            /** @enum {string} */
            readonly state: "active" | "idle";
        };
        /** @description RFC 9457. */
        readonly Problem: {
            readonly code: components["schemas"]["ErrorCode"];
            /** @description What it is now; only with `version_conflict` and `totals_moved`. */
            readonly current?: components["schemas"]["Bet"] | components["schemas"]["BatchHead"] | components["schemas"]["Account"] | components["schemas"]["PreferencesNow"];
            /** @description What is wrong with this request; for people. */
            readonly detail: string;
            readonly errors?: readonly components["schemas"]["FieldError"][];
            /**
             * @description Of a write that failed on our side: whether it may have been applied.
             * @enum {string}
             */
            readonly outcome?: "not_applied" | "unknown";
            readonly request_id: string;
            readonly status: number;
            readonly title: string;
            /** @description The trace of the request. Absent when it had none. */
            readonly trace_id?: string;
            /**
             * Format: uri-reference
             * @description A page that explains the code.
             */
            readonly type: string;
        };
        readonly Readiness: {
            readonly ready: boolean;
            readonly reason: string;
            /** @description Where the data is and what durable means here. */
            readonly store: string;
        };
        readonly Reopening: {
            readonly reason: string;
        };
        /** @description The stream cannot go on from the cursor that was asked for, `event` is `reset`. Read the state anew; the live stream follows. */
        readonly Reset: {
            readonly floor: number;
            readonly head: number;
            /**
             * @description `other_epoch`: the history is another one since. `expired`: older than the log. `too_far_behind`: reading the state is cheaper.
             * @enum {string}
             */
            readonly reason: "malformed" | "other_epoch" | "expired" | "ahead" | "too_far_behind";
        };
        /** @description Money that is not negative; at most 4 decimals. */
        readonly Stake: number;
        /**
         * @description A number, or the same in a string; not negative, at most 4 decimals.
         * @example 10.05
         * @example 10.05
         */
        readonly StakeInput: number | string;
        readonly Statistics: {
            /** @description The sums of all buckets, for every account, and what is open now. */
            readonly accounts: readonly (components["schemas"]["Figures"] & {
                /** @description Pending bets of open batches, now. */
                readonly exposure: components["schemas"]["Figure"];
                /** @description The rate of success is `successful` of `n`, both net of the range, so that corrections cancel out. */
                readonly success: {
                    /** @description Successful and failed. */
                    readonly n: number;
                    readonly successful: number;
                };
            })[];
            /** @description One for each step and account in which something happened, by time, then account. */
            readonly buckets: readonly (components["schemas"]["Figures"] & {
                readonly start: components["schemas"]["Timestamp"];
            })[];
            readonly from: components["schemas"]["Timestamp"];
            /** @description The figures are complete from then on; a bucket that begins before may know only a part. */
            readonly since: components["schemas"]["Timestamp"];
            readonly step: components["schemas"]["StatisticsStep"];
            readonly to: components["schemas"]["Timestamp"];
        };
        /** @enum {string} */
        readonly StatisticsStep: "minute" | "hour" | "day";
        /** @description The data of a frame of `/sse`. The stored events name their type in `type` and in the frame's `event`; the control messages, which are never stored, only in `event`. */
        readonly StreamMessage: components["schemas"]["Event"] | components["schemas"]["Hello"] | components["schemas"]["Ping"] | components["schemas"]["Reset"] | components["schemas"]["Bye"] | components["schemas"]["Busy"];
        readonly Submission: {
            /** @description The counts that the caller saw. */
            readonly expect?: {
                readonly failed?: number;
                readonly pending?: number;
                readonly successful?: number;
            };
            /**
             * @description What becomes of bets that are still pending.
             * @default keep
             * @enum {string}
             */
            readonly pending: "keep" | "fail" | "refuse";
        };
        /** @description Kept by the same transaction as the bets. */
        readonly Summary: {
            readonly bets: number;
            readonly failed: components["schemas"]["Totals"];
            readonly pending: components["schemas"]["Totals"];
            readonly successful: components["schemas"]["Totals"];
        };
        /**
         * Format: date-time
         * @description RFC 3339 in UTC with six decimals.
         * @example 2026-01-31T12:00:00.000000Z
         */
        readonly Timestamp: string;
        /**
         * @description RFC 3339 in UTC; up to nine decimals, of which six count.
         * @example 2026-01-31T12:00:00Z
         */
        readonly TimestampInput: string;
        readonly Totals: {
            readonly cost: components["schemas"]["Money"];
            readonly count: number;
            readonly stake: components["schemas"]["Stake"];
        };
    };
    responses: {
        /** @description The account. */
        readonly Account: {
            headers: {
                readonly "BetStream-Cursor": components["headers"]["Cursor"];
                readonly ETag: components["headers"]["AccountETag"];
                readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Account"];
            };
        };
        /** @description The backup, and how far it is. */
        readonly Backup: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Backup"];
            };
        };
        /** @description Bytes. */
        readonly BackupData: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/octet-stream": string;
            };
        };
        /** @description `malformed_request`: the request, its body, a header or the value of a query parameter cannot be read. `unknown_parameter`: a query parameter that this route does not have. */
        readonly BadRequest: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The batch with its bets. */
        readonly Batch: {
            headers: {
                readonly "BetStream-Cursor": components["headers"]["Cursor"];
                readonly ETag: components["headers"]["VersionETag"];
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Batch"];
            };
        };
        /** @description The batch after the change, without its bets. */
        readonly BatchHead: {
            headers: {
                readonly "BetStream-Cursor": components["headers"]["Cursor"];
                readonly ETag: components["headers"]["VersionETag"];
                readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["BatchHead"];
            };
        };
        /** @description The bet after the change. */
        readonly Bet: {
            headers: {
                readonly "BetStream-Cursor": components["headers"]["Cursor"];
                readonly ETag: components["headers"]["VersionETag"];
                readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Bet"];
            };
        };
        /** @description `body_too_large` */
        readonly BodyTooLarge: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Fine. */
        readonly Fine: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "text/plain": "OK";
            };
        };
        /** @description `invalid_field`: values that are not acceptable, all of them. `id_reused`: the idempotency key was used for another request. */
        readonly InvalidField: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_transition`: the batch is not in a status that allows this. */
        readonly InvalidTransition: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `name_taken`: another account has this name. */
        readonly NameTaken: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: there is no such thing, or it belongs to another account or batch. */
        readonly NotFound: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It still has the version that the request named. No body. */
        readonly NotModified: {
            headers: {
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        /** @description `not_supported`: not with the database that this server uses. */
        readonly NotSupported: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Who is there now, the longest first. */
        readonly Presence: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Presence"];
            };
        };
        /** @description What any request can get, see "Errors". */
        readonly Problem: {
            headers: {
                readonly Allow: components["headers"]["Allow"];
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Whether writes would be taken, and why not. */
        readonly Readiness: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Readiness"];
            };
        };
        /** @description `storage_full`: the disk is full; nothing was applied. */
        readonly StorageFull: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `overloaded`, `collided`, `draining`, `unavailable`: nothing was applied; try again, with the same key, after `Retry-After`. `outcome_unknown`: the store failed while committing; ask again with the same key once it is back. */
        readonly Unavailable: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported_media_type`: the body is not said to be JSON. */
        readonly UnsupportedMediaType: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `version_conflict`: somebody else changed it first; `current` is what it is now. */
        readonly VersionConflict: {
            headers: {
                readonly traceresponse: components["headers"]["TraceResponse"];
                readonly "X-Request-Id": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        readonly AccountId: components["schemas"]["Id"];
        /**
         * @description Who does this; stored with every event, as long as there is no login.
         * @example ana
         */
        readonly Actor: string;
        /** @example k3f9x2m1q8d0 */
        readonly BackupId: string;
        /** @description The account must own it; otherwise it is a 404 and nothing happens. */
        readonly BatchId: components["schemas"]["Id"];
        /**
         * @description Only batches of these statuses.
         * @example [
         *       "created",
         *       "active"
         *     ]
         */
        readonly BatchStatuses: readonly components["schemas"]["BatchStatus"][];
        /**
         * @description Only events of these types.
         * @example [
         *       "bet_status_updated",
         *       "batch_bets_updated"
         *     ]
         */
        readonly EventTypes: readonly components["schemas"]["EventType"][];
        /**
         * @description A name for this write, made by the caller before sending it.
         * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
         */
        readonly IdempotencyKey: string;
        /**
         * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
         * @example "14"
         */
        readonly IfMatch: string;
        /**
         * @description Answer 304 if the ETag is still this.
         * @example "14"
         */
        readonly IfNoneMatch: string;
        /** @description Where to go on, from the `Link` of the page before; opaque. */
        readonly PageCursor: string;
        /**
         * @description `return=minimal` (RFC 7240): the answer names the new batch and does not repeat its bets.
         * @example return=minimal
         */
        readonly Prefer: string;
        /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
        readonly RequestId: string;
        /**
         * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
         * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
         */
        readonly TraceParent: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description `"<version>-<open_batches>"`
         * @example "3-12"
         */
        readonly AccountETag: string;
        /** @description The methods that this path has. */
        readonly Allow: string;
        /** @description The state is as of this event; open the stream with it and nothing is missed and nothing comes twice. */
        readonly Cursor: components["schemas"]["Cursor"];
        /**
         * @description The version of what was read or written.
         * @example "14"
         */
        readonly ETag: string;
        /** @description `true` when this is the answer to an earlier request with the same key. */
        readonly IdempotencyReplayed: "true";
        /** @description `<...>; rel="next"` when there is a further page. */
        readonly Link: string;
        /** @description Where it is. */
        readonly Location: string;
        /** @description The version of what was read. */
        readonly OptionalETag: string;
        /** @description `return=minimal` when the request preferred it. */
        readonly PreferenceApplied: string;
        /**
         * @description `"<version>"`; `"0"` when nobody stored any.
         * @example "4"
         */
        readonly PreferencesETag: string;
        /** @description The X-Request-Id of the request, or one made up for it. */
        readonly RequestId: string;
        /** @description Seconds after which another try makes sense. */
        readonly RetryAfter: string;
        /**
         * @description `00-<trace id>-<span id>-<flags>`, when the request had a valid `traceparent`: its trace, and the name in this trace of what the server did.
         * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-b7ad6b7169203331-01
         */
        readonly TraceResponse: string;
        /**
         * @description `"<version>"`
         * @example "14"
         */
        readonly VersionETag: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getRoot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It runs. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["OptionalETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "text/plain": string;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getSpecification: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The document. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAccounts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Answer 304 if the ETag is still this.
                 * @example "14"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The accounts; an empty array if there are none. */
            readonly 200: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Account"][];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewAccount"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly ETag: components["headers"]["AccountETag"];
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly Location: components["headers"]["Location"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 409: components["responses"]["NameTaken"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Answer 304 if the ETag is still this.
                 * @example "14"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Account"];
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly replaceAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewAccount"];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["Account"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["NameTaken"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted. */
            readonly 204: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listBatches: {
        readonly parameters: {
            readonly query?: {
                /** @description Whether the batches come with their bets; `false` is much cheaper where the summaries suffice. */
                readonly bets?: boolean;
                /** @description Where to go on, from the `Link` of the page before; opaque. */
                readonly cursor?: components["parameters"]["PageCursor"];
                /** @description How many batches at most. Without it the answer holds all that fit into one; see `Link`. */
                readonly limit?: number;
                /**
                 * @description Only batches of these statuses.
                 * @example [
                 *       "created",
                 *       "active"
                 *     ]
                 */
                readonly status?: components["parameters"]["BatchStatuses"];
            };
            readonly header?: {
                /**
                 * @description Answer 304 if the ETag is still this.
                 * @example "14"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The batches. With `Link; rel="next"` when there are more. */
            readonly 200: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly Link: components["headers"]["Link"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Batch"][] | readonly components["schemas"]["BatchHead"][];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createBatch: {
        readonly parameters: {
            readonly query?: {
                /** @description Check everything, store nothing; an `Idempotency-Key` plays no part. */
                readonly dry_run?: boolean;
            };
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `return=minimal` (RFC 7240): the answer names the new batch and does not repeat its bets.
                 * @example return=minimal
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewBatch"];
            };
        };
        readonly responses: {
            /** @description With `dry_run=true`. The batch would be accepted; nothing was stored. */
            readonly 200: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly ETag: components["headers"]["VersionETag"];
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly Location: components["headers"]["Location"];
                    readonly "Preference-Applied": components["headers"]["PreferenceApplied"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Batch"] | components["schemas"]["CreatedBatch"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Answer 304 if the ETag is still this.
                 * @example "14"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Batch"];
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly closeBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["BatchHead"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly patchBatchMeta: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BatchPatch"];
                readonly "application/merge-patch+json": components["schemas"]["BatchPatch"];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["BatchHead"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["InvalidTransition"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly activateBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        /** @description Nothing to say; an empty object will do where a client cannot send without a body. */
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": Record<string, never>;
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["BatchHead"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["InvalidTransition"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly markBets: {
        readonly parameters: {
            readonly query?: {
                /** @description `atomic`: everything or nothing. `partial`: item by item. */
                readonly mode?: "atomic" | "partial";
            };
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Marks"];
            };
        };
        readonly responses: {
            /** @description The bets that were named, as they are now, in the order of the request. */
            readonly 200: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Bet"][];
                };
            };
            /** @description With `mode=partial`. One result for each item, in the order of the request. */
            readonly 207: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["MarkResult"][];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["InvalidTransition"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly markBet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
                /** @description Our number of the bet. */
                readonly pid: components["schemas"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BetPatch"];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["Bet"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["InvalidTransition"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly reopenBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Reopening"];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["BatchHead"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["InvalidTransition"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly submitBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                readonly account_id: components["parameters"]["AccountId"];
                /** @description The account must own it; otherwise it is a 404 and nothing happens. */
                readonly batch_id: components["parameters"]["BatchId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["Submission"];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["BatchHead"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            /** @description `totals_moved`, or `invalid_transition`: the batch is closed, or bets are pending and `pending` is `refuse`. */
            readonly 409: {
                headers: {
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            readonly 412: components["responses"]["VersionConflict"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly postBackup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 201: components["responses"]["Backup"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 409: components["responses"]["InvalidTransition"];
            readonly 501: components["responses"]["NotSupported"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBackup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                /** @example k3f9x2m1q8d0 */
                readonly backup_id: components["parameters"]["BackupId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Backup"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteBackup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                /** @example k3f9x2m1q8d0 */
                readonly backup_id: components["parameters"]["BackupId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBackupData: {
        readonly parameters: {
            readonly query?: {
                readonly offset?: number;
            };
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                /** @example k3f9x2m1q8d0 */
                readonly backup_id: components["parameters"]["BackupId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["BackupData"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["InvalidTransition"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly searchBatches: {
        readonly parameters: {
            readonly query?: {
                /** @description Only batches of this account; of one that does not exist there are none. */
                readonly account?: components["schemas"]["Id"];
                /** @description Only batches whose creator is exactly this. */
                readonly created_by?: string;
                /** @description Where to go on, from the `Link` of the page before; opaque. */
                readonly cursor?: components["parameters"]["PageCursor"];
                /** @description Only batches created then or later. */
                readonly from?: components["schemas"]["TimestampInput"];
                /** @description How many batches at most. */
                readonly limit?: number;
                /** @description With `true` only batches that have pending bets, closed ones included. */
                readonly pending?: boolean;
                /**
                 * @description A text. `#812` is the batch of that number and nothing else. Any other text must stand in a value of the
                 *     batch's meta: in a text or a number, at any depth, not in a key; a plain number finds the batch of that
                 *     number, too. ASCII letters match in both cases, all other characters exactly.
                 */
                readonly q?: string;
                /**
                 * @description Only batches of these statuses.
                 * @example [
                 *       "created",
                 *       "active"
                 *     ]
                 */
                readonly status?: components["parameters"]["BatchStatuses"];
                /** @description Only closed batches whose submitter is exactly this. */
                readonly submitted_by?: string;
                /**
                 * @description Only batches created before. With `from` or `to`, batches may be missing that were created around a moment at
                 *     which the server's clock was set back by more than a minute.
                 */
                readonly to?: components["schemas"]["TimestampInput"];
            };
            readonly header?: {
                /**
                 * @description Answer 304 if the ETag is still this.
                 * @example "14"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The batches. With `Link; rel="next"` when the search goes on. */
            readonly 200: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly Link: components["headers"]["Link"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["BatchHead"][];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description Only events of this account. */
                readonly account?: components["schemas"]["Id"];
                /** @description Only events that exactly this actor caused. */
                readonly actor?: string;
                /** @description Only events of this batch and its bets. */
                readonly batch?: components["schemas"]["Id"];
                /** @description Only events that changed this bet, by its `pid`. */
                readonly bet?: components["schemas"]["Id"];
                /** @description Only events of then or later. */
                readonly from?: components["schemas"]["TimestampInput"];
                /** @description How many events at most; a page may be shorter even when there are more. */
                readonly limit?: number;
                /** @description `asc` is oldest first. With `desc`, `next` is the `until` of the next page. */
                readonly order?: "asc" | "desc";
                /** @description Events after this one; a cursor or a bare number. `0` or absent is from the oldest that is kept. */
                readonly since?: components["schemas"]["CursorOrSeq"];
                /**
                 * @description Only events before. With `from` or `to`, events may be missing that happened around a moment at which the
                 *     server's clock was set back by more than a minute: such a log is not in the order of time.
                 */
                readonly to?: components["schemas"]["TimestampInput"];
                /**
                 * @description Only events of these types.
                 * @example [
                 *       "bet_status_updated",
                 *       "batch_bets_updated"
                 *     ]
                 */
                readonly types?: components["parameters"]["EventTypes"];
                /** @description Events up to and including this one; a cursor or a bare number. */
                readonly until?: components["schemas"]["CursorOrSeq"];
                /** @description Seconds to wait for an event when there is none yet (only with `order=asc` and no `until`). */
                readonly wait?: number;
            };
            readonly header?: {
                /**
                 * @description Answer 304 if the ETag is still this.
                 * @example "14"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /**
             * @description A page of events; `next` goes on where it ends. It ends early after a bounded search, so it may be short, or
             *     empty, although `more` is true.
             */
            readonly 200: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly ETag: components["headers"]["OptionalETag"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EventPage"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            /** @description `cursor_expired`: the cursor is of another epoch, older than the log, or ahead of it. Read the state anew. */
            readonly 410: {
                headers: {
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getPreferences: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Answer 304 if the ETag is still this.
                 * @example "14"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                /**
                 * @description The name of an operator, or `desk` for what all of them share; percent-encoded.
                 * @example ana
                 */
                readonly owner: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description As it was stored, key order and number text included. */
            readonly 200: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly ETag: components["headers"]["PreferencesETag"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Preferences"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly replacePreferences: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description A name for this write, made by the caller before sending it.
                 * @example 0b9d2f0e-4f3c-7d55-9a30-7f1c5f1f2f10
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Do it only if the resource still has this version. Only the number before `-` counts, so that a change of `open_batches` does not stand in the way of a rename, and a `W/` that a compressing proxy put before the tag is overlooked. One tag, or `*`, which asks for nothing but existence.
                 * @example "14"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path: {
                /**
                 * @description The name of an operator, or `desk` for what all of them share; percent-encoded.
                 * @example ana
                 */
                readonly owner: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Preferences"];
            };
        };
        readonly responses: {
            /** @description What is stored now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["PreferencesETag"];
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Preferences"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 412: components["responses"]["VersionConflict"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly 507: components["responses"]["StorageFull"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getPresence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Presence"];
            readonly 400: components["responses"]["BadRequest"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly postPresence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Who does this; stored with every event, as long as there is no login.
                 * @example ana
                 */
                readonly "BetStream-Actor"?: components["parameters"]["Actor"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PresenceWord"];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["Presence"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidField"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getStatistics: {
        readonly parameters: {
            readonly query: {
                /** @description Only this account; of one that does not exist there are no figures. */
                readonly account?: components["schemas"]["Id"];
                /** @description Where the figures begin; rounded down to a whole step of UTC. */
                readonly from: components["schemas"]["TimestampInput"];
                /** @description The length of a bucket. Minutes are kept for 40 days, hours and days for 800 days. */
                readonly step?: components["schemas"]["StatisticsStep"];
                /** @description Where the figures end, not included; rounded up to a whole step of UTC. At most 1500 steps. */
                readonly to: components["schemas"]["TimestampInput"];
            };
            readonly header?: {
                /**
                 * @description Answer 304 if the ETag is still this.
                 * @example "14"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description W3C trace context: the trace that this request belongs to, and the caller's span. It comes back in `traceresponse`, in problems, in the events and in the log. One that is not valid, or stands there twice, is overlooked. See "Traces".
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                readonly traceparent?: components["parameters"]["TraceParent"];
                /** @description Comes back in the answer, in the log and in the events; made up when absent or not visible ASCII. */
                readonly "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
                    readonly "BetStream-Cursor": components["headers"]["Cursor"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly traceresponse: components["headers"]["TraceResponse"];
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Statistics"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getAsset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description As the page of the console names it.
                 * @example index-CNTOJ5xu.js
                 */
                readonly file: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file, compressed where `Accept-Encoding` allows it. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "font/woff2": string;
                    readonly "image/png": string;
                    readonly "image/svg+xml": string;
                    readonly "text/css": string;
                    readonly "text/javascript": string;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 404: components["responses"]["NotFound"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getDocumentation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The page, compressed where `Accept-Encoding` allows it. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getDocumentationPage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description As links of the overview name it, or a file that pages load.
                 * @example monitoring
                 */
                readonly page: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The page, compressed where `Accept-Encoding` allows it. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly Record<string, never>[];
                    readonly "text/css": string;
                    readonly "text/html": string;
                    readonly "text/javascript": string;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            /** @description There is no such page. `Accept: text/html` gets a page that says so, other programs a problem. */
            readonly 404: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                    readonly "text/html": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Fine"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getLiveness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Fine"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One line for each figure. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getProblem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly code: components["schemas"]["ErrorCode"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly 404: components["responses"]["NotFound"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Readiness"];
            readonly 503: components["responses"]["Readiness"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly streamEvents: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Only events of these accounts.
                 * @example [
                 *       1,
                 *       2
                 *     ]
                 */
                readonly accounts?: readonly components["schemas"]["Id"][];
                /** @description The same, as some EventSource libraries say it. */
                readonly last_event_id?: string;
                /** @description The same, as other EventSource libraries say it. */
                readonly lastEventId?: string;
                /**
                 * @description Events after this cursor.
                 * @example k3f9-41
                 */
                readonly since?: string;
                /**
                 * @description Only events of these types.
                 * @example [
                 *       "bet_status_updated",
                 *       "batch_bets_updated"
                 *     ]
                 */
                readonly types?: components["parameters"]["EventTypes"];
            };
            readonly header?: {
                /**
                 * @description Sent by EventSource when it reconnects.
                 * @example k3f9-41
                 */
                readonly "Last-Event-ID"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The stream; it has no end. */
            readonly 200: {
                headers: {
                    /** @description `no-store, no-transform` */
                    readonly "Cache-Control": "no-store, no-transform";
                    /** @description `no`, for nginx */
                    readonly "X-Accel-Buffering": "no";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getDocs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            /** @description The page is at the address in Location. */
            readonly 308: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
}

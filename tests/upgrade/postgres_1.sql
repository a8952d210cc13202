CREATE SCHEMA betstream;
CREATE SEQUENCE betstream.account_ids
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE betstream.account_seqs (
    account_id bigint NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT account_seqs_last_check CHECK ((last > 0))
)
WITH (fillfactor='50');
CREATE TABLE betstream.accounts (
    id bigint NOT NULL,
    name text NOT NULL,
    hostname text NOT NULL,
    currency text NOT NULL,
    version bigint NOT NULL,
    open_batches bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint,
    CONSTRAINT accounts_id_check CHECK ((id > 0)),
    CONSTRAINT accounts_open_batches_check CHECK ((open_batches >= 0)),
    CONSTRAINT accounts_version_check CHECK ((version > 0))
);
CREATE SEQUENCE betstream.batch_ids
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE betstream.batch_meta (
    batch_id bigint NOT NULL,
    meta text NOT NULL
);
CREATE TABLE betstream.batches (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    status bigint NOT NULL,
    version bigint NOT NULL,
    pending_count bigint NOT NULL,
    pending_stake bigint NOT NULL,
    pending_cost bigint NOT NULL,
    successful_count bigint NOT NULL,
    successful_stake bigint NOT NULL,
    successful_cost bigint NOT NULL,
    failed_count bigint NOT NULL,
    failed_stake bigint NOT NULL,
    failed_cost bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    submitted_at bigint,
    completed_at bigint,
    created_by text NOT NULL,
    submitted_by text NOT NULL,
    first_bet_id bigint,
    bet_count bigint NOT NULL,
    has_pending boolean NOT NULL,
    CONSTRAINT batches_bet_count_check CHECK ((bet_count >= 0)),
    CONSTRAINT batches_check CHECK ((bet_count = ((pending_count + successful_count) + failed_count))),
    CONSTRAINT batches_check1 CHECK (((first_bet_id IS NULL) = (bet_count = 0))),
    CONSTRAINT batches_failed_cost_check CHECK (((failed_cost >= '-999999999999999'::bigint) AND (failed_cost <= '999999999999999'::bigint))),
    CONSTRAINT batches_failed_count_check CHECK ((failed_count >= 0)),
    CONSTRAINT batches_failed_stake_check CHECK (((failed_stake >= '-999999999999999'::bigint) AND (failed_stake <= '999999999999999'::bigint))),
    CONSTRAINT batches_id_check CHECK ((id > 0)),
    CONSTRAINT batches_pending_cost_check CHECK (((pending_cost >= '-999999999999999'::bigint) AND (pending_cost <= '999999999999999'::bigint))),
    CONSTRAINT batches_pending_count_check CHECK ((pending_count >= 0)),
    CONSTRAINT batches_pending_stake_check CHECK (((pending_stake >= '-999999999999999'::bigint) AND (pending_stake <= '999999999999999'::bigint))),
    CONSTRAINT batches_status_check CHECK (((status >= 0) AND (status <= 3))),
    CONSTRAINT batches_successful_cost_check CHECK (((successful_cost >= '-999999999999999'::bigint) AND (successful_cost <= '999999999999999'::bigint))),
    CONSTRAINT batches_successful_count_check CHECK ((successful_count >= 0)),
    CONSTRAINT batches_successful_stake_check CHECK (((successful_stake >= '-999999999999999'::bigint) AND (successful_stake <= '999999999999999'::bigint))),
    CONSTRAINT batches_version_check CHECK ((version > 0))
)
WITH (fillfactor='70');
CREATE TABLE betstream.bet_ids (
    next bigint NOT NULL
);
CREATE TABLE betstream.bets (
    batch_id bigint NOT NULL,
    id bigint NOT NULL,
    external_id bigint NOT NULL,
    selection text NOT NULL,
    stake bigint NOT NULL,
    cost bigint NOT NULL,
    status bigint NOT NULL,
    version bigint NOT NULL,
    updated_at bigint NOT NULL,
    updated_by text NOT NULL,
    reference text,
    note text,
    CONSTRAINT bets_cost_check CHECK (((cost >= '-999999999999999'::bigint) AND (cost <= '999999999999999'::bigint))),
    CONSTRAINT bets_id_check CHECK ((id > 0)),
    CONSTRAINT bets_stake_check CHECK (((stake >= '-999999999999999'::bigint) AND (stake <= '999999999999999'::bigint))),
    CONSTRAINT bets_status_check CHECK (((status >= 0) AND (status <= 2))),
    CONSTRAINT bets_version_check CHECK ((version > 0))
)
WITH (fillfactor='85');
CREATE TABLE betstream.events (
    seq bigint NOT NULL,
    account_seq bigint NOT NULL,
    at bigint NOT NULL,
    account_id bigint NOT NULL,
    batch_id bigint,
    bet_id bigint,
    type bigint NOT NULL,
    actor text NOT NULL,
    request_id text NOT NULL,
    traceparent text NOT NULL,
    payload text NOT NULL,
    CONSTRAINT events_account_seq_check CHECK ((account_seq > 0)),
    CONSTRAINT events_seq_check CHECK ((seq > 0)),
    CONSTRAINT events_type_check CHECK (((type >= 0) AND (type <= 10)))
);
CREATE TABLE betstream.idempotency (
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status bigint NOT NULL,
    fields text NOT NULL,
    body text NOT NULL,
    at bigint NOT NULL,
    cursor bigint NOT NULL,
    CONSTRAINT idempotency_request_hash_check CHECK ((length(request_hash) = 32))
);
CREATE TABLE betstream.meta (
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE betstream.nodes (
    id bigint NOT NULL,
    last_group bigint DEFAULT 0 NOT NULL,
    last_seq bigint,
    started_at bigint NOT NULL
)
WITH (fillfactor='10');
ALTER TABLE betstream.nodes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME betstream.nodes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE betstream.preferences (
    owner text NOT NULL,
    version bigint NOT NULL,
    value text NOT NULL,
    CONSTRAINT preferences_version_check CHECK ((version > 0))
);
CREATE TABLE betstream.statistics (
    step bigint NOT NULL,
    start bigint NOT NULL,
    account_id bigint NOT NULL,
    node bigint NOT NULL,
    part bigint NOT NULL,
    figures text NOT NULL,
    CONSTRAINT statistics_step_check CHECK (((step >= 0) AND (step <= 2)))
)
WITH (fillfactor='70');
INSERT INTO betstream.account_seqs VALUES (3, 2);
INSERT INTO betstream.account_seqs VALUES (1, 13);
INSERT INTO betstream.account_seqs VALUES (2, 18);
INSERT INTO betstream.accounts VALUES (3, 'gone', 'vendor.example', 'USD', 1, 0, 1795977213654317, 1795977213654317, 1795977213690574);
INSERT INTO betstream.accounts VALUES (1, 'ana', 'other.example', 'USD', 2, 2, 1795977213642963, 1795977213692433, NULL);
INSERT INTO betstream.accounts VALUES (2, 'Zoë ☃', 'vendor.example', 'EUR', 1, 4, 1795977213651077, 1795977213651077, NULL);
INSERT INTO betstream.batch_meta VALUES (1, '{"name":"untouched","nested":{"list":[1,"zwei",null,{"deep":true}]}}');
INSERT INTO betstream.batch_meta VALUES (2, '{"name":"active, renamed","race_id":5}');
INSERT INTO betstream.batch_meta VALUES (3, '{"name":"submitted"}');
INSERT INTO betstream.batch_meta VALUES (4, '{}');
INSERT INTO betstream.batch_meta VALUES (5, '{"name":"reopened"}');
INSERT INTO betstream.batch_meta VALUES (6, '{"name":"begun"}');
INSERT INTO betstream.batch_meta VALUES (7, '{"name":"largest"}');
INSERT INTO betstream.batch_meta VALUES (8, '{"name":"smallest"}');
INSERT INTO betstream.batches VALUES (1, 1, 0, 1, 3, 75000, -75000, 0, 0, 0, 0, 0, 0, 1795977213661340, 1795977213661340, NULL, NULL, 'kim', '', 1, 3, true);
INSERT INTO betstream.batches VALUES (2, 1, 1, 7, 1, 62500, -100000, 2, 37500, -25000, 2, 87500, -125000, 1795977213667397, 1795977213685711, NULL, NULL, 'kim', '', 4, 5, true);
INSERT INTO betstream.batches VALUES (3, 1, 3, 3, 2, 37500, -25000, 0, 0, 0, 0, 0, 0, 1795977213694687, 1795977213697560, 1795977213697560, 1795977213697560, 'kim', 'kim', 9, 2, true);
INSERT INTO betstream.batches VALUES (4, 2, 3, 6, 0, 0, 0, 1, 12500, 0, 1, 25000, -25000, 1795977213699532, 1795977213705021, 1795977213705021, 1795977213705021, 'kim', 'kim', 11, 2, false);
INSERT INTO betstream.batches VALUES (5, 2, 1, 7, 0, 0, 0, 1, 12500, 0, 0, 0, 0, 1795977213707818, 1795977213713978, NULL, NULL, 'kim', '', 13, 1, false);
INSERT INTO betstream.batches VALUES (6, 2, 1, 2, 1, 12500, 0, 0, 0, 0, 0, 0, 0, 1795977213715906, 1795977213717688, NULL, NULL, 'kim', '', 14, 1, true);
INSERT INTO betstream.batches VALUES (7, 2, 0, 1, 1, 999999999999999, 0, 0, 0, 0, 0, 0, 0, 1795977213719540, 1795977213719540, NULL, NULL, 'kim', '', 15, 1, true);
INSERT INTO betstream.batches VALUES (8, 2, 0, 1, 2, 10001, 9999, 0, 0, 0, 0, 0, 0, 1795977213721262, 1795977213721262, NULL, NULL, 'kim', '', 16, 2, true);
INSERT INTO betstream.bet_ids VALUES (20001);
INSERT INTO betstream.bets VALUES (1, 1, 1, '1/2/3 é ☃', 12500, 0, 0, 1, 1795977213661340, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (1, 2, 2, '2/2/3 é ☃', 25000, -25000, 0, 1, 1795977213661340, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (1, 3, 3, '3/2/3 é ☃', 37500, -50000, 0, 1, 1795977213661340, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (2, 8, 5, '5/2/3 é ☃', 62500, -100000, 0, 1, 1795977213667397, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (2, 4, 1, '1/2/3 é ☃', 12500, 0, 1, 2, 1795977213674268, 'kim', 'B-4471', 'at the rail
"quoted"');
INSERT INTO betstream.bets VALUES (2, 5, 2, '2/2/3 é ☃', 25000, -25000, 1, 3, 1795977213679509, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (2, 6, 3, '3/2/3 é ☃', 37500, -50000, 2, 2, 1795977213683298, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (2, 7, 4, '4/2/3 é ☃', 50000, -75000, 2, 2, 1795977213683298, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (3, 9, 1, '1/2/3 é ☃', 12500, 0, 0, 1, 1795977213694687, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (3, 10, 2, '2/2/3 é ☃', 25000, -25000, 0, 1, 1795977213694687, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (4, 11, 1, '1/2/3 é ☃', 12500, 0, 1, 2, 1795977213701979, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (4, 12, 2, '2/2/3 é ☃', 25000, -25000, 2, 2, 1795977213705021, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (5, 13, 1, '1/2/3 é ☃', 12500, 0, 1, 3, 1795977213713978, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (6, 14, 1, '1/2/3 é ☃', 12500, 0, 0, 1, 1795977213715906, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (7, 15, 1, 'largest', 999999999999999, 0, 0, 1, 1795977213719540, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (8, 16, 2, 'smallest', 1, -1, 0, 1, 1795977213721262, 'kim', NULL, NULL);
INSERT INTO betstream.bets VALUES (8, 17, 9007199254740991, 'longest id', 10000, 10000, 0, 1, 1795977213721262, 'kim', NULL, NULL);
INSERT INTO betstream.events VALUES (1, 1, 1795977213642963, 1, NULL, NULL, 0, 'kim', '01a22895-76c8-73e8-a27a-9b993dba6070', '', '"account":{"id":1,"name":"ana","hostname":"vendor.example","currency":"USD","version":1,"open_batches":0,"created_at":"2026-11-29T18:33:33.642963Z","updated_at":"2026-11-29T18:33:33.642963Z"}');
INSERT INTO betstream.events VALUES (2, 1, 1795977213651077, 2, NULL, NULL, 0, 'kim', '01a22895-76d2-7852-8a36-d6bcc0e916fa', '', '"account":{"id":2,"name":"Zoë ☃","hostname":"vendor.example","currency":"EUR","version":1,"open_batches":0,"created_at":"2026-11-29T18:33:33.651077Z","updated_at":"2026-11-29T18:33:33.651077Z"}');
INSERT INTO betstream.events VALUES (3, 1, 1795977213654317, 3, NULL, NULL, 0, 'kim', '01a22895-76d5-786b-abca-09699161f18e', '', '"account":{"id":3,"name":"gone","hostname":"vendor.example","currency":"USD","version":1,"open_batches":0,"created_at":"2026-11-29T18:33:33.654317Z","updated_at":"2026-11-29T18:33:33.654317Z"}');
INSERT INTO betstream.events VALUES (4, 2, 1795977213661340, 1, 1, NULL, 3, 'kim', '01a22895-76d8-7b5e-8846-286f7991f0e5', '', '"batch":{"id":1,"account_id":1,"meta":{"name":"untouched","nested":{"list":[1,"zwei",null,{"deep":true}]}},"completed":false,"status":"created","version":1,"summary":{"bets":3,"pending":{"count":3,"stake":7.5,"cost":-7.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.661340Z","updated_at":"2026-11-29T18:33:33.661340Z","created_by":"kim","bets":[{"pid":1,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":1,"version":1,"updated_at":"2026-11-29T18:33:33.661340Z","updated_by":"kim"},{"pid":2,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"pending","batch_id":1,"version":1,"updated_at":"2026-11-29T18:33:33.661340Z","updated_by":"kim"},{"pid":3,"id":3,"selection":"3/2/3 é ☃","stake":3.75,"cost":-5.0,"status":"pending","batch_id":1,"version":1,"updated_at":"2026-11-29T18:33:33.661340Z","updated_by":"kim"}]}');
INSERT INTO betstream.events VALUES (5, 3, 1795977213667397, 1, 2, NULL, 3, 'kim', '01a22895-76e3-78af-b8ec-da2142fc40b3', '', '"batch":{"id":2,"account_id":1,"meta":{"name":"active"},"completed":false,"status":"created","version":1,"summary":{"bets":5,"pending":{"count":5,"stake":18.75,"cost":-25.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.667397Z","updated_at":"2026-11-29T18:33:33.667397Z","created_by":"kim","bets":[{"pid":4,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"},{"pid":5,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"},{"pid":6,"id":3,"selection":"3/2/3 é ☃","stake":3.75,"cost":-5.0,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"},{"pid":7,"id":4,"selection":"4/2/3 é ☃","stake":5.0,"cost":-7.5,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"},{"pid":8,"id":5,"selection":"5/2/3 é ☃","stake":6.25,"cost":-10.0,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"}]}');
INSERT INTO betstream.events VALUES (6, 4, 1795977213674268, 1, 2, NULL, 4, 'kim', '01a22895-76e5-70bb-8642-2da4e46d6f29', '', '"batch":{"id":2,"account_id":1,"meta":{"name":"active"},"completed":false,"status":"active","version":2,"summary":{"bets":5,"pending":{"count":5,"stake":18.75,"cost":-25.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.667397Z","updated_at":"2026-11-29T18:33:33.674268Z","created_by":"kim"}');
INSERT INTO betstream.events VALUES (7, 5, 1795977213674268, 1, 2, 4, 9, 'kim', '01a22895-76e5-70bb-8642-2da4e46d6f29', '', '"bet":{"pid":4,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"successful","batch_id":2,"version":2,"updated_at":"2026-11-29T18:33:33.674268Z","updated_by":"kim","reference":"B-4471","note":"at the rail\n\"quoted\""},"batch":{"id":2,"version":3,"status":"active","summary":{"bets":5,"pending":{"count":4,"stake":17.5,"cost":-25.0},"successful":{"count":1,"stake":1.25,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"updated_at":"2026-11-29T18:33:33.674268Z"}');
INSERT INTO betstream.events VALUES (8, 6, 1795977213677333, 1, 2, 5, 9, 'kim', '01a22895-76ec-7f23-902f-ada456032b84', '', '"bet":{"pid":5,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"failed","batch_id":2,"version":2,"updated_at":"2026-11-29T18:33:33.677333Z","updated_by":"kim"},"batch":{"id":2,"version":4,"status":"active","summary":{"bets":5,"pending":{"count":3,"stake":15.0,"cost":-22.5},"successful":{"count":1,"stake":1.25,"cost":0.0},"failed":{"count":1,"stake":2.5,"cost":-2.5}},"updated_at":"2026-11-29T18:33:33.677333Z"}');
INSERT INTO betstream.events VALUES (9, 7, 1795977213679509, 1, 2, 5, 9, 'kim', '01a22895-76ef-7249-88a6-0293339a75d4', '', '"bet":{"pid":5,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"successful","batch_id":2,"version":3,"updated_at":"2026-11-29T18:33:33.679509Z","updated_by":"kim"},"batch":{"id":2,"version":5,"status":"active","summary":{"bets":5,"pending":{"count":3,"stake":15.0,"cost":-22.5},"successful":{"count":2,"stake":3.75,"cost":-2.5},"failed":{"count":0,"stake":0.0,"cost":0.0}},"updated_at":"2026-11-29T18:33:33.679509Z"}');
INSERT INTO betstream.events VALUES (10, 8, 1795977213683298, 1, 2, NULL, 10, 'kim', '01a22895-76f2-740c-a046-f61c42a8c0e5', '', '"batch_id":2,"bets":[{"pid":6,"id":3,"selection":"3/2/3 é ☃","stake":3.75,"cost":-5.0,"status":"failed","batch_id":2,"version":2,"updated_at":"2026-11-29T18:33:33.683298Z","updated_by":"kim"},{"pid":7,"id":4,"selection":"4/2/3 é ☃","stake":5.0,"cost":-7.5,"status":"failed","batch_id":2,"version":2,"updated_at":"2026-11-29T18:33:33.683298Z","updated_by":"kim"}],"batch":{"id":2,"version":6,"status":"active","summary":{"bets":5,"pending":{"count":1,"stake":6.25,"cost":-10.0},"successful":{"count":2,"stake":3.75,"cost":-2.5},"failed":{"count":2,"stake":8.75,"cost":-12.5}},"updated_at":"2026-11-29T18:33:33.683298Z"}');
INSERT INTO betstream.events VALUES (11, 9, 1795977213685711, 1, 2, NULL, 5, 'kim', '01a22895-76f5-7feb-b541-28a02ede1058', '', '"batch":{"id":2,"account_id":1,"meta":{"name":"active, renamed","race_id":5},"completed":false,"status":"active","version":7,"summary":{"bets":5,"pending":{"count":1,"stake":6.25,"cost":-10.0},"successful":{"count":2,"stake":3.75,"cost":-2.5},"failed":{"count":2,"stake":8.75,"cost":-12.5}},"created_at":"2026-11-29T18:33:33.667397Z","updated_at":"2026-11-29T18:33:33.685711Z","created_by":"kim"}');
INSERT INTO betstream.events VALUES (12, 2, 1795977213690574, 3, NULL, NULL, 2, 'kim', '01a22895-76fa-796b-ab5b-df52ad74ffad', '', '"id":3');
INSERT INTO betstream.events VALUES (13, 10, 1795977213692433, 1, NULL, NULL, 1, 'kim', '01a22895-76fc-7757-afab-9a075a1bdd0f', '', '"account":{"id":1,"name":"ana","hostname":"other.example","currency":"USD","version":2,"open_batches":2,"created_at":"2026-11-29T18:33:33.642963Z","updated_at":"2026-11-29T18:33:33.692433Z"}');
INSERT INTO betstream.events VALUES (27, 12, 1795977213710138, 2, 5, NULL, 8, 'kim', '01a22895-770d-7f93-9cc2-8e0d662bca28', '', '"id":5,"batch":{"id":5,"account_id":2,"meta":{"name":"reopened"},"completed":true,"status":"completed","version":5,"summary":{"bets":1,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":1,"stake":1.25,"cost":0.0}},"created_at":"2026-11-29T18:33:33.707818Z","updated_at":"2026-11-29T18:33:33.710138Z","submitted_at":"2026-11-29T18:33:33.710138Z","completed_at":"2026-11-29T18:33:33.710138Z","created_by":"kim","submitted_by":"kim"}');
INSERT INTO betstream.events VALUES (14, 11, 1795977213694687, 1, 3, NULL, 3, 'kim', '01a22895-76fe-7f60-a78f-027ec95ed1df', '', '"batch":{"id":3,"account_id":1,"meta":{"name":"submitted"},"completed":false,"status":"created","version":1,"summary":{"bets":2,"pending":{"count":2,"stake":3.75,"cost":-2.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.694687Z","updated_at":"2026-11-29T18:33:33.694687Z","created_by":"kim","bets":[{"pid":9,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":3,"version":1,"updated_at":"2026-11-29T18:33:33.694687Z","updated_by":"kim"},{"pid":10,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"pending","batch_id":3,"version":1,"updated_at":"2026-11-29T18:33:33.694687Z","updated_by":"kim"}]}');
INSERT INTO betstream.events VALUES (15, 12, 1795977213697560, 1, 3, NULL, 6, 'kim', '01a22895-7701-7ece-b169-907eaf35b8a1', '', '"batch":{"id":3,"account_id":1,"meta":{"name":"submitted"},"completed":true,"status":"submitted","version":2,"summary":{"bets":2,"pending":{"count":2,"stake":3.75,"cost":-2.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.694687Z","updated_at":"2026-11-29T18:33:33.697560Z","submitted_at":"2026-11-29T18:33:33.697560Z","created_by":"kim","submitted_by":"kim"}');
INSERT INTO betstream.events VALUES (16, 13, 1795977213697560, 1, 3, NULL, 8, 'kim', '01a22895-7701-7ece-b169-907eaf35b8a1', '', '"id":3,"batch":{"id":3,"account_id":1,"meta":{"name":"submitted"},"completed":true,"status":"completed","version":3,"summary":{"bets":2,"pending":{"count":2,"stake":3.75,"cost":-2.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.694687Z","updated_at":"2026-11-29T18:33:33.697560Z","submitted_at":"2026-11-29T18:33:33.697560Z","completed_at":"2026-11-29T18:33:33.697560Z","created_by":"kim","submitted_by":"kim"}');
INSERT INTO betstream.events VALUES (17, 2, 1795977213699532, 2, 4, NULL, 3, 'kim', '01a22895-7703-7416-b2aa-f5b030aff4d7', '', '"batch":{"id":4,"account_id":2,"meta":{},"completed":false,"status":"created","version":1,"summary":{"bets":2,"pending":{"count":2,"stake":3.75,"cost":-2.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.699532Z","updated_at":"2026-11-29T18:33:33.699532Z","created_by":"kim","bets":[{"pid":11,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":4,"version":1,"updated_at":"2026-11-29T18:33:33.699532Z","updated_by":"kim"},{"pid":12,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"pending","batch_id":4,"version":1,"updated_at":"2026-11-29T18:33:33.699532Z","updated_by":"kim"}]}');
INSERT INTO betstream.events VALUES (18, 3, 1795977213701979, 2, 4, NULL, 4, 'kim', '01a22895-7705-73a2-8f94-aef8a9ce6f4d', '', '"batch":{"id":4,"account_id":2,"meta":{},"completed":false,"status":"active","version":2,"summary":{"bets":2,"pending":{"count":2,"stake":3.75,"cost":-2.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.699532Z","updated_at":"2026-11-29T18:33:33.701979Z","created_by":"kim"}');
INSERT INTO betstream.events VALUES (19, 4, 1795977213701979, 2, 4, 11, 9, 'kim', '01a22895-7705-73a2-8f94-aef8a9ce6f4d', '', '"bet":{"pid":11,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"successful","batch_id":4,"version":2,"updated_at":"2026-11-29T18:33:33.701979Z","updated_by":"kim"},"batch":{"id":4,"version":3,"status":"active","summary":{"bets":2,"pending":{"count":1,"stake":2.5,"cost":-2.5},"successful":{"count":1,"stake":1.25,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"updated_at":"2026-11-29T18:33:33.701979Z"}');
INSERT INTO betstream.events VALUES (20, 5, 1795977213705021, 2, 4, NULL, 10, 'kim', '01a22895-7708-78f1-b733-6648e8414826', '', '"batch_id":4,"bets":[{"pid":12,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"failed","batch_id":4,"version":2,"updated_at":"2026-11-29T18:33:33.705021Z","updated_by":"kim"}],"batch":{"id":4,"version":4,"status":"active","summary":{"bets":2,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":1,"stake":1.25,"cost":0.0},"failed":{"count":1,"stake":2.5,"cost":-2.5}},"updated_at":"2026-11-29T18:33:33.705021Z"}');
INSERT INTO betstream.events VALUES (21, 6, 1795977213705021, 2, 4, NULL, 6, 'kim', '01a22895-7708-78f1-b733-6648e8414826', '', '"batch":{"id":4,"account_id":2,"meta":{},"completed":true,"status":"submitted","version":5,"summary":{"bets":2,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":1,"stake":1.25,"cost":0.0},"failed":{"count":1,"stake":2.5,"cost":-2.5}},"created_at":"2026-11-29T18:33:33.699532Z","updated_at":"2026-11-29T18:33:33.705021Z","submitted_at":"2026-11-29T18:33:33.705021Z","created_by":"kim","submitted_by":"kim"}');
INSERT INTO betstream.events VALUES (22, 7, 1795977213705021, 2, 4, NULL, 8, 'kim', '01a22895-7708-78f1-b733-6648e8414826', '', '"id":4,"batch":{"id":4,"account_id":2,"meta":{},"completed":true,"status":"completed","version":6,"summary":{"bets":2,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":1,"stake":1.25,"cost":0.0},"failed":{"count":1,"stake":2.5,"cost":-2.5}},"created_at":"2026-11-29T18:33:33.699532Z","updated_at":"2026-11-29T18:33:33.705021Z","submitted_at":"2026-11-29T18:33:33.705021Z","completed_at":"2026-11-29T18:33:33.705021Z","created_by":"kim","submitted_by":"kim"}');
INSERT INTO betstream.events VALUES (23, 8, 1795977213707818, 2, 5, NULL, 3, 'kim', '01a22895-770b-782c-886b-b5b36626dc1c', '', '"batch":{"id":5,"account_id":2,"meta":{"name":"reopened"},"completed":false,"status":"created","version":1,"summary":{"bets":1,"pending":{"count":1,"stake":1.25,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.707818Z","updated_at":"2026-11-29T18:33:33.707818Z","created_by":"kim","bets":[{"pid":13,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":5,"version":1,"updated_at":"2026-11-29T18:33:33.707818Z","updated_by":"kim"}]}');
INSERT INTO betstream.events VALUES (24, 9, 1795977213710138, 2, 5, NULL, 4, 'kim', '01a22895-770d-7f93-9cc2-8e0d662bca28', '', '"batch":{"id":5,"account_id":2,"meta":{"name":"reopened"},"completed":false,"status":"active","version":2,"summary":{"bets":1,"pending":{"count":1,"stake":1.25,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.707818Z","updated_at":"2026-11-29T18:33:33.710138Z","created_by":"kim"}');
INSERT INTO betstream.events VALUES (25, 10, 1795977213710138, 2, 5, NULL, 10, 'kim', '01a22895-770d-7f93-9cc2-8e0d662bca28', '', '"batch_id":5,"bets":[{"pid":13,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"failed","batch_id":5,"version":2,"updated_at":"2026-11-29T18:33:33.710138Z","updated_by":"kim"}],"batch":{"id":5,"version":3,"status":"active","summary":{"bets":1,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":1,"stake":1.25,"cost":0.0}},"updated_at":"2026-11-29T18:33:33.710138Z"}');
INSERT INTO betstream.events VALUES (26, 11, 1795977213710138, 2, 5, NULL, 6, 'kim', '01a22895-770d-7f93-9cc2-8e0d662bca28', '', '"batch":{"id":5,"account_id":2,"meta":{"name":"reopened"},"completed":true,"status":"submitted","version":4,"summary":{"bets":1,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":1,"stake":1.25,"cost":0.0}},"created_at":"2026-11-29T18:33:33.707818Z","updated_at":"2026-11-29T18:33:33.710138Z","submitted_at":"2026-11-29T18:33:33.710138Z","created_by":"kim","submitted_by":"kim"}');
INSERT INTO betstream.events VALUES (28, 13, 1795977213712167, 2, 5, NULL, 7, 'kim', '01a22895-770f-7e25-b4a9-7fa176c0bb1b', '', '"batch":{"id":5,"account_id":2,"meta":{"name":"reopened"},"completed":false,"status":"active","version":6,"summary":{"bets":1,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":1,"stake":1.25,"cost":0.0}},"created_at":"2026-11-29T18:33:33.707818Z","updated_at":"2026-11-29T18:33:33.712167Z","created_by":"kim"},"reason":"the vendor was wrong"');
INSERT INTO betstream.events VALUES (29, 14, 1795977213713978, 2, 5, 13, 9, 'kim', '01a22895-7711-79ad-bd72-2dd0c0791b56', '', '"bet":{"pid":13,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"successful","batch_id":5,"version":3,"updated_at":"2026-11-29T18:33:33.713978Z","updated_by":"kim"},"batch":{"id":5,"version":7,"status":"active","summary":{"bets":1,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":1,"stake":1.25,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"updated_at":"2026-11-29T18:33:33.713978Z"}');
INSERT INTO betstream.events VALUES (30, 15, 1795977213715906, 2, 6, NULL, 3, 'kim', '01a22895-7713-7a5d-b74c-65537aaf8cb1', '', '"batch":{"id":6,"account_id":2,"meta":{"name":"begun"},"completed":false,"status":"created","version":1,"summary":{"bets":1,"pending":{"count":1,"stake":1.25,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.715906Z","updated_at":"2026-11-29T18:33:33.715906Z","created_by":"kim","bets":[{"pid":14,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":6,"version":1,"updated_at":"2026-11-29T18:33:33.715906Z","updated_by":"kim"}]}');
INSERT INTO betstream.events VALUES (31, 16, 1795977213717688, 2, 6, NULL, 4, 'kim', '01a22895-7715-7154-ab8b-c6da6a429d7a', '', '"batch":{"id":6,"account_id":2,"meta":{"name":"begun"},"completed":false,"status":"active","version":2,"summary":{"bets":1,"pending":{"count":1,"stake":1.25,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.715906Z","updated_at":"2026-11-29T18:33:33.717688Z","created_by":"kim"}');
INSERT INTO betstream.events VALUES (32, 17, 1795977213719540, 2, 7, NULL, 3, 'kim', '01a22895-7717-784d-9db2-6267d5550a13', '', '"batch":{"id":7,"account_id":2,"meta":{"name":"largest"},"completed":false,"status":"created","version":1,"summary":{"bets":1,"pending":{"count":1,"stake":99999999999.9999,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.719540Z","updated_at":"2026-11-29T18:33:33.719540Z","created_by":"kim","bets":[{"pid":15,"id":1,"selection":"largest","stake":99999999999.9999,"cost":0.0,"status":"pending","batch_id":7,"version":1,"updated_at":"2026-11-29T18:33:33.719540Z","updated_by":"kim"}]}');
INSERT INTO betstream.events VALUES (33, 18, 1795977213721262, 2, 8, NULL, 3, 'kim', '01a22895-7718-720c-aceb-4dc76b1328c0', '', '"batch":{"id":8,"account_id":2,"meta":{"name":"smallest"},"completed":false,"status":"created","version":1,"summary":{"bets":2,"pending":{"count":2,"stake":1.0001,"cost":0.9999},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.721262Z","updated_at":"2026-11-29T18:33:33.721262Z","created_by":"kim","bets":[{"pid":16,"id":2,"selection":"smallest","stake":0.0001,"cost":-0.0001,"status":"pending","batch_id":8,"version":1,"updated_at":"2026-11-29T18:33:33.721262Z","updated_by":"kim"},{"pid":17,"id":9007199254740991,"selection":"longest id","stake":1.0,"cost":1.0,"status":"pending","batch_id":8,"version":1,"updated_at":"2026-11-29T18:33:33.721262Z","updated_by":"kim"}]}');
INSERT INTO betstream.idempotency VALUES ('day-1', '\xf5dfec4a69b83caf6c0c3b117a0c5d89b481dcd7b2ed717b5f7de81a509d1594', 201, 'Location: /api/v1/accounts/1
ETag: "1-0"
', '{"id":1,"name":"ana","hostname":"vendor.example","currency":"USD","version":1,"open_batches":0,"created_at":"2026-11-29T18:33:33.642963Z","updated_at":"2026-11-29T18:33:33.642963Z"}', 1795977213642963, 1);
INSERT INTO betstream.idempotency VALUES ('day-2', '\x2379bce7cd7ce0a5d2a2c542466ffb6efa323402e88e76a162801f8603ff6b16', 201, 'Location: /api/v1/accounts/2
ETag: "1-0"
', '{"id":2,"name":"Zoë ☃","hostname":"vendor.example","currency":"EUR","version":1,"open_batches":0,"created_at":"2026-11-29T18:33:33.651077Z","updated_at":"2026-11-29T18:33:33.651077Z"}', 1795977213651077, 2);
INSERT INTO betstream.idempotency VALUES ('day-3', '\x65370bace4d25fb4b240fb073cbbe52ed2fc5d399041c1eaf281d1eecf1e3bcc', 201, 'Location: /api/v1/accounts/3
ETag: "1-0"
', '{"id":3,"name":"gone","hostname":"vendor.example","currency":"USD","version":1,"open_batches":0,"created_at":"2026-11-29T18:33:33.654317Z","updated_at":"2026-11-29T18:33:33.654317Z"}', 1795977213654317, 3);
INSERT INTO betstream.idempotency VALUES ('day-4', '\x47dd60a462980e74858c6bbe33fc16f52d39e7e4e7ca30e44421ddb15508ed37', 201, 'Location: /api/v1/accounts/1/batches/1
ETag: "1"
', '{"id":1,"account_id":1,"meta":{"name":"untouched","nested":{"list":[1,"zwei",null,{"deep":true}]}},"completed":false,"status":"created","version":1,"summary":{"bets":3,"pending":{"count":3,"stake":7.5,"cost":-7.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.661340Z","updated_at":"2026-11-29T18:33:33.661340Z","created_by":"kim","bets":[{"pid":1,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":1,"version":1,"updated_at":"2026-11-29T18:33:33.661340Z","updated_by":"kim"},{"pid":2,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"pending","batch_id":1,"version":1,"updated_at":"2026-11-29T18:33:33.661340Z","updated_by":"kim"},{"pid":3,"id":3,"selection":"3/2/3 é ☃","stake":3.75,"cost":-5.0,"status":"pending","batch_id":1,"version":1,"updated_at":"2026-11-29T18:33:33.661340Z","updated_by":"kim"}]}', 1795977213661340, 4);
INSERT INTO betstream.idempotency VALUES ('day-5', '\x9002a2a10c4d5af65baf3cfea7e10f2f425b28f55f34eb60c2ec19d789f988a5', 201, 'Location: /api/v1/accounts/1/batches/2
ETag: "1"
', '{"id":2,"account_id":1,"meta":{"name":"active"},"completed":false,"status":"created","version":1,"summary":{"bets":5,"pending":{"count":5,"stake":18.75,"cost":-25.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.667397Z","updated_at":"2026-11-29T18:33:33.667397Z","created_by":"kim","bets":[{"pid":4,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"},{"pid":5,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"},{"pid":6,"id":3,"selection":"3/2/3 é ☃","stake":3.75,"cost":-5.0,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"},{"pid":7,"id":4,"selection":"4/2/3 é ☃","stake":5.0,"cost":-7.5,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"},{"pid":8,"id":5,"selection":"5/2/3 é ☃","stake":6.25,"cost":-10.0,"status":"pending","batch_id":2,"version":1,"updated_at":"2026-11-29T18:33:33.667397Z","updated_by":"kim"}]}', 1795977213667397, 5);
INSERT INTO betstream.idempotency VALUES ('day-6', '\xe319b84fa029849d776d53bcac16e8982fa73d952bb9ee90593d468bea172c90', 200, 'ETag: "2"
', '{"pid":4,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"successful","batch_id":2,"version":2,"updated_at":"2026-11-29T18:33:33.674268Z","updated_by":"kim","reference":"B-4471","note":"at the rail\n\"quoted\""}', 1795977213674268, 7);
INSERT INTO betstream.idempotency VALUES ('day-7', '\x3d09dbde1b87880f7f1888e73224c7235c63ecad189c2738d9765b27dc9fe10e', 200, 'ETag: "2"
', '{"pid":5,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"failed","batch_id":2,"version":2,"updated_at":"2026-11-29T18:33:33.677333Z","updated_by":"kim"}', 1795977213677333, 8);
INSERT INTO betstream.idempotency VALUES ('day-8', '\xe1e0a3521fda52d8a55d0683a0645dc7b676546f714abf35e416e0f076a8cdde', 200, 'ETag: "3"
', '{"pid":5,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"successful","batch_id":2,"version":3,"updated_at":"2026-11-29T18:33:33.679509Z","updated_by":"kim"}', 1795977213679509, 9);
INSERT INTO betstream.idempotency VALUES ('day-9', '\x0081a347d5a741b184c3815b9263870828abd8de43c4d52ada83c2530099174e', 200, '', '[{"pid":6,"id":3,"selection":"3/2/3 é ☃","stake":3.75,"cost":-5.0,"status":"failed","batch_id":2,"version":2,"updated_at":"2026-11-29T18:33:33.683298Z","updated_by":"kim"},{"pid":7,"id":4,"selection":"4/2/3 é ☃","stake":5.0,"cost":-7.5,"status":"failed","batch_id":2,"version":2,"updated_at":"2026-11-29T18:33:33.683298Z","updated_by":"kim"}]', 1795977213683298, 10);
INSERT INTO betstream.idempotency VALUES ('day-10', '\x59859d47033344cce16fa630bb8404092993994c09b6b56a176a7aadf8d83a68', 200, 'ETag: "7"
', '{"id":2,"account_id":1,"meta":{"name":"active, renamed","race_id":5},"completed":false,"status":"active","version":7,"summary":{"bets":5,"pending":{"count":1,"stake":6.25,"cost":-10.0},"successful":{"count":2,"stake":3.75,"cost":-2.5},"failed":{"count":2,"stake":8.75,"cost":-12.5}},"created_at":"2026-11-29T18:33:33.667397Z","updated_at":"2026-11-29T18:33:33.685711Z","created_by":"kim"}', 1795977213685711, 11);
INSERT INTO betstream.idempotency VALUES ('day-11', '\x59c8a8741814c29c31a2c275f817db9dc64e3cdf9e2ddadaeb1cb99065c3cf64', 204, '', '', 1795977213690574, 12);
INSERT INTO betstream.idempotency VALUES ('day-12', '\x4f00e60ed15e2c1c4108e2a41d75c6a495a67967509738ad771318ebc55a4484', 200, 'ETag: "2-2"
', '{"id":1,"name":"ana","hostname":"other.example","currency":"USD","version":2,"open_batches":2,"created_at":"2026-11-29T18:33:33.642963Z","updated_at":"2026-11-29T18:33:33.692433Z"}', 1795977213692433, 13);
INSERT INTO betstream.idempotency VALUES ('day-13', '\x1ec5382da0d4581953c6e1f03af3bc0cbcfd0a1418da552a0fff3bfdd0eca04f', 201, 'Location: /api/v1/accounts/1/batches/3
ETag: "1"
', '{"id":3,"account_id":1,"meta":{"name":"submitted"},"completed":false,"status":"created","version":1,"summary":{"bets":2,"pending":{"count":2,"stake":3.75,"cost":-2.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.694687Z","updated_at":"2026-11-29T18:33:33.694687Z","created_by":"kim","bets":[{"pid":9,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":3,"version":1,"updated_at":"2026-11-29T18:33:33.694687Z","updated_by":"kim"},{"pid":10,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"pending","batch_id":3,"version":1,"updated_at":"2026-11-29T18:33:33.694687Z","updated_by":"kim"}]}', 1795977213694687, 14);
INSERT INTO betstream.idempotency VALUES ('day-14', '\x065c0113d5b7d3d29c491160b3d4f785bc9e62099134d685b03369f09a32a33f', 200, 'ETag: "3"
', '{"id":3,"account_id":1,"meta":{"name":"submitted"},"completed":true,"status":"completed","version":3,"summary":{"bets":2,"pending":{"count":2,"stake":3.75,"cost":-2.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.694687Z","updated_at":"2026-11-29T18:33:33.697560Z","submitted_at":"2026-11-29T18:33:33.697560Z","completed_at":"2026-11-29T18:33:33.697560Z","created_by":"kim","submitted_by":"kim"}', 1795977213697560, 16);
INSERT INTO betstream.idempotency VALUES ('day-15', '\x164491a1d355f16cbfee02dce943e01cee9bb404d773b26cdbdc45f25af8cd61', 201, 'Location: /api/v1/accounts/2/batches/4
ETag: "1"
', '{"id":4,"account_id":2,"meta":{},"completed":false,"status":"created","version":1,"summary":{"bets":2,"pending":{"count":2,"stake":3.75,"cost":-2.5},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.699532Z","updated_at":"2026-11-29T18:33:33.699532Z","created_by":"kim","bets":[{"pid":11,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":4,"version":1,"updated_at":"2026-11-29T18:33:33.699532Z","updated_by":"kim"},{"pid":12,"id":2,"selection":"2/2/3 é ☃","stake":2.5,"cost":-2.5,"status":"pending","batch_id":4,"version":1,"updated_at":"2026-11-29T18:33:33.699532Z","updated_by":"kim"}]}', 1795977213699532, 17);
INSERT INTO betstream.idempotency VALUES ('day-16', '\x67d880e69f5cc1fa28d215eb415cc3778d6b778cdb7747eec74171bef595fc84', 200, 'ETag: "2"
', '{"pid":11,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"successful","batch_id":4,"version":2,"updated_at":"2026-11-29T18:33:33.701979Z","updated_by":"kim"}', 1795977213701979, 19);
INSERT INTO betstream.idempotency VALUES ('day-17', '\x290131905daa6a10fa68de79a5544b3e1b11c8873a06841c582b454d8a4cfe6a', 200, 'ETag: "6"
', '{"id":4,"account_id":2,"meta":{},"completed":true,"status":"completed","version":6,"summary":{"bets":2,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":1,"stake":1.25,"cost":0.0},"failed":{"count":1,"stake":2.5,"cost":-2.5}},"created_at":"2026-11-29T18:33:33.699532Z","updated_at":"2026-11-29T18:33:33.705021Z","submitted_at":"2026-11-29T18:33:33.705021Z","completed_at":"2026-11-29T18:33:33.705021Z","created_by":"kim","submitted_by":"kim"}', 1795977213705021, 22);
INSERT INTO betstream.idempotency VALUES ('day-18', '\x33fdcd153070ccc4dccca2778eb5a2e70c4b4113009a72a0343cbe05283fbf70', 201, 'Location: /api/v1/accounts/2/batches/5
ETag: "1"
', '{"id":5,"account_id":2,"meta":{"name":"reopened"},"completed":false,"status":"created","version":1,"summary":{"bets":1,"pending":{"count":1,"stake":1.25,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.707818Z","updated_at":"2026-11-29T18:33:33.707818Z","created_by":"kim","bets":[{"pid":13,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":5,"version":1,"updated_at":"2026-11-29T18:33:33.707818Z","updated_by":"kim"}]}', 1795977213707818, 23);
INSERT INTO betstream.idempotency VALUES ('day-19', '\x07fad31f1acbc6b2e077cf9864a46d438379e73c716dde85cb2f766a99429cf7', 200, 'ETag: "5"
', '{"id":5,"account_id":2,"meta":{"name":"reopened"},"completed":true,"status":"completed","version":5,"summary":{"bets":1,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":1,"stake":1.25,"cost":0.0}},"created_at":"2026-11-29T18:33:33.707818Z","updated_at":"2026-11-29T18:33:33.710138Z","submitted_at":"2026-11-29T18:33:33.710138Z","completed_at":"2026-11-29T18:33:33.710138Z","created_by":"kim","submitted_by":"kim"}', 1795977213710138, 27);
INSERT INTO betstream.idempotency VALUES ('day-20', '\x38c33a058421b4dd27c4d50551d0acd61c2e5ed96619093e1d6ddd9fa0527c1a', 200, 'ETag: "6"
', '{"id":5,"account_id":2,"meta":{"name":"reopened"},"completed":false,"status":"active","version":6,"summary":{"bets":1,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":1,"stake":1.25,"cost":0.0}},"created_at":"2026-11-29T18:33:33.707818Z","updated_at":"2026-11-29T18:33:33.712167Z","created_by":"kim"}', 1795977213712167, 28);
INSERT INTO betstream.idempotency VALUES ('day-21', '\x0ebde6246ba6a351dcf9664fe898f3505cc2abafc1f1a24baabadbc7fd71ec49', 200, 'ETag: "3"
', '{"pid":13,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"successful","batch_id":5,"version":3,"updated_at":"2026-11-29T18:33:33.713978Z","updated_by":"kim"}', 1795977213713978, 29);
INSERT INTO betstream.idempotency VALUES ('day-22', '\xa23722bd7aafa3d671cb6547ef8d12b1f63a39f9ea48d1353ed0139499485b6b', 201, 'Location: /api/v1/accounts/2/batches/6
ETag: "1"
', '{"id":6,"account_id":2,"meta":{"name":"begun"},"completed":false,"status":"created","version":1,"summary":{"bets":1,"pending":{"count":1,"stake":1.25,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.715906Z","updated_at":"2026-11-29T18:33:33.715906Z","created_by":"kim","bets":[{"pid":14,"id":1,"selection":"1/2/3 é ☃","stake":1.25,"cost":0.0,"status":"pending","batch_id":6,"version":1,"updated_at":"2026-11-29T18:33:33.715906Z","updated_by":"kim"}]}', 1795977213715906, 30);
INSERT INTO betstream.idempotency VALUES ('day-23', '\x656e6f1606436c4a81e2ceb7fedf3d905d1ef290f268bbb280841d8ee9a513d7', 200, 'ETag: "2"
', '{"id":6,"account_id":2,"meta":{"name":"begun"},"completed":false,"status":"active","version":2,"summary":{"bets":1,"pending":{"count":1,"stake":1.25,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.715906Z","updated_at":"2026-11-29T18:33:33.717688Z","created_by":"kim"}', 1795977213717688, 31);
INSERT INTO betstream.idempotency VALUES ('day-24', '\xf6e295846f183ed39061a7089a862a7c1ac28fdfc32f27cc206e2d11cdab2991', 201, 'Location: /api/v1/accounts/2/batches/7
ETag: "1"
', '{"id":7,"account_id":2,"meta":{"name":"largest"},"completed":false,"status":"created","version":1,"summary":{"bets":1,"pending":{"count":1,"stake":99999999999.9999,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.719540Z","updated_at":"2026-11-29T18:33:33.719540Z","created_by":"kim","bets":[{"pid":15,"id":1,"selection":"largest","stake":99999999999.9999,"cost":0.0,"status":"pending","batch_id":7,"version":1,"updated_at":"2026-11-29T18:33:33.719540Z","updated_by":"kim"}]}', 1795977213719540, 32);
INSERT INTO betstream.idempotency VALUES ('day-25', '\xd9761568b35ffb0df62940169f7b7409087c5b2ba64251f68aaaf7db2eac501d', 201, 'Location: /api/v1/accounts/2/batches/8
ETag: "1"
', '{"id":8,"account_id":2,"meta":{"name":"smallest"},"completed":false,"status":"created","version":1,"summary":{"bets":2,"pending":{"count":2,"stake":1.0001,"cost":0.9999},"successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":0,"stake":0.0,"cost":0.0}},"created_at":"2026-11-29T18:33:33.721262Z","updated_at":"2026-11-29T18:33:33.721262Z","created_by":"kim","bets":[{"pid":16,"id":2,"selection":"smallest","stake":0.0001,"cost":-0.0001,"status":"pending","batch_id":8,"version":1,"updated_at":"2026-11-29T18:33:33.721262Z","updated_by":"kim"},{"pid":17,"id":9007199254740991,"selection":"longest id","stake":1.0,"cost":1.0,"status":"pending","batch_id":8,"version":1,"updated_at":"2026-11-29T18:33:33.721262Z","updated_by":"kim"}]}', 1795977213721262, 33);
INSERT INTO betstream.idempotency VALUES ('day-26', '\x29fc735fa86d937040cb5a31b04daf146427cd0e19b73ef41e965caa58ccd2c7', 200, 'ETag: "1"
', '{"theme":"dark","order":["é",1]}', 1795977213728382, 33);
INSERT INTO betstream.meta VALUES ('epoch', 'r4hukt');
INSERT INTO betstream.meta VALUES ('statistics_since_minute', '1795977213561866');
INSERT INTO betstream.meta VALUES ('statistics_since_hour', '1795977213561866');
INSERT INTO betstream.meta VALUES ('statistics_since_day', '1795977213561866');
INSERT INTO betstream.meta VALUES ('schema', '1');
INSERT INTO betstream.meta VALUES ('floor', '1');
INSERT INTO betstream.nodes OVERRIDING SYSTEM VALUE VALUES (1, 26, 33, 1795977213622549);
INSERT INTO betstream.preferences VALUES ('ana', 1, '{"theme":"dark","order":["é",1]}');
INSERT INTO betstream.statistics VALUES (0, 1795977180000000, 2, 1, 15, '7 1000000000072500 -15001 0 0 0 2 25000 0 2 37500 -25000 4 1000000000022500 9999 2 25000 0 1 25000 -25000 5 1 6 1 10 1');
INSERT INTO betstream.statistics VALUES (1, 1795975200000000, 2, 1, 15, '7 1000000000072500 -15001 0 0 0 2 25000 0 2 37500 -25000 4 1000000000022500 9999 2 25000 0 1 25000 -25000 5 1 6 1 10 1');
INSERT INTO betstream.statistics VALUES (2, 1795910400000000, 2, 1, 15, '7 1000000000072500 -15001 0 0 0 2 25000 0 2 37500 -25000 4 1000000000022500 9999 2 25000 0 1 25000 -25000 5 1 6 1 10 1');
INSERT INTO betstream.statistics VALUES (0, 1795977180000000, 1, 1, 4, '10 300000 -350000 0 0 0 2 37500 -25000 3 112500 -150000 6 175000 -200000 2 37500 -25000 2 87500 -125000 12 1 14 1 16 2');
INSERT INTO betstream.statistics VALUES (1, 1795975200000000, 1, 1, 4, '10 300000 -350000 0 0 0 2 37500 -25000 3 112500 -150000 6 175000 -200000 2 37500 -25000 2 87500 -125000 12 1 14 1 16 2');
INSERT INTO betstream.statistics VALUES (2, 1795910400000000, 1, 1, 4, '10 300000 -350000 0 0 0 2 37500 -25000 3 112500 -150000 6 175000 -200000 2 37500 -25000 2 87500 -125000 12 1 14 1 16 2');
SELECT pg_catalog.setval('betstream.account_ids', 3, true);
SELECT pg_catalog.setval('betstream.batch_ids', 8, true);
SELECT pg_catalog.setval('betstream.nodes_id_seq', 1, true);
ALTER TABLE ONLY betstream.account_seqs
    ADD CONSTRAINT account_seqs_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY betstream.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY betstream.batch_meta
    ADD CONSTRAINT batch_meta_pkey PRIMARY KEY (batch_id);
ALTER TABLE ONLY betstream.batches
    ADD CONSTRAINT batches_pkey PRIMARY KEY (id);
ALTER TABLE ONLY betstream.bets
    ADD CONSTRAINT bets_pkey PRIMARY KEY (batch_id, id);
ALTER TABLE ONLY betstream.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY betstream.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (key);
ALTER TABLE ONLY betstream.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY betstream.nodes
    ADD CONSTRAINT nodes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY betstream.preferences
    ADD CONSTRAINT preferences_pkey PRIMARY KEY (owner);
ALTER TABLE ONLY betstream.statistics
    ADD CONSTRAINT statistics_pkey PRIMARY KEY (step, start, account_id, node, part);
CREATE UNIQUE INDEX accounts_by_name ON betstream.accounts USING btree (name) WHERE (deleted_at IS NULL);
CREATE INDEX batches_by_account ON betstream.batches USING btree (account_id, status, id);
CREATE INDEX batches_by_bets ON betstream.batches USING btree (first_bet_id) WHERE (first_bet_id IS NOT NULL);
CREATE INDEX batches_open ON betstream.batches USING btree (id) WHERE (status < 2);
CREATE INDEX batches_with_pending ON betstream.batches USING btree (id) WHERE has_pending;
CREATE INDEX events_by_account ON betstream.events USING btree (account_id, type, seq);
CREATE INDEX events_by_batch ON betstream.events USING btree (batch_id, seq) WHERE (batch_id IS NOT NULL);
CREATE INDEX events_by_type ON betstream.events USING btree (type, seq) WHERE (type <> 9);
CREATE INDEX idempotency_by_age ON betstream.idempotency USING btree (at);
ALTER TABLE ONLY betstream.batch_meta
    ADD CONSTRAINT batch_meta_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES betstream.batches(id);
ALTER TABLE ONLY betstream.batches
    ADD CONSTRAINT batches_account_id_fkey FOREIGN KEY (account_id) REFERENCES betstream.accounts(id);
ALTER TABLE ONLY betstream.bets
    ADD CONSTRAINT bets_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES betstream.batches(id);

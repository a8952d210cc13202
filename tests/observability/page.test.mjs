// What /metrics of a real server says: strictly in the format, with names by the rules, documented to the last figure,
// rising where it says so, and bounded whatever is asked of the server. On SQLite, and on PostgreSQL where there is one.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { Api, send_raw } from "../contract/api.mjs";
import { run_sql } from "../contract/database.mjs";
import { Server, temporary_directory } from "../contract/server.mjs";
import { operations, spec } from "../contract/spec.mjs";
import { Stream } from "../contract/stream.mjs";
import { exchange } from "../hostile/raw.mjs";
import { until } from "../oracle/plan.mjs";
import { find_bad_names, read_page, rising, values_of } from "./exposition.mjs";
import { documented } from "./files.mjs";

const postgres = process.env.BETSTREAM_TEST_POSTGRES;
const stores = [
  { store: "SQLite", skip: false, start: (t) => Server.start({ database: `sqlite:${join(temporary_directory(t), "betstream.db")}` }) },
  {
    store: "PostgreSQL",
    skip: postgres ? false : "BETSTREAM_TEST_POSTGRES names no server",
    start: (t) => {
      const name = `figures_${randomBytes(6).toString("hex")}`;
      run_sql(postgres, `CREATE DATABASE ${name}`);
      return Server.start({ database: `${postgres}/${name}`, args: ["--allow-weak-durability"] });
    },
  },
];

async function open(t, start) {
  const server = await start(t);
  const api = new Api(server.url);
  t.after(async () => {
    api.close();
    await server.stop();
  });
  return { server, api };
}

async function scrape(server) {
  const { status, headers, text } = await send_raw(server.url, "GET", "/metrics");
  assert.equal(status, 200);
  assert.equal(headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
  return read_page(text);
}

const value_of = (page, series) => values_of(page).get(series);

// Some of everything: success, refusals of every kind, a replay, a stream.
async function work(server, api) {
  const stream = await Stream.open(server.url);
  const account = await api.account();
  for (let i = 0; i < 3; ++i) {
    const batch = await api.batch(account);
    const key = { "Idempotency-Key": randomBytes(8).toString("hex") };
    for (const status of ["successful", "successful"]) assert.equal((await api.mark(batch, batch.bets[0], { status }, key)).status, 200);
    assert.equal((await api.mark(batch, batch.bets[0], { status: "lost" })).status, 422);
    await api.ok("DELETE", `/api/v1/accounts/${account.id}/batches/${batch.id}`);
    const other_key = { "Idempotency-Key": randomBytes(8).toString("hex") };
    for (let j = 0; j < 2; ++j) assert.equal((await api.mark(batch, batch.bets[1], { status: "failed" }, other_key)).status, 409);
  }
  await stream.reached(await api.head());
  await api.get("/api/v1/accounts/999999999");
  await exchange(server.port, Buffer.from("no HTTP at all\r\n\r\n"), { silence: 100 });
  return stream;
}

for (const { store, skip, start } of stores) {
  test(`${store}: the page keeps to the format and to the rules of names, from the first look on`, { timeout: 60_000, skip }, async (t) => {
    const { server, api } = await open(t, start);
    const first = await scrape(server);
    assert.deepEqual(find_bad_names(first), []);
    assert.equal(value_of(first, "betstream_events_head{}"), 0, "nothing happened yet");
    const stream = await work(server, api);
    const page = await scrape(server);
    assert.deepEqual(find_bad_names(page), []);
    stream.close();
  });

  test(`${store}: docs/reference/metrics.md has a row for every figure, with its type, its labels and its meaning`, { timeout: 60_000, skip }, async (t) => {
    const { server, api } = await open(t, start);
    const stream = await work(server, api);
    const page = await scrape(server);
    stream.close();
    const labels_of = ({ samples }) => Object.keys(samples.find(({ name }) => !name.endsWith("_bucket")).labels).sort();
    const shown = [...page.values()].map((family) => ({ name: family.name, type: family.type, labels: labels_of(family), help: family.help }));
    const rows = documented.filter(({ on }) => on === "all" || on === store);
    assert.deepEqual(rows.map(({ name, type, labels }) => ({ name, type, labels: labels.sort() })).sort(by_name), shown.map(({ name, type, labels }) => ({ name, type, labels })).sort(by_name));
    for (const { name, help } of shown) {
      const { meaning } = rows.find((row) => row.name === name);
      assert.ok(meaning.startsWith(help), `${name}: its row says "${meaning}", the page says "${help}"`);
    }
  });

  test(`${store}: what counts only rises, and what happened was counted`, { timeout: 60_000, skip }, async (t) => {
    const { server, api } = await open(t, start);
    let before = await scrape(server);
    for (let round = 0; round < 3; ++round) {
      const stream = await work(server, api);
      const after = await scrape(server);
      const now = rising(after);
      for (const [series, value] of rising(before)) assert.ok(now.get(series) >= value, `${series} fell from ${value} to ${now.get(series)}`);
      for (const name of ["betstream_writer_commands_total", "betstream_store_commits_total", "betstream_stream_bytes_total", "betstream_http_connections_accepted_total", "betstream_http_guard_refusals_total"])
        assert.ok(now.get(`${name}{}`) > rising(before).get(`${name}{}`), `${name} did not rise`);
      before = after;
      stream.close();
    }
    const marks = `method="PATCH",route="/api/v1/accounts/{id}/batches/{batch_id}/bets/{pid}"`;
    assert.equal(value_of(before, `betstream_http_requests_total{${marks},status="2xx"}`), 18);
    assert.equal(value_of(before, `betstream_http_requests_total{${marks},status="4xx"}`), 27);
    assert.equal(value_of(before, `betstream_http_request_duration_seconds_count{${marks}}`), 45);
    assert.equal(value_of(before, "betstream_events_head{}"), await api.head());
    for (const [series, count] of [
      ['betstream_http_problems_total{code="invalid_field"}', 9],
      ['betstream_http_problems_total{code="invalid_transition"}', 18],
      ['betstream_http_problems_total{code="not_found"}', 3],
      ['betstream_http_problems_total{code="malformed_request"}', 3],
      ['betstream_http_problems_total{code="internal"}', 0],
      ["betstream_writer_replays_total{}", 18],
      ['betstream_events_total{type="batch_created"}', 9],
      ['betstream_events_total{type="bet_status_updated"}', 9],
      ["betstream_bets_total{}", 18],
      ['betstream_marks_total{status="successful"}', 9],
      ['betstream_store_doubts_total{outcome="unknown"}', 0],
      ['betstream_stream_refused_total{reason="draining"}', 0],
    ])
      assert.equal(value_of(before, series), count, series);
    const flushes = value_of(before, "betstream_store_flush_duration_seconds_count{}");
    assert.ok(flushes >= value_of(before, "betstream_store_commits_total{}"), "each commit waited for the disk");
    await until(async () => value_of(await scrape(server), "betstream_stream_subscribers{}") === 0, "closed streams to be counted no more");
  });

  test(`${store}: what may be counted one day is at zero from the start`, { timeout: 60_000, skip }, async (t) => {
    const { server } = await open(t, start);
    const first = await scrape(server);
    const rows = (name, label) => first.get(name).samples.map(({ labels }) => labels[label]);
    assert.deepEqual(rows("betstream_http_problems_total", "code").sort(), [...spec.components.schemas.ErrorCode.enum].sort());
    assert.deepEqual(rows("betstream_events_total", "type").sort(), [...spec.components.schemas.EventType.enum].sort());
    const requests = first.get("betstream_http_requests_total").samples;
    const known = new Set(requests.map(({ labels }) => `${labels.method} ${labels.route}`));
    assert.equal(requests.length, 4 * known.size, "each route with each class of status");
    for (const { method, template } of operations) assert.ok([...known].some((route) => `${method} ${bare(template)}` === route.split(" ").map(bare).join(" ")), `${method} ${template}`);
  });

  test(`${store}: streams that are sent away are counted by the reason that they hear`, { timeout: 60_000, skip }, async (t) => {
    const { server } = await open(t, start);
    for (const [cursor, reason] of [["nonsense", "malformed"], ["zzzzzz-1", "other_epoch"]]) {
      const stream = await Stream.open(server.url, `/sse?since=${cursor}`);
      assert.equal((await stream.message("reset")).data.reason, reason);
      stream.close();
      assert.equal(value_of(await scrape(server), `betstream_stream_resets_total{reason="${reason}"}`), 1);
    }
  });

  test(`${store}: nothing that clients make up becomes a label`, { timeout: 60_000, skip }, async (t) => {
    const { server, api } = await open(t, start);
    (await work(server, api)).close();
    const made_up = [];
    await be_hostile(server, 2, made_up);
    await scrape(server); // a page does not count itself
    const series = values_of(await scrape(server));
    await be_hostile(server, 12, made_up);
    const later = await scrape(server);
    const names = [...values_of(later).keys()];
    assert.deepEqual(names.filter((name) => !series.has(name)), [], "no new series, however often and whatever is asked");
    assert.deepEqual(names.filter((name) => made_up.some((word) => name.toLowerCase().includes(word))), []);
    assert.ok(names.length < 1900, `docs/how-to/monitoring.md says how many series there are at most; these are ${names.length}`);
    for (const { labels } of later.get("betstream_http_requests_total").samples) {
      assert.ok(methods.has(labels.method), labels.method);
      assert.ok(routes.has(bare(labels.route)), labels.route);
      assert.match(labels.status, /^[2-5]xx$/);
    }
  });
}

const by_name = (a, b) => (a.name < b.name ? -1 : 1);

const methods = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "any"]);
// The contract and the server call some parameters by other names.
const bare = (route) => route.replace(/\{\w+\}/g, "{}").replace(/(?<=.)\/$/, "");
const routes = new Set(["unknown", "console", "/swagger-ui/{}", ...Object.keys(spec.paths).map(bare)]);

// Each round the same kinds of requests, with words that nobody said before.
async function be_hostile(server, rounds, made_up) {
  for (let round = 0; round < rounds; ++round) {
    const word = `zz${randomBytes(5).toString("hex")}`;
    const id = 1e9 + Math.floor(Math.random() * 1e9);
    made_up.push(word, String(id));
    const paths = [`/${word}`, `/${word}/${word}`, `/api/v1/${word}`, `/api/v1/accounts/${id}`, `/api/v1/accounts/${word}/batches/${id}`, `/assets/${word}.js`];
    paths.push(`/api/v1/accounts/${id}/batches/${id}`, `/problems/${word}`, `/docs/${word}`, `/swagger-ui/${word}`, `/statistics/${word}`, `/metrics?${word}=1`, `/api/v1/preferences/${word}`);
    const fields = { "BetStream-Actor": word, "X-Request-Id": word, "User-Agent": word, "Idempotency-Key": word, Accept: round % 2 ? "text/html" : "application/json" };
    for (const path of paths) {
      for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) await send_raw(server.url, method, path, { headers: fields });
    }
    for (const accept of ["text/html", "application/json"]) await send_raw(server.url, "GET", `/statistics/${word}`, { headers: { Accept: accept } });
    for (const method of ["PROPFIND", "BREW", word, word.toUpperCase(), `get`, "TRACE", "CONNECT"]) {
      await exchange(server.port, Buffer.from(`${method} /${word} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`), { silence: 100 });
    }
    await exchange(server.port, Buffer.from(`GET / HTTP/1.1\r\nHost: ${word}\r\nConnection: close\r\n\r\n`), { silence: 100 });
  }
}

const head = "# HELP betstream_x_total Some.\n# TYPE betstream_x_total counter\n";
const histogram = (rows) => `# HELP betstream_x Some.\n# TYPE betstream_x histogram\n${rows.map((row) => `betstream_x_${row}\n`).join("")}`;

test("the reader of pages takes what is right", () => {
  const page = read_page(`${head}betstream_x_total{a="b\\"\\\\,}\\n",c=""} 1.5e-06\nbetstream_x_total{a="x",c="{"} 0\n# HELP betstream_y Other.\n# TYPE betstream_y gauge\nbetstream_y -3\n`);
  assert.deepEqual(page.get("betstream_x_total").samples[0].labels, { a: 'b"\\,}\n', c: "" });
  assert.equal(page.get("betstream_y").samples[0].value, -3);
  read_page(histogram(['bucket{le="0.5"} 1', 'bucket{le="1"} 1', 'bucket{le="+Inf"} 3', "sum 7.5", "count 3"]));
});

for (const [what, text, message] of [
  ["no last newline", `${head}betstream_x_total 1`, /no end/],
  ["a sample without a head", "betstream_x_total 1\n", /no # HELP/],
  ["a head without samples", head, /no samples/],
  ["no type", "# HELP betstream_x_total Some.\nbetstream_x_total 1\n", /before its type/],
  ["an unknown type", head.replace("counter", "untyped") + "betstream_x_total 1\n", /no type that we use/],
  ["help that is no sentence", head.replace("Some.", "some") + "betstream_x_total 1\n", /sentence/],
  ["a second head", `${head}betstream_x_total 1\n${head}betstream_x_total{a="b"} 1\n`, /stand together/],
  ["rows of another family", `${head}betstream_y 1\n`, /something else/],
  ["the same series twice", `${head}betstream_x_total{a="1",b="2"} 1\nbetstream_x_total{b="2",a="1"} 1\n`, /twice/],
  ["a label twice", `${head}betstream_x_total{a="1",a="2"} 1\n`, /a twice/],
  ["labels without a comma", `${head}betstream_x_total{a="1"b="2"} 1\n`, /broken labels/],
  ["a quote that is not escaped", `${head}betstream_x_total{a="1"2"} 1\n`, /broken labels/],
  ["an escape that is none", `${head}betstream_x_total{a="\\t"} 1\n`, /broken escape/],
  ["different labels in one family", `${head}betstream_x_total{a="1"} 1\nbetstream_x_total 1\n`, /different labels/],
  ["no number", `${head}betstream_x_total one\n`, /no number/],
  ["a timestamp", `${head}betstream_x_total 1 1700000000\n`, /no sample|no number/],
  ["a negative counter", `${head}betstream_x_total -1\n`, /a counter at -1/],
  ["an empty line", `${head}\nbetstream_x_total 1\n`, /no sample/],
  ["buckets that fall", histogram(['bucket{le="1"} 2', 'bucket{le="2"} 1', 'bucket{le="+Inf"} 2', "sum 1", "count 2"]), /cumulative/],
  ["buckets out of order", histogram(['bucket{le="2"} 1', 'bucket{le="1"} 1', 'bucket{le="+Inf"} 2', "sum 1", "count 2"]), /ascending/],
  ["no +Inf", histogram(['bucket{le="1"} 2', "sum 1", "count 2"]), /\+Inf/],
  ["a count that is another one", histogram(['bucket{le="+Inf"} 2', "sum 1", "count 3"]), /is the count/],
  ["no sum", histogram(['bucket{le="+Inf"} 2', "count 2"]), /one sum/],
  ["le outside of buckets", `${head}betstream_x_total{le="1"} 1\n`, /buckets have le/],
]) {
  test(`the reader of pages refuses ${what}`, () => assert.throws(() => read_page(text), message));
}

test("names that break the rules are found", () => {
  const found = (name, type) => find_bad_names(new Map([[name, { name, type }]])).length;
  for (const [name, type] of [["betstream_x", "counter"], ["betstream_x_total", "gauge"], ["betstream_x_count", "gauge"], ["betstream_wait_ms", "gauge"], ["betstream_wait_milliseconds_total", "counter"], ["betstream_size_kb", "gauge"], ["betstream_commit_duration", "histogram"], ["other_x", "gauge"], ["betstream_X", "gauge"], ["betstream_x_counter_total", "counter"]])
    assert.ok(found(name, type) > 0, name);
  for (const [name, type] of [["betstream_x_total", "counter"], ["betstream_wal_bytes", "gauge"], ["betstream_commit_duration_seconds", "histogram"], ["process_start_time_seconds", "gauge"]]) assert.equal(found(name, type), 0, name);
});

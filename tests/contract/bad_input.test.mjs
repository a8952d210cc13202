// Bad input gets a 4xx that names what is wrong, and leaves no trace.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Api, a_batch, a_bet, assert_refused, batch_path, bet_path } from "./api.mjs";
import { Server } from "./server.mjs";

let server;
let api;
let account;
let batch;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
  account = await api.account();
  batch = await api.batch(account);
});
after(async () => {
  api?.close();
  await server?.stop();
});

const json_type = { "Content-Type": "application/json" };
const refused = (code, method, target, options) => assert_refused(api, code, () => api.send(method, target, options));
const pointers = (answer) => answer.body.errors.map(({ pointer }) => pointer);
const batches = () => `/api/v1/accounts/${account.id}/batches`;
const post_text = (code, body, headers = json_type) => refused(code, "POST", batches(), { body, headers });
const with_stake = (text) => `{"meta":{},"bets":[{"id":1,"selection":"1","stake":${text},"cost":1}]}`;

test("a body that is not said to be JSON is a 415", async () => {
  const body = JSON.stringify(a_batch());
  const types = [undefined, "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "text/json", "application/json, text/plain"];
  for (const type of types) await post_text("unsupported_media_type", body, type ? { "Content-Type": type } : {});
});

test("broken JSON is a 400 with the place", async () => {
  const deep = `{"meta":{"a":${"[".repeat(32)}${"]".repeat(32)}},"bets":[]}`;
  const bodies = {
    empty: "",
    blank: "  \n",
    truncated: '{"meta":{},"bets":[',
    "trailing comma": '{"meta":{},"bets":[],}',
    "trailing bytes": '{"meta":{},"bets":[]} x',
    "second document": '{"meta":{},"bets":[]}{}',
    "byte order mark": '\ufeff{"meta":{},"bets":[]}',
    comment: '{"meta":{}/**/,"bets":[]}',
    "single quotes": "{'meta':{},'bets':[]}",
    "bare word": '{"meta":{},"bets":nil}',
    NaN: with_stake("NaN"),
    Infinity: with_stake("Infinity"),
    "-Infinity": with_stake("-Infinity"),
    "leading zero": with_stake("01"),
    "leading plus": with_stake("+1"),
    "bare point": with_stake(".5"),
    "point without digits": with_stake("1."),
    hexadecimal: with_stake("0x10"),
    "duplicate key": '{"meta":{},"meta":{},"bets":[]}',
    "duplicate key by escape": '{"meta":{"a":1,"\\u0061":2},"bets":[]}',
    "duplicate key deep inside": '{"meta":{"x":[{"a":1,"a":1}]},"bets":[]}',
    "too deep": deep,
    "control character": '{"meta":{"a":"\u0001"},"bets":[]}',
    "bad escape": '{"meta":{"a":"\\x41"},"bets":[]}',
    "lone surrogate": '{"meta":{"a":"\\ud800"},"bets":[]}',
  };
  for (const [what, body] of Object.entries(bodies)) {
    const answer = await post_text("malformed_request", body).catch((error) => assert.fail(`${what}: ${error.message}`));
    assert.ok(answer.body.detail.length > 5, what);
  }
});

test("bytes that are not UTF-8 are a 400", async () => {
  const cases = { "lone continuation": [0x80], overlong: [0xc0, 0xaf], surrogate: [0xed, 0xa0, 0x80], "beyond Unicode": [0xf4, 0x90, 0x80, 0x80], truncated: [0xe2, 0x82] };
  for (const [what, bytes] of Object.entries(cases)) {
    const body = Buffer.concat([Buffer.from('{"meta":{"a":"'), Buffer.from(bytes), Buffer.from('"},"bets":[]}')]);
    await post_text("malformed_request", body).catch((error) => assert.fail(`${what}: ${error.message}`));
  }
});

test("nesting of 32 levels is fine, of 33 is not", async () => {
  const nested = (levels) => `{"meta":{"a":${"[".repeat(levels - 2)}${"]".repeat(levels - 2)}},"bets":[]}`;
  await api.ok("POST", batches(), { body: nested(32), headers: json_type });
  await post_text("malformed_request", nested(33));
});

test("the wrong shape is a 422 with a pointer", async () => {
  const cases = [
    [[], ""],
    ["text", ""],
    [null, ""],
    [7, ""],
    [{ meta: {}, bets: {} }, "/bets"],
    [{ meta: {} }, "/bets"],
    [{ bets: [] , meta: [] }, "/meta"],
    [{ bets: [] , meta: "x" }, "/meta"],
    [{ meta: {}, bets: [7] }, "/bets/0"],
    [a_batch({ bets: [a_bet(), a_bet({ id: 2, selection: "" })] }), "/bets/1/selection"],
    [a_batch({ bets: [a_bet({ selection: 3 })] }), "/bets/0/selection"],
    [a_batch({ bets: [a_bet({ selection: "x".repeat(501) })] }), "/bets/0/selection"],
    [a_batch({ bets: [a_bet({ id: "1" })] }), "/bets/0/id"],
    [a_batch({ bets: [a_bet({ id: 1.5 })] }), "/bets/0/id"],
    [a_batch({ bets: [a_bet(), a_bet()] }), "/bets/1/id"],
    [a_batch({ bets: [a_bet({ stake: -1 })] }), "/bets/0/stake"],
    [a_batch({ bets: [a_bet({ stake: true })] }), "/bets/0/stake"],
    [a_batch({ bets: [a_bet({ cost: null })] }), "/bets/0/cost"],
    [a_batch({ bets: [a_bet({ note: 7 })] }), "/bets/0/note"],
    [a_batch({ meta: { x: "y".repeat(70_000) } }), "/meta"],
    [a_batch({ bets: Array.from({ length: 10_001 }, (_, i) => a_bet({ id: i })) }), "/bets"],
  ];
  for (const [json, pointer] of cases) {
    const answer = await refused("invalid_field", "POST", batches(), { json });
    assert.deepEqual(pointers(answer), [pointer], JSON.stringify(json).slice(0, 120));
  }
});

test("money is exact or refused", async () => {
  const bad = ["0.00001", "1e-5", "1e400", "1e11", "100000000000", "-0.01", "99999999999.99999", '"10.05x"', '""', '" 1"', '"1e"', '"NaN"', '"0x1"', "[1]", "{}"];
  for (const text of bad) {
    const answer = await post_text("invalid_field", with_stake(text)).catch((error) => assert.fail(`${text}: ${error.message}`));
    assert.deepEqual(pointers(answer), ["/bets/0/stake"], text);
  }
  const good = { "10.05": "10.05", '"10.05"': "10.05", 10: "10.0", "1e2": "100.0", "1.5e1": "15.0", "0.1000": "0.1", "0.0001": "0.0001", "99999999999.9999": "99999999999.9999", "-0": "0.0", "0.1000000000000000000000": "0.1" };
  for (const [text, written] of Object.entries(good)) {
    const answer = await api.ok("POST", batches(), { body: with_stake(text), headers: json_type });
    assert.match(answer.text, new RegExp(`"stake":${written.replace(".", "\\.")},`), text);
  }
});

test("stakes of a batch must add up to less than 10^11", async () => {
  const json = a_batch({ bets: [a_bet({ stake: 60_000_000_000 }), a_bet({ id: 2, stake: 60_000_000_000 })] });
  assert.deepEqual(pointers(await refused("invalid_field", "POST", batches(), { json })), ["/bets"]);
});

test("a bet's own number is one that every reader holds exactly", async () => {
  const most = Number.MAX_SAFE_INTEGER;
  const { body } = await api.ok("POST", batches(), { json: a_batch({ bets: [a_bet({ id: most }), a_bet({ id: -most })] }) });
  assert.deepEqual(body.bets.map(({ id }) => id), [-most, most]);
  const bets = [a_bet({ id: most + 1 }), a_bet({ id: -most - 1 })];
  assert.deepEqual(pointers(await refused("invalid_field", "POST", batches(), { json: a_batch({ bets }) })), ["/bets/0/id", "/bets/1/id"]);
});

test("all errors of a body come at once", async () => {
  const bets = [a_bet({ stake: 0.00001, selection: "" }), a_bet({ id: 2 }), { id: 3, selection: "1", stake: -1 }];
  const answer = await refused("invalid_field", "POST", batches(), { json: { meta: 1, bets } });
  assert.deepEqual(pointers(answer).sort(), ["/bets/0/selection", "/bets/0/stake", "/bets/2/cost", "/bets/2/stake", "/meta"]);
});

test("pointers are escaped as RFC 6901 says, and never quote secrets back at length", async () => {
  const answer = await refused("invalid_field", "POST", batches(), { json: a_batch({ bets: [a_bet({ stake: "9".repeat(5000) })] }) });
  assert.ok(answer.text.length < 2000, "an error is short however long the value was");
});

test("accounts: every field is judged", async () => {
  const cases = [
    [{}, ["/hostname", "/name"]],
    [{ name: "", hostname: "h" }, ["/name"]],
    [{ name: "x".repeat(201), hostname: "h" }, ["/name"]],
    [{ name: 7, hostname: "h" }, ["/name"]],
    [{ name: "line\nbreak", hostname: "h" }, ["/name"]],
    [{ name: "n", hostname: "h".repeat(254) }, ["/hostname"]],
    [{ name: "n", hostname: "h", currency: "usd" }, ["/currency"]],
    [{ name: "n", hostname: "h", currency: "US" }, ["/currency"]],
    [{ name: "n", hostname: "h", currency: 1 }, ["/currency"]],
  ];
  for (const [json, expected] of cases) {
    const target = `/api/v1/accounts/${account.id}`;
    assert.deepEqual(pointers(await refused("invalid_field", "POST", "/api/v1/accounts", { json })).sort(), expected);
    assert.deepEqual(pointers(await refused("invalid_field", "PUT", target, { json })).sort(), expected);
  }
});

test("lengths count characters, not bytes", async () => {
  await api.account({ name: "🐎".repeat(200) });
  await refused("invalid_field", "POST", "/api/v1/accounts", { json: { name: "🐎".repeat(201), hostname: "h" } });
});

test("marks: every field is judged", async () => {
  const [bet] = batch.bets;
  const one = [
    [{ status: "won" }, ["/status"]],
    [{ status: null }, ["/status"]],
    [{ status: "successful", cost: "x", note: 1 }, ["/cost", "/note"]],
    [{ note: "x".repeat(1001) }, ["/note"]],
    [{ reference: "x".repeat(201) }, ["/reference"]],
    [{ cost: 0.00001 }, ["/cost"]],
    [[], [""]],
  ];
  for (const [json, expected] of one) assert.deepEqual(pointers(await refused("invalid_field", "PATCH", bet_path(batch, bet), { json })).sort(), expected);
  const bulk = [
    [{}, [""]],
    [[{}], ["/0/pid"]],
    [[{ pid: "1" }], ["/0/pid"]],
    [[{ pid: 0 }, { pid: Number.MAX_SAFE_INTEGER + 1 }], ["/0/pid", "/1/pid"]],
    [[{ pid: bet.pid }, { pid: bet.pid }], ["/1/pid"]],
    [[{ pid: bet.pid, status: "won" }, { pid: bet.pid + 1, version: "1" }], ["/0/status", "/1/version"]],
    [[3], ["/0"]],
  ];
  for (const [json, expected] of bulk) assert.deepEqual(pointers(await refused("invalid_field", "PATCH", `${batch_path(batch)}/bets`, { json })).sort(), expected);
});

test("lifecycle bodies: every field is judged", async () => {
  const path = batch_path(batch);
  const cases = [
    ["POST", `${path}/submit`, { pending: 1 }, ["/pending"]],
    ["POST", `${path}/submit`, { expect: { pending: 1.5, failed: "x" } }, ["/expect/failed", "/expect/pending"]],
    ["POST", `${path}/submit`, { expect: 3 }, ["/expect"]],
    ["POST", `${path}/reopen`, {}, ["/reason"]],
    ["POST", `${path}/reopen`, { reason: "" }, ["/reason"]],
    ["POST", `${path}/reopen`, { reason: "x".repeat(501) }, ["/reason"]],
    ["PATCH", path, {}, ["/meta"]],
    ["PATCH", path, { meta: [1] }, ["/meta"]],
  ];
  for (const [method, target, json, expected] of cases) assert.deepEqual(pointers(await refused("invalid_field", method, target, { json })).sort(), expected);
});

test("an unknown query parameter is refused, with a suggestion", async () => {
  const cases = [
    ["GET", `${batches()}?limt=3`, "limit"],
    ["GET", `${batches()}?statuses=active`, "status"],
    ["POST", `${batches()}?dryrun=true`, "dry_run"],
    ["GET", "/api/v1/events?type=ping", "types"],
    ["GET", "/api/v1/accounts?foo=1", undefined],
    ["PATCH", `${batch_path(batch)}/bets?mod=partial`, "mode"],
    ["GET", "/sse?account=1", "accounts"],
  ];
  for (const [method, target, suggestion] of cases) {
    const answer = await refused("unknown_parameter", method, target, method === "GET" ? {} : { json: method === "POST" ? a_batch() : [] });
    if (suggestion) assert.match(answer.text, new RegExp(`\\b${suggestion}\\b`));
  }
});

test("values of query parameters are judged", async () => {
  const lists = ["limit=0", "limit=1001", "limit=x", "limit=", "bets=maybe", "status=", "status=open", "limit=1&limit=2", "cursor=x"];
  const logs = ["limit=1001", "wait=26", "order=up", "types=nothing", "types=", "account=x", "since=%20", "until=k3f9-"];
  const targets = [...lists.map((query) => `${batches()}?${query}`), ...logs.map((query) => `/api/v1/events?${query}`)];
  for (const target of targets) {
    const answer = await api.get(target);
    assert.equal(answer.body.code, "malformed_request", target);
    assert.equal(answer.body.errors[0].pointer, `?${/\?(\w+)/.exec(target)[1]}`);
  }
});

test("ids that are no ids are a 404", async () => {
  for (const id of ["0", "-1", "x", "1.0", "01", "9223372036854775808", "99999999999999999999999", "%31x", "1%00", "", "..", "1e3", "+1"]) {
    const answer = await api.get(`/api/v1/accounts/${id}/batches`);
    assert.equal(answer.status, id.includes("%00") ? answer.status : 404, id);
    assert.ok([400, 404].includes(answer.status), id);
  }
});

test("headers are judged", async () => {
  const post = (headers) => api.send("POST", batches(), { json: a_batch(), headers });
  const before = await api.everything();
  for (const [name, value] of [["BetStream-Actor", "x".repeat(65)], ["Idempotency-Key", "k".repeat(256)], ["Idempotency-Key", ""], ["If-Match", "unquoted"]]) {
    const target = name === "If-Match" ? bet_path(batch, batch.bets[0]) : batches();
    const answer = name === "If-Match" ? await api.send("PATCH", target, { json: { status: "failed" }, headers: { [name]: value } }) : await post({ [name]: value });
    assert.ok([400, 412, 422].includes(answer.status), `${name}: ${answer.status}`);
  }
  assert.equal(await api.everything(), before);
});

test("unknown fields are ignored", async () => {
  const made = await api.batch(account, { colour: "red", bets: [a_bet({ odds: 3.5, status: "successful" })] });
  assert.equal(made.bets[0].status, "pending");
  assert.ok(!("odds" in made.bets[0]));
});

test("a large batch is taken whole", async () => {
  const made = await api.batch(account, { bets: Array.from({ length: 10_000 }, (_, i) => a_bet({ id: i, stake: 0.1, cost: 0 })) });
  assert.equal(made.bets.length, 10_000);
  assert.equal(made.summary.pending.stake, 1000);
});

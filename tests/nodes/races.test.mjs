// Two nodes are asked for the same thing at the same time: what one of them may do, the other one may not.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { amount, report } from "../oracle/plan.mjs";
import { read_log, send, seq_of } from "../oracle/send.mjs";
import { start_nodes, stop_nodes, sum_of } from "./cluster.mjs";
import { Postgres } from "./postgres.mjs";

const rounds = amount("NODE_RACES", 100, 2000);
const agents = [0, 1].map(() => new http.Agent({ keepAlive: true }));
const a_card = (round) => ({ meta: { round }, bets: [{ id: 1, selection: "1/2", stake: 1, cost: 1 }] });
let postgres;
let nodes;
let account;

before(async () => {
  postgres = Postgres.start();
  nodes = await start_nodes(2, postgres.create_database());
  account = (await send(nodes[0].url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } })).body;
});
after(async () => {
  agents.forEach((agent) => agent.destroy());
  await stop_nodes(nodes ?? []);
  postgres?.stop();
});

// The same request, or what `of` makes of it for each node, to both nodes at once.
const both = (method, target, of) => Promise.all(nodes.map(({ url }, i) => send(url, method, target, { ...of(i), agent: agents[i] })));

const statuses = (answers) => answers.map(({ status }) => status).sort();

test("of two operators on two nodes who saw the same version exactly one wins", { timeout: 60_000 }, async (t) => {
  const target = `/api/v1/accounts/${account.id}/batches`;
  const { body: batch } = await send(nodes[0].url, "POST", target, { json: a_card(0) });
  const [{ pid }] = batch.bets;
  const wins = [0, 0];
  for (let round = 0; round < rounds; ++round) {
    const change = (i) => ({ json: { status: ["successful", "failed"][i], note: `round ${round}` }, headers: { "If-Match": `"${round + 1}"`, "BetStream-Actor": `operator ${i}` } });
    const answers = await both("PATCH", `${target}/${batch.id}/bets/${pid}`, change);
    assert.deepEqual(statuses(answers), [200, 412], `round ${round}`);
    const winner = answers.findIndex(({ status }) => status === 200);
    const [won, lost] = [answers[winner].body, answers[1 - winner].body];
    assert.deepEqual([won.version, won.updated_by], [round + 2, `operator ${winner}`]);
    assert.deepEqual([lost.code, lost.current], ["version_conflict", won], "the loser sees what the winner made of it");
    wins[winner] += 1;
  }
  const marks = (await read_log(nodes[1].url)).events.filter(({ type, bet }) => type === "bet_status_updated" && bet.pid === pid);
  assert.equal(marks.length, rounds, "one event for each round");
  report(t, { rounds, wins: wins.join(" to "), conflicts: rounds });
});

test("the same idempotency key at two nodes at once has one effect and one answer", { timeout: 60_000 }, async (t) => {
  const { head } = await read_log(nodes[0].url);
  const replayed_by = [0, 0];
  for (let round = 0; round < rounds; ++round) {
    const answers = await both("POST", `/api/v1/accounts/${account.id}/batches`, () => ({ json: a_card(round), headers: { "Idempotency-Key": `round ${round}` } }));
    assert.deepEqual(statuses(answers), [201, 201], `round ${round}`);
    assert.equal(answers[0].text, answers[1].text, "one answer");
    assert.equal(answers[0].headers["betstream-cursor"], answers[1].headers["betstream-cursor"], "as of the same event");
    const replays = answers.map(({ headers }) => headers["idempotency-replayed"] === "true");
    assert.equal(replays.filter(Boolean).length, 1, "one of them did it");
    replayed_by[replays.indexOf(true)] += 1;
  }
  assert.equal((await read_log(nodes[0].url)).head, head + rounds, "one event for each round");
  report(t, { rounds, effects: rounds, replayed: replayed_by.join(" and ") });
});

test("a key that came with something else is refused by the other node", { timeout: 60_000 }, async (t) => {
  let refused = 0;
  for (let round = 0; round < rounds / 4; ++round) {
    const answers = await both("POST", `/api/v1/accounts/${account.id}/batches`, (i) => ({ json: a_card(`${round} at ${i}`), headers: { "Idempotency-Key": `misused ${round}` } }));
    assert.deepEqual(statuses(answers), [201, 422], `round ${round}`);
    assert.equal(answers.find(({ status }) => status === 422).body.code, "id_reused");
    refused += 1;
  }
  report(t, { rounds: rounds / 4, refused });
});

test("of two accounts with the same name, created at two nodes at once, there is one", { timeout: 60_000 }, async (t) => {
  const collisions = await sum_of(nodes, "betstream_writer_collisions_total");
  for (let round = 0; round < rounds; ++round) {
    const answers = await both("POST", "/api/v1/accounts", () => ({ json: { name: `same ${round}`, hostname: "h" } }));
    assert.deepEqual(statuses(answers), [201, 409], `round ${round}`);
    assert.equal(answers.find(({ status }) => status === 409).body.code, "name_taken");
  }
  const names = (await send(nodes[0].url, "GET", "/api/v1/accounts")).body.map(({ name }) => name);
  assert.equal(names.filter((name) => name.startsWith("same ")).length, rounds);
  report(t, { rounds, created: rounds, found_taken_at_the_commit: (await sum_of(nodes, "betstream_writer_collisions_total")) - collisions });
});

test("a mark that another node just made changes nothing, and its answer is not older than what it shows", { timeout: 60_000 }, async (t) => {
  const target = `/api/v1/accounts/${account.id}/batches`;
  const { body: batch } = await send(nodes[0].url, "POST", target, { json: a_card(0) });
  const path = `${target}/${batch.id}/bets/${batch.bets[0].pid}`;
  for (let round = 0; round < rounds; ++round) {
    const json = { status: ["successful", "failed"][round % 2] };
    const headers = { "Idempotency-Key": `again ${round}` };
    const made = await send(nodes[0].url, "PATCH", path, { json, agent: agents[0] });
    const again = await send(nodes[1].url, "PATCH", path, { json, headers, agent: agents[1] });
    const replayed = await send(nodes[1].url, "PATCH", path, { json, headers, agent: agents[1] });
    assert.equal(again.text, made.text, "nothing changed");
    const [first, second, third] = [made, again, replayed].map((answer) => seq_of(answer.headers["betstream-cursor"]));
    assert.ok(second >= first, `round ${round}: it shows event ${first}, and its cursor says ${second}`);
    assert.equal(third, second, `round ${round}: the replay has the cursor of the first answer`);
  }
  report(t, { rounds });
});

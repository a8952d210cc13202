// Several operators mark the same bet, each of them having seen the same version (F30): exactly one wins, the others get
// a 412 that shows what the bet is now and who made it so.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { Server } from "../contract/server.mjs";
import { Random, amount, report, seed } from "../oracle/plan.mjs";
import { read_log, send } from "../oracle/send.mjs";

const rounds = amount("RACES", 200, 5000);
const random = new Random(seed);
let server;
let batch;
let path;
const agents = Array.from({ length: 8 }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }));

before(async () => {
  server = await Server.start();
  const { body: account } = await send(server.url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } });
  const bets = [1, 2, 3].map((id) => ({ id, selection: "1/2", stake: 1, cost: 1 }));
  batch = (await send(server.url, "POST", `/api/v1/accounts/${account.id}/batches`, { json: { meta: {}, bets } })).body;
  path = `/api/v1/accounts/${account.id}/batches/${batch.id}`;
});
after(async () => {
  agents.forEach((agent) => agent.destroy());
  await server?.stop();
});

// Every operator asks for another change, so that the second to come would always change something.
const change = (operator, round) => ({ status: ["successful", "failed"][operator % 2], note: `by ${operator} in round ${round}` });

test("of operators who saw the same version exactly one wins", { timeout: 120_000 }, async (t) => {
  const { pid } = batch.bets[0];
  let version = 1;
  let conflicts = 0;
  for (let round = 0; round < rounds; ++round) {
    const operators = random.between(2, 4);
    const answers = await Promise.all(
      Array.from({ length: operators }, (_, i) =>
        send(server.url, "PATCH", `${path}/bets/${pid}`, { json: change(i, round), headers: { "If-Match": `"${version}"`, "BetStream-Actor": `operator ${i}` }, agent: agents[i] }),
      ),
    );
    const winners = answers.filter(({ status }) => status === 200);
    assert.equal(winners.length, 1, `round ${round}: ${answers.map(({ status }) => status)}`);
    const [{ body: won }] = winners;
    assert.equal(won.version, version + 1);
    for (const { status, body } of answers.filter((answer) => answer !== winners[0])) {
      assert.deepEqual([status, body.code], [412, "version_conflict"]);
      assert.deepEqual(body.current, won, "the loser sees what the winner made of it, and who that was");
      conflicts += 1;
    }
    assert.equal(won.updated_by, `operator ${answers.indexOf(winners[0])}`);
    version = won.version;
  }
  const marks = (await read_log(server.url)).events.filter(({ type, bet }) => type === "bet_status_updated" && bet.pid === pid);
  assert.equal(marks.length, rounds, "one event for each round");
  report(t, { rounds, winners: rounds, conflicts });
});

test("the same for lists of marks, which are all or nothing", { timeout: 120_000 }, async (t) => {
  const [, second, third] = batch.bets;
  let [a, b] = [1, 1];
  let conflicts = 0;
  for (let round = 0; round < rounds / 4; ++round) {
    const lists = [0, 1].map((i) => [second, third].map(({ pid }, k) => ({ pid, ...change(i, round), version: k === 0 ? a : b })));
    const answers = await Promise.all(lists.map((json, i) => send(server.url, "PATCH", `${path}/bets`, { json, agent: agents[i] })));
    const won = answers.filter(({ status }) => status === 200);
    assert.equal(won.length, 1, `round ${round}: ${answers.map(({ status }) => status)}`);
    conflicts += answers.filter(({ status }) => status === 412).length;
    [a, b] = won[0].body.map(({ version }) => version);
  }
  assert.deepEqual([a, b, conflicts], [1 + rounds / 4, 1 + rounds / 4, rounds / 4]);
  report(t, { rounds: rounds / 4, conflicts });
});

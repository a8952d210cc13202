// Amounts come back as they went, in the numbers of both languages.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { Api, a_batch, a_bet, batch_path } from "../contract/api.mjs";
import { Server } from "../contract/server.mjs";
import { Random, seed } from "../oracle/plan.mjs";
import { spawn_python } from "./python.mjs";
import { BetStream } from "./typescript.mjs";

let server;
let api;
before(async () => {
  server = await Server.start();
  api = new Api(server.url);
});
after(async () => {
  api?.close();
  await server?.stop();
});

test("TypeScript: every amount of four decimals survives a double", { timeout: 60_000 }, async (t) => {
  t.diagnostic(`seed ${seed}`);
  const random = new Random(seed);
  const client = new BetStream(server.url);
  const { id } = await api.account();
  const texts = ["0.0001", "99999999999.9999", "12345678901.2345", "0.3", "1000000000.0"];
  while (texts.length < 2000) texts.push(`${random.below(10 ** random.between(1, 6))}.${String(random.below(10_000)).padStart(4, "0")}`);
  // The sum of a batch is money, too: the largest amounts go alone.
  const rows = [...texts.slice(0, 3).map((text) => [text]), texts.slice(3)];
  for (const row of rows) {
    const bets = row.map((text, i) => a_bet({ id: i, stake: Number(text), cost: -Number(text) }));
    const { data } = await client.createBatch(id, a_batch({ bets }));
    assert.deepEqual(data.bets.map(({ stake }) => stake), row.map(Number));
    const { text } = await api.ok("GET", batch_path(data));
    const stored = [...text.matchAll(/"stake":([^,]+),"cost":-?([^,]+),"status"/g)];
    assert.equal(stored.length, row.length);
    const plain = (digits) => digits.replace(/\.?0+$/, "");
    for (const [i, [, stake, cost]] of stored.entries()) assert.deepEqual([plain(stake), plain(cost)], [plain(row[i]), plain(row[i])]);
  }
});

test("Python: amounts are Decimals, and no float touches them", { timeout: 60_000 }, async () => {
  const child = spawn_python(["money.py", server.url]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const [code] = await once(child, "close");
  assert.deepEqual([output, code], ["exact\n", 0]);
});

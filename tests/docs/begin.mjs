// Begins every part of a program of clients/typescript/README.md: the names that the page uses and does not make.
import { BetStream, BetStreamProblem, OutcomeUnknown, Reset } from "betstream-client";

const client = new BetStream(process.env.BETSTREAM_URL, { actor: "reader" });
const bets = Array.from({ length: 24 }, (_, i) => ({ id: i + 1, selection: `${i}`, stake: 10, cost: 2.5 }));
const { data: batch, cursor: since } = await client.createBatch(1, { meta: {}, bets });
const [bet] = batch.bets;
const { signal } = new AbortController();

// Something happens all the time.
setInterval(() => client.createBatch(1, { meta: {}, bets: bets.slice(0, 1) }).catch(() => {}), 50).unref();
let count = 0;
const see = () => {
  if (++count < 3) return;
  console.log("seen");
  process.exit(0);
};
const [handle, save, change] = [() => {}, see, see];

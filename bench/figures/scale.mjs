// What a large database costs. The peer is the same server on a small one.
import { Betstream } from "../tools/betstream.mjs";
import { load, wrk } from "../tools/load.mjs";
import { alternate, row } from "../tools/rounds.mjs";
import { mark } from "./patch.mjs";

// As many batches on both sides: a group of marks touches as many of them.
export async function scale(bench) {
  const server = { ours: await Betstream.start(bench), peer: await Betstream.start(bench) };
  const desk = {
    ours: await server.ours.desk({ batches: 100, bets: 10_000 }),
    peer: await server.peer.desk({ batches: 100, bets: 100 }),
  };
  const marks = (side) => async () => (await mark(bench, server[side], desk[side])).answers_per_second;
  const { ours, peer } = await alternate(bench.rounds, { ours: marks("ours"), peer: marks("peer") });
  await server.ours.stop();
  await server.peer.stop();
  return [row("PATCH of one bet, 64 connections, with 1,000,000 bets stored / with 10,000", {
    ours, peer, unit: "marks/s", target: 0.9 })];
}

const closedBatches = 100_000;

async function closeBatches(bench, server, account, count) {
  const path = `/api/v1/accounts/${account}/batches`;
  const body = JSON.stringify({ meta: { name: "closed" }, bets: [{ id: 1, selection: "1/2/3", stake: 1, cost: 1 }] });
  const first = (await server.ask("POST", path, JSON.parse(body))).json().id;
  const requests = (args) =>
    load(bench, ["requests", "--port", server.port, "--writers", 64, ...args], { seconds: 180 });
  await requests(["--requests", count - 1, "--method", "POST", "--path", path, "--body", body]);
  await requests(["--requests", count, "--method", "DELETE", "--path", `${path}/{n}`, "--from", first]);
}

export async function listing(bench) {
  const server = await Betstream.start(bench);
  const few = await server.desk({ batches: 20, bets: 20 });
  const many = await server.desk({ batches: 10, bets: 20 });
  await closeBatches(bench, server, many.account, closedBatches);
  await server.desk({ account: many.account, batches: 10, bets: 20 });

  const path = (account) => `/api/v1/accounts/${account}/batches?status=created,active`;
  for (const { account } of [few, many]) {
    const open = (await server.ask("GET", path(account))).json();
    if (open.length !== 20 || open.some((batch) => batch.completed)) throw new Error("these are not the open batches");
  }
  const list = (desk) => async () => (await wrk(bench, server, path(desk.account), { connections: 16 })).rate;
  const { ours, peer } = await alternate(bench.rounds, { ours: list(many), peer: list(few) });
  await server.stop();
  return [row("GET of 20 open batches with 100,000 closed ones / with none", {
    ours, peer, unit: "requests/s", target: 0.9 })];
}

// What a large database costs. The peer is the same server on a small one.
import { Betstream } from "../tools/betstream.mjs";
import { load, wrk } from "../tools/load.mjs";
import { alternate, row } from "../tools/rounds.mjs";
import { mark } from "./patch.mjs";

// The same desk on both sides, 10,000 bets that are being marked; on one of them 990,000 others are there too. How it is
// when all of a million bets are marked in turns, so that hardly any page is in a cache, is noted.
export async function scale(bench) {
  const server = { ours: await Betstream.start(bench), peer: await Betstream.start(bench) };
  const others = await server.ours.desk({ batches: 99, bets: 10_000 });
  const desk = {
    ours: await server.ours.desk({ batches: 100, bets: 100 }),
    peer: await server.peer.desk({ batches: 100, bets: 100 }),
  };
  const marks = (side, whose) => async () => (await mark(bench, server[side], whose)).answers_per_second;
  const { ours, peer, scattered } = await alternate(bench.rounds, {
    ours: marks("ours", desk.ours),
    peer: marks("peer", desk.peer),
    scattered: marks("ours", others),
  });
  await server.ours.stop();
  await server.peer.stop();
  const ratios = scattered.map((value, round) => (value / peer[round]).toFixed(2)).join(", ");
  return [row("PATCH of one bet, 64 connections, with 1,000,000 bets stored / with 10,000", {
    ours, peer, unit: "marks/s", target: 0.9,
    notes: [`marks scattered over 990,000 bets instead of the same 10,000: ratios ${ratios}`] })];
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

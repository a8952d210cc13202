// Reads and subscribers of a node. The peer is the same binary on SQLite.
import { Betstream } from "../tools/betstream.mjs";
import { wrk } from "../tools/load.mjs";
import { withNodes } from "../tools/nodes.mjs";
import { Postgres } from "../tools/postgres.mjs";
import { pause, residentMemory, start } from "../tools/processes.mjs";
import { alternate, listed, row } from "../tools/rounds.mjs";

const subscribers = 5000;

async function pathsOn(server) {
  const { account, ranges } = await server.desk({ batches: 20, bets: 50 });
  const batches = `/api/v1/accounts/${account}/batches`;
  return { batch: `${batches}/${ranges[0].batch}`, open: `${batches}?status=created,active` };
}

/** A batch with its bets, which a server keeps in memory, and a list, for which it asks its database. */
export function reads(bench) {
  return withNodes(bench, 1, async ({ all: [node] }) => {
    const sqlite = await Betstream.start(bench);
    const paths = { node: await pathsOn(node), sqlite: await pathsOn(sqlite) };
    const compare = async (what) => {
      const { ours, peer } = await alternate(bench.rounds, {
        ours: () => wrk(bench, node, paths.node[what]),
        peer: () => wrk(bench, sqlite, paths.sqlite[what]),
      });
      const rates = (side) => side.map(({ rate }) => rate);
      const busy = (side) => listed(side.map((each) => each.busy));
      return { ours: rates(ours), peer: rates(peer), unit: "requests/s", target: 0.5,
        notes: [`cores that the server used: ${busy(ours)}, without those of PostgreSQL; on SQLite ${busy(peer)}`] };
    };
    const rows = [
      row("GET of one batch of 50 bets on PostgreSQL / on SQLite", await compare("batch")),
      row("GET of 20 open batches on PostgreSQL / on SQLite", await compare("open")),
    ];
    await sqlite.stop();
    return rows;
  });
}

// MiB that a server has resident while so many wait for events.
async function memoryOf(bench, server) {
  const crowd = start([bench.load, "hold", "--port", String(server.port), "--stream", "/sse", String(subscribers)]);
  const reached = await crowd.line();
  if (Number(reached) !== subscribers) throw new Error(`bench_load says ${reached}`);
  await pause(5000); // pings come and go, buffers of the subscribing are given back
  const memory = residentMemory(server.pids) / 1024;
  await crowd.stop();
  await server.stop();
  return memory;
}

export async function memory(bench) {
  const postgres = Postgres.start(bench);
  const values = await alternate(Math.min(bench.rounds, 2), {
    ours: async () => memoryOf(bench, await Betstream.start(bench, { url: await postgres.create() })),
    peer: async () => memoryOf(bench, await Betstream.start(bench)),
  });
  postgres.stop();
  return [row("memory of a node with 5,000 subscribers / of the server on SQLite", {
    ...values, unit: "MiB", target: 1.2, atMost: true })];
}

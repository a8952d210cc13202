// The real binary on a database and a port of its own.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository, Server } from "../../../tests/contract/server.mjs";

/**
 * The kernel ends the server when this process ends, however that happens: a test that is killed leaves nothing behind.
 * stop(), kill() and start_again() are those of the contract tests.
 */
export function startServer({ args = [], ...options } = {}) {
  return Server.start({ prefix: ["setpriv", "--pdeathsig", "KILL"], args, ...options });
}

/** The sample data of the repository: 5 accounts, 22 batches, 60 bets. */
export async function seed(server) {
  await promisify(execFile)(join(repository, "data/seed.sh"), [server.url], { timeout: 120_000 });
}

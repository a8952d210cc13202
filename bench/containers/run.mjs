// `./dev bench containers`: how large our image is, and how long it takes from the start of a container to the first answer,
// beside others on the same base. Needs an engine behind `docker`; builds images, ours among them, and leaves ours there.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { freePort, pause, run } from "../tools/processes.mjs";
import { alternate, listed, median } from "../tools/rounds.mjs";
import { align, describeMachine } from "../tools/table.mjs";
import { ours, peers } from "./peers.mjs";

const base = "debian:trixie-slim";
const rounds = 5;
const startLimit = 60_000; // milliseconds
const buildLimit = 3600; // seconds
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

const docker = async (words, options) => (await run(["docker", ...words], options)).trim();
const sizeOf = async (image) => JSON.parse(await docker(["inspect", image]))[0].Size;

async function build(peer) {
  process.stderr.write(`building the image of ${peer.name} ...\n`);
  if (!peer.packages) return docker(["build", "-f", "deploy/Dockerfile", "-t", peer.image, "."], { seconds: buildLimit, cwd: root });
  peer.image = `betstream-bench-${peer.packages[0]}`;
  const steps = `FROM ${base}\nRUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
${peer.packages.join(" ")} && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/log/apt /var/log/dpkg.log\n`;
  await docker(["build", "-t", peer.image, "-"], { seconds: buildLimit, input: steps });
}

/** Milliseconds from the start of the first process in a new container to the first answer. */
async function coldStart(peer) {
  const port = await freePort();
  const container = await docker(["create", "--init", "--network", "host", peer.image, ...peer.command(port)]);
  try {
    await docker(["start", container]);
    const limit = Date.now() + startLimit;
    while (!(await peer.isReady(port))) {
      if (Date.now() > limit) throw new Error(`${peer.name} does not answer: ${await docker(["logs", container])}`);
      await pause(1);
    }
    const ready = Date.now();
    const { State: state } = JSON.parse(await docker(["inspect", container]))[0];
    return Math.max(1, ready - Date.parse(state.StartedAt));
  } finally {
    await docker(["rm", "--force", container]);
  }
}

async function measure() {
  const all = [ours, ...peers];
  for (const each of all) await build(each);
  const baseSize = await sizeOf(base);
  const starts = await alternate(rounds, Object.fromEntries(all.map((each) => [each.name, () => coldStart(each)])));
  const lines = [];
  for (const each of all) {
    const bytes = (await sizeOf(each.image)) - baseSize;
    lines.push({ name: each.name, megabytes: bytes / 1e6, start: median(starts[each.name]), starts: starts[each.name] });
  }
  return { baseSize, lines };
}

function report({ baseSize, lines }, about) {
  const rows = lines.map(({ name, megabytes, start }) => [name, megabytes.toFixed(1), (start / 1000).toFixed(2)]);
  return `# Containers, ${about.date}

- commit: ${about.commit}
- machine: ${about.machine}; ${about.load}
- command: \`./dev bench containers\`

Images on \`${base}\` (${(baseSize / 1e6).toFixed(1)} MB), each of the others with Debian's package. The start is the median of ${rounds} new containers
with no data, in turns: from the start of the first process to the first answer.

${align([["image", "MB beyond the base", "s to the first answer"], ...rows])}

${lines.map(({ name, starts }) => `- **${name}**: ${listed(starts.map((start) => start / 1000))} s`).join("\n")}
`;
}

async function main() {
  const loadBefore = loadavg();
  const measured = await measure();
  for (const { image } of peers) await docker(["rmi", image]);
  const about = describeMachine(loadBefore);
  const text = report(measured, about);
  process.stdout.write(text);
  const folder = join(root, "bench/results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${about.date}-${about.commit}-containers.md`), text);
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`\nbench: ${error.stack}\n`);
    process.exit(1);
  },
);

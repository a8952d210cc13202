// `./dev bench web [name...]`: the console in a real browser against its budget; one table, kept when it is complete.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { versionsOf } from "../../web/e2e/harness/browser.mjs";
import { Stage } from "../../web/e2e/harness/stage.mjs";
import { align, describeMachine, formatValue } from "../tools/table.mjs";
import { burst, busyKeys, keys, load, scroll, size, stream } from "./figures.mjs";

const figures = { size, load, keys, scroll, "busy-keys": busyKeys, stream, burst };
const home = dirname(fileURLToPath(import.meta.url));

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "60" } },
  });
  const unknown = positionals.find((name) => !(name in figures));
  if (unknown) throw new Error(`no figure '${unknown}'; there are ${Object.keys(figures).join(", ")}`);
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  if (!(rounds >= 1 && seconds >= 1)) throw new Error("--rounds and --seconds: at least 1");
  return { rounds, seconds, names: positionals.length > 0 ? positionals : Object.keys(figures) };
}

function verdict({ value, atMost }) {
  if (atMost === undefined) return "";
  return value <= atMost ? "yes" : "NO";
}

const valueText = (value) => (Number.isInteger(value) ? String(value) : formatValue(value));

function table(rows) {
  const cells = (row) => [
    row.unit === "" ? row.what : `${row.what} (${row.unit})`,
    valueText(row.value),
    row.atMost === undefined ? "" : `<= ${row.atMost}`,
    verdict(row),
  ];
  return align([["figure", "measured", "budget", "met"], ...rows.map(cells)]);
}

// CPU seconds of all cores since the machine started, of whomever: tells whether the machine was quiet.
function busySeconds() {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}

// User and system time of the server and of this process, which makes the load, in seconds.
function cpuOf({ server }) {
  const [, rest] = readFileSync(`/proc/${server.child.pid}/stat`, "utf8").split(") ");
  const fields = rest.split(" ");
  const { user, system } = process.cpuUsage();
  return [
    ["server", (Number(fields[11]) + Number(fields[12])) / 100],
    ["load", (user + system) / 1e6],
  ];
}

const notesOf = (rows) => rows.filter(({ note }) => note).map(({ what, note }) => `- **${what}**: ${note}`);

async function measure(bench, names) {
  const rows = [];
  for (const name of names) {
    const start = performance.now();
    process.stderr.write(`${name} ... `);
    const busyBefore = busySeconds();
    rows.push(...(await figures[name](bench)));
    const seconds = (performance.now() - start) / 1000;
    const spent = cpuOf(bench.stage).map(([who, cpu]) => `${who} ${cpu.toFixed(0)}`);
    const busy = ((busySeconds() - busyBefore) / seconds / cpus().length) * 100;
    bench.machine.push(`${name}: ${seconds.toFixed(0)} s, the machine ${busy.toFixed(0)} % busy, load ${loadavg()[0].toFixed(1)}; CPU seconds so far: ${spent.join(", ")}`);
    process.stderr.write(`${Math.round(seconds)} s\n`);
  }
  return rows;
}

function keep({ about, browser, command, rows, machine }) {
  const folder = join(home, "../results");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${about.date}-${about.commit}-web.md`);
  writeFileSync(file, `# The console, ${about.date}

- commit: ${about.commit}
- machine: ${about.machine}; ${about.load}
- browser: ${browser}, headless, without a GPU
- command: \`${command}\`

Server, load and browser share the cores of this machine.

${table(rows)}

${notesOf(rows).join("\n")}

What the machine did meanwhile:

${machine.map((line) => `- ${line}`).join("\n")}
`);
  return file;
}

async function main() {
  const { names, ...options } = readOptions();
  const loadBefore = loadavg();
  const stage = await new Stage({ browserOptions: { more: ["--enable-precise-memory-info"] } }).open();
  try {
    const { product } = await versionsOf(stage.browser);
    const account = await stage.desk.account();
    const batch = await stage.desk.batch(account, 10_000);
    const others = await stage.desk.batch(account, 1000);
    const bench = { ...options, machine: [], stage, batch, others, dist: join(home, "../../web/dist") };
    const rows = await measure(bench, names);
    const about = describeMachine(loadBefore);
    process.stdout.write(`\n${about.commit}, ${about.machine}; ${about.load}\n${product}\n\n${table(rows)}\n\n`);
    process.stdout.write(`${notesOf(rows).join("\n")}\n\n${bench.machine.join("\n")}\n`);
    if (names.length < Object.keys(figures).length) return;
    const command = `./dev bench web --rounds ${options.rounds} --seconds ${options.seconds}`;
    process.stdout.write(`\nkept in ${keep({ about, browser: product, command, rows, machine: bench.machine })}\n`);
  } finally {
    await stage.close();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`\nbench: ${error.stack}\n`);
    process.exit(1);
  },
);

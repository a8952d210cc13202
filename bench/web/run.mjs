// `./dev bench web [name...]`: the console in a real browser against its budget; one table, kept when it is complete.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
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

const notesOf = (rows) => rows.filter(({ note }) => note).map(({ what, note }) => `- **${what}**: ${note}`);

async function measure(bench, names) {
  const rows = [];
  for (const name of names) {
    const start = performance.now();
    process.stderr.write(`${name} ... `);
    rows.push(...(await figures[name](bench)));
    process.stderr.write(`${Math.round((performance.now() - start) / 1000)} s\n`);
  }
  return rows;
}

function keep({ about, browser, command, rows }) {
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
    const bench = { ...options, stage, batch, others, dist: join(home, "../../web/dist") };
    const rows = await measure(bench, names);
    const about = describeMachine(loadBefore);
    process.stdout.write(`\n${about.commit}, ${about.machine}; ${about.load}\n${product}\n\n${table(rows)}\n\n`);
    process.stdout.write(`${notesOf(rows).join("\n")}\n`);
    if (names.length < Object.keys(figures).length) return;
    const command = `./dev bench web --rounds ${options.rounds} --seconds ${options.seconds}`;
    process.stdout.write(`\nkept in ${keep({ about, browser: product, command, rows })}\n`);
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

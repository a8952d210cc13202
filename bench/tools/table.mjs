// The table, and the file that keeps it.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";

export function formatValue(value) {
  if (value >= 10_000) return Math.round(value).toLocaleString("en-US");
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const headings = ["work", "ours", "peer", "ratio", "target", "met"];

function cells(row) {
  return [
    `${row.work} (${row.unit})`,
    formatValue(row.ours),
    formatValue(row.peer),
    row.ratio.toFixed(2),
    `${row.atMost ? "<=" : ">="} ${row.target}`,
    row.met ? "yes" : "NO",
  ];
}

export function table(rows) {
  return align([headings, ...rows.map(cells)]);
}

/** Lines of cells as a table in Markdown: the first line is its head, the first column is text, the others numbers. */
export function align(lines) {
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const text = (line) => `| ${line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [text(lines[0]), rule, ...lines.slice(1).map(text)].join("\n");
}

function git(...args) {
  return execFileSync("git", args, { encoding: "utf8" }).trim();
}

export function describeMachine(loadBefore) {
  const dirty = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results") !== "";
  const model = readFileSync("/proc/cpuinfo", "utf8").match(/^model name\s*: (.*)$/m)?.[1] ?? "unknown processor";
  const loads = [...loadBefore.slice(0, 1), ...loadavg().slice(0, 1)].map((value) => value.toFixed(1)).join(", ");
  return {
    commit: git("rev-parse", "--short=12", "HEAD") + (dirty ? "-dirty" : ""),
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores of ${model}, Linux ${release()}`,
    load: `load average ${loads} (before, after)`,
  };
}

export function describeRun(binary, disk, loadBefore) {
  const text = `fdatasync of 4 KiB: p50 ${formatValue(disk.p50_us)} us, p99 ${formatValue(disk.p99_us)} us`;
  const version = execFileSync(binary, ["--version"], { encoding: "utf8" }).trim();
  return { ...describeMachine(loadBefore), binary: version, disk: text };
}

function notesOf(row) {
  const each = row.each.map((ratio) => ratio.toFixed(2)).join(", ");
  return [`- **${row.work}**: ratios of the rounds ${each}`, ...row.notes.map((note) => `  - ${note}`)];
}

export function writeResults(folder, { about, command, rows, suffix }) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${about.date}-${about.commit}${suffix}.md`);
  writeFileSync(file, `# Benchmarks, ${about.date}

- commit: ${about.commit}
- binary: ${about.binary}
- machine: ${about.machine}; ${about.load}
- disk: ${about.disk}
- command: \`${command}\`

Both sides ran in turns on the same machine in the same run. Figures are medians of the rounds, a ratio is the median of
the rounds' ratios. Ratios are what counts; absolute figures are of this machine and of this hour.

${table(rows)}

${rows.flatMap(notesOf).join("\n")}
`);
  return file;
}

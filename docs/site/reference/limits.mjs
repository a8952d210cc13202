// limits.md: every limit of server/base/limits.h.
import { code, paragraphs, table, with_separators } from "./words.mjs";

const durations = { seconds: "s", minutes: "min", hours: "h" };

function in_bytes(value) {
  for (const [unit, size] of [["MiB", 1024n * 1024n], ["KiB", 1024n]]) {
    if (value >= size && value % size === 0n) return `${with_separators(value / size)} ${unit}`;
  }
  return `${with_separators(value)} bytes`;
}

function shown({ type, name, value }) {
  const duration = /^std::chrono::(\w+)$/.exec(type)?.[1];
  if (duration === "hours" && value % 24n === 0n) return `${value / 24n} days`;
  if (duration) return `${value} ${durations[duration]}`;
  if (/_bytes_per_second/.test(name)) return `${in_bytes(value)} per second`;
  if (/_bytes?(_|$)/.test(name)) return in_bytes(value);
  if (/_chars_/.test(name)) return `${with_separators(value)} characters`;
  return with_separators(value);
}

const group = ({ title, limits }) => paragraphs(`## ${title}`, table(["limit", "value", "note"], limits.map((limit) => [code(limit.name), shown(limit), limit.comment])));

export const limit_parts = ({ limits }) => ({ limits: paragraphs(limits.map(group)) });

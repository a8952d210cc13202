// A strict reader of the text format of Prometheus, version 0.0.4: stricter than Prometheus itself, which forgives. It
// throws at the first line that breaks a rule, and says which.
// https://prometheus.io/docs/instrumenting/exposition_formats/
import { strict as assert } from "node:assert";

const types = ["counter", "gauge", "histogram"];
const metric_name = /^[a-z][a-z0-9_]*$/;
const number = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]Inf|NaN)$/i;
const parts = { histogram: ["_bucket", "_sum", "_count"], counter: [""], gauge: [""] };

// By name: {name, type, help, samples}; a sample is {name, labels, value, series}, and `series` tells it from all others.
export function read_page(text) {
  assert.ok(text.endsWith("\n"), "the last line has no end");
  const families = new Map();
  const seen = new Set();
  let family;
  text.slice(0, -1).split("\n").forEach((line, i) => {
    try {
      if (line.startsWith("# HELP ")) family = begin_family(line, families);
      else if (family === undefined) assert.fail("no # HELP before it");
      else if (line.startsWith("# TYPE ")) set_type(line, family);
      else family.samples.push(read_sample(line, family, seen));
    } catch ({ message }) {
      throw new Error(`line ${i + 1}, ${JSON.stringify(line)}: ${message}`);
    }
  });
  for (const each of families.values()) judge_family(each);
  return families;
}

function begin_family(line, families) {
  const [, name, help] = /^# HELP (\S+) (.*)$/.exec(line) ?? assert.fail("no name or no text");
  assert.match(name, metric_name);
  assert.ok(!families.has(name), `${name} has a head already: its rows must stand together`);
  assert.match(help, /^[A-Z0-9].*\.$/, "the help is a sentence");
  assert.match(help, /^(?:[^\\]|\\[\\n])*$/, "a broken escape");
  const family = { name, help, type: undefined, samples: [] };
  families.set(name, family);
  return family;
}

function set_type(line, family) {
  const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? assert.fail("no name or no type");
  assert.equal(name, family.name, "a type of something else");
  assert.equal(family.type, undefined, "a second type");
  assert.equal(family.samples.length, 0, "a type after samples");
  assert.ok(types.includes(type), `no type that we use: ${type}`);
  family.type = type;
}

function read_sample(line, family, seen) {
  assert.ok(family.type, "a sample before its type");
  const [, name, , inside = "", text] = /^([^{ ]+)(\{(.*)\})? (\S+)$/.exec(line) ?? assert.fail("no sample");
  assert.ok(parts[family.type].some((part) => name === family.name + part), `a sample of something else than ${family.name}`);
  assert.match(text, number, "no number");
  const labels = read_labels(inside);
  const series = `${name}{${Object.keys(labels).sort().map((label) => `${label}=${JSON.stringify(labels[label])}`)}}`;
  assert.ok(!seen.has(series), "the same series twice");
  seen.add(series);
  return { name, labels, value: to_number(text), series };
}

function read_labels(inside) {
  const labels = {};
  const label = /([^=,"]*)="((?:[^"\\]|\\.)*)"(,|$)/y;
  while (label.lastIndex < inside.length) {
    const [, name, value, comma] = label.exec(inside) ?? assert.fail("broken labels");
    assert.match(name, /^[a-z][a-z0-9_]*$/, "no name of a label");
    assert.ok(!(name in labels), `${name} twice`);
    assert.match(value, /^(?:[^\\]|\\[\\"n])*$/, "a broken escape");
    assert.ok(comma === "" || label.lastIndex < inside.length, "a comma at the end");
    labels[name] = value.replace(/\\(.)/g, (_, c) => (c === "n" ? "\n" : c));
  }
  return labels;
}

const to_number = (text) => Number(text.replace(/^([+-])Inf$/, "$1Infinity"));

function judge_family({ name, type, samples }) {
  assert.ok(type, `${name} has no type`);
  assert.ok(samples.length > 0, `${name} has no samples`);
  const kinds = new Set(samples.filter((sample) => !sample.name.endsWith("_bucket")).map(({ labels }) => Object.keys(labels).sort().join()));
  assert.ok(kinds.size <= 1, `${name}: its samples have different labels: ${[...kinds].join(" and ")}`);
  for (const { labels, value, series } of samples) {
    assert.ok("le" in labels === series.startsWith(`${name}_bucket{`), `${series}: buckets have le, and nothing else has`);
    if (type !== "gauge") assert.ok(value >= 0 && value < Infinity, `${series}: a counter at ${value}`);
  }
  if (type === "histogram") judge_histogram(name, samples);
}

function judge_histogram(name, samples) {
  const by_labels = new Map();
  for (const sample of samples) {
    const { le, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    by_labels.set(key, [...(by_labels.get(key) ?? []), sample]);
  }
  for (const [labels, rows] of by_labels) {
    const where = `${name}${labels}`;
    const buckets = rows.filter((row) => row.name === `${name}_bucket`).map((row) => ({ le: to_number(row.labels.le), value: row.value }));
    const [sum, ...more_sums] = rows.filter((row) => row.name === `${name}_sum`);
    const [count, ...more_counts] = rows.filter((row) => row.name === `${name}_count`);
    assert.ok(sum && count && more_sums.length + more_counts.length === 0, `${where}: one sum and one count`);
    buckets.forEach(({ le, value }, i) => {
      assert.ok(!Number.isNaN(le) && (i === 0 || le > buckets[i - 1].le), `${where}: buckets in ascending order`);
      assert.ok(i === 0 || value >= buckets[i - 1].value, `${where}: buckets are cumulative`);
    });
    assert.equal(buckets.at(-1)?.le, Infinity, `${where}: the last bucket is +Inf`);
    assert.equal(buckets.at(-1).value, count.value, `${where}: the last bucket is the count`);
  }
}

// What is wrong with names, by the rules of https://prometheus.io/docs/practices/naming/.
export function find_bad_names(families) {
  const bad = [];
  for (const { name, type } of families.values()) {
    if (!/^(betstream|process)_[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) bad.push(`${name}: not betstream_..., process_...`);
    if ((type === "counter") !== name.endsWith("_total")) bad.push(`${name}: _total is the end of counters, and of nothing else`);
    if (/_(bucket|sum|count)$/.test(name)) bad.push(`${name}: the end of a histogram's rows`);
    const unit = /_(ms|msec|milliseconds|us|microseconds|nanoseconds|minutes|hours|days|kb|kib|mb|mib|kilobytes|megabytes|percent)(_total)?$/.exec(name);
    if (unit) bad.push(`${name}: ${unit[1]} is no base unit`);
    if (/duration|latency|age|_time$/.test(name.replace("_timestamp", "")) && !/_seconds(_total)?$/.test(name)) bad.push(`${name}: a time without _seconds`);
    if (/counter|gauge|histogram|metric/.test(name)) bad.push(`${name}: the name says its type`);
  }
  return bad;
}

// The value of each series.
export const values_of = (families) => new Map([...families.values()].flatMap(({ samples }) => samples.map(({ series, value }) => [series, value])));

// Of those that may only rise while the process lives.
export const rising = (families) => values_of(new Map([...families].filter(([, { type }]) => type !== "gauge")));

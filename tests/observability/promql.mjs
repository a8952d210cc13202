// What an expression of PromQL speaks of: names of metrics, their labels and what is asked of these. No grammar: whether
// Prometheus understands it is for Prometheus to say (prometheus.test.mjs).
import { strict as assert } from "node:assert";

const token = /"(?:[^"\\]|\\.)*"|\d[\w.]*|\$?[a-zA-Z_:][\w:]*|=~|!~|!=|==|<=|>=|[^\s]/g;
const keywords = new Set(["and", "or", "unless", "bool", "offset", "inf", "nan"]);
const grouping = new Set(["by", "without", "on", "ignoring", "group_left", "group_right"]);
// Those that we use; a typo in one is found here even without Prometheus.
const functions = new Set(["absent", "count", "deriv", "histogram_quantile", "increase", "max", "max_over_time", "min", "min_over_time", "predict_linear", "rate", "resets", "sum", "vector"]);

// {metrics: [{name, matchers: [{label, op, value}]}], labels: those that are grouped by}
export function read_expression(text) {
  const tokens = text.match(token) ?? [];
  const found = { metrics: [], labels: [] };
  const open = [];
  for (let i = 0; i < tokens.length; ++i) {
    const [word, next] = [tokens[i], tokens[i + 1]];
    if ("([{".includes(word)) open.push(word);
    else if (")]}".includes(word)) assert.equal(open.pop(), "([{"[")]}".indexOf(word)], `${text}: brackets that do not match`);
    else if (!/^[a-zA-Z_:]/.test(word) || keywords.has(word) || open.at(-1) === "[") continue;
    else if (grouping.has(word)) {
      if (next !== "(") continue;
      const end = tokens.indexOf(")", i);
      found.labels.push(...tokens.slice(i + 2, end).filter((each) => each !== ","));
      i = end;
    } else if (next === "(" || grouping.has(next)) assert.ok(functions.has(word), `${text}: no function that we use: ${word}`);
    else if (next === "{") {
      const end = tokens.indexOf("}", i);
      found.metrics.push({ name: word, matchers: read_matchers(tokens.slice(i + 2, end), text) });
      i = end;
    } else found.metrics.push({ name: word, matchers: [] });
  }
  assert.deepEqual(open, [], `${text}: brackets that stay open`);
  assert.ok(found.metrics.length > 0, `${text}: speaks of nothing`);
  return found;
}

function read_matchers(tokens, text) {
  const matchers = [];
  for (let i = 0; i < tokens.length; i += 4) {
    const [label, op, value, comma] = tokens.slice(i, i + 4);
    assert.ok(["=", "!=", "=~", "!~"].includes(op) && value?.startsWith('"') && (comma === undefined || comma === ","), `${text}: broken matchers`);
    matchers.push({ label, op, value: JSON.parse(value) });
  }
  return matchers;
}

// Whether a matcher is about this value, however it is meant: as what is wanted or what is not.
export const speaks_of = ({ op, value }, candidate) => (op.endsWith("~") ? new RegExp(`^(?:${value})$`).test(candidate) : value === candidate);

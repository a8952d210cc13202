// Alerts, dashboard and docs/how-to/monitoring.md speak of figures that exist (page.test.mjs compares its table with a real
// server), and of each other.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { spec } from "../contract/spec.mjs";
import { alert_tests, alerts, as_asked, config, dashboard, datasources, docs, metrics, documented, documented_lines, folder, limit_of, logged_lines, panel_expressions, providers, rule_expressions, sections } from "./files.mjs";
import { read_expression, speaks_of } from "./promql.mjs";

const jobs = config.scrape_configs.map(({ job_name }) => job_name);
const severities = ["critical", "warning", "info"];
const words = {
  route: ["unknown", "console", ...Object.keys(spec.paths).map((path) => path.replace("{account_id}", "{id}"))],
  method: ["GET", "POST", "PUT", "PATCH", "DELETE", "any"],
  status: ["2xx", "3xx", "4xx", "5xx", "pending", "successful", "failed"],
  code: spec.components.schemas.ErrorCode.enum,
  type: spec.components.schemas.EventType.enum,
  job: jobs,
  severity: severities,
  alertname: alerts.map(({ alert }) => alert),
  alertstate: ["pending", "firing"],
};

// Rows of histograms and what Prometheus itself adds; with the labels of each.
const known = new Map();
known.set("up", []).set("ALERTS", ["alertname", "alertstate", "severity"]);
for (const { name, type, labels } of documented) {
  if (type !== "histogram") known.set(name, labels);
  else known.set(`${name}_bucket`, [...labels, "le"]).set(`${name}_sum`, labels).set(`${name}_count`, labels);
}

function judge(where, expr) {
  const { metrics, labels } = read_expression(as_asked(expr));
  const allowed = new Set(["job", "instance"]);
  for (const { name, matchers } of metrics) {
    assert.ok(known.has(name), `${where}: there is no ${name}`);
    for (const label of known.get(name)) allowed.add(label);
    for (const matcher of matchers) {
      assert.ok(["job", "instance", ...known.get(name)].includes(matcher.label), `${where}: ${name} has no label ${matcher.label}`);
      if (matcher.label in words) assert.ok(words[matcher.label].some((word) => speaks_of(matcher, word)), `${where}: no ${matcher.label} is ${matcher.value}`);
    }
  }
  for (const label of labels) assert.ok(allowed.has(label), `${where}: nothing there has a label ${label}`);
}

test("every expression of rules and panels speaks of figures that exist, with labels and values that they have", () => {
  for (const { where, expr } of [...rule_expressions, ...panel_expressions]) judge(where, expr);
  for (const { name, input_series } of alert_tests) for (const { series } of input_series) judge(name, series);
});

test("a figure, a label, a value or a function that does not exist is found", () => {
  for (const expr of ["betstream_queue_length > 1", "betstream_events_head{}[5m] offset 1m + betstream_event_head", 'rate(betstream_http_requests_total{state="5xx"}[1m])', 'rate(betstream_http_requests_total{status=~"5..."}[1m])', 'up{job="bet"}', "sum by (route) (betstream_events_head)", "rat(betstream_store_commits_total[1m])", "(up", "betstream_writer_group_size", "1"])
    assert.throws(() => judge("a test", expr), expr);
  judge("a test", 'sum by (job, le) (rate(betstream_writer_commit_duration_seconds_bucket{instance=~"$instance"}[$__rate_interval])) > bool 0.5 or up == 1');
});

test("every figure that the pages name exists", () => {
  const names = new Set([...(docs + metrics).matchAll(/\bbetstream_[a-z_]+\b/g)].map(([name]) => name));
  const families = documented.map(({ name }) => name);
  for (const name of names) assert.ok(known.has(name) || families.includes(name), `there is no ${name}`);
  assert.ok(names.size > 20, "or this looks at nothing");
});

test("every alert says what it means and what to do, and has its section in docs/how-to/monitoring.md", () => {
  for (const { alert, labels, annotations, expr } of alerts) {
    assert.match(alert, /^BetStream[A-Z]\w+$/);
    assert.deepEqual(Object.keys(annotations), ["summary", "description", "runbook"], alert);
    assert.ok(severities.includes(labels.severity), `${alert}: severity ${labels.severity}`);
    assert.ok(annotations.summary.length <= 90, `${alert}: a summary fits on a phone`);
    assert.match(annotations.description, /^[A-Z{8][^]{80,400}\.$/, `${alert}: whole sentences`);
    assert.equal(annotations.runbook, `docs/how-to/monitoring.md#${alert.toLowerCase()}`);
    assert.ok(expr.length > 0);
  }
  assert.deepEqual(sections.filter((title) => title.startsWith("BetStream") && title !== "BetStream").sort(), alerts.map(({ alert }) => alert).sort(), "sections and alerts");
});

test("every alert is tested to fire and to stay silent", () => {
  for (const { alert } of alerts) {
    const fires = ({ exp_samples }) => exp_samples.some(({ labels }) => labels.includes(`alertname="${alert}"`));
    const own = alert_tests.filter(({ name }) => name.includes(alert)).flatMap(({ promql_expr_test }) => promql_expr_test);
    assert.ok(own.some(fires), `${alert} is never seen to fire`);
    assert.ok(own.some((expectation) => !fires(expectation)), `${alert} is never seen to be silent`);
  }
});

test("thresholds are those of base/limits.h", () => {
  const threshold = (name) => alerts.find(({ alert }) => alert === name).expr.match(/> (\d+)(?!.*> \d)/)[1];
  assert.equal(Number(threshold("BetStreamQueueFilling")), limit_of("writer_queue_max") / 4);
  assert.equal(limit_of("subscribers_max"), 50_000, "BetStreamNearlyFull and its section say so");
  assert.equal(limit_of("subscriber_lag_bytes_max"), 8 * 1024 * 1024, "BetStreamReadersCut says so");
  assert.equal(limit_of("write_stall_deadline"), 20, "BetStreamReadersCut says so");
});

test("Prometheus looks for the servers of compose, often enough for a race that starts in 90 seconds", () => {
  assert.equal(config.global.scrape_interval, "5s");
  assert.deepEqual(Object.fromEntries(config.scrape_configs.map(({ job_name, dns_sd_configs: [{ names }] }) => [job_name, names])), { betstream: ["api"], "betstream-nodes": ["api1", "api2", "api3"] });
  for (const { dns_sd_configs } of config.scrape_configs) for (const { type, port } of dns_sd_configs) assert.deepEqual({ type, port }, { type: "A", port: 3001 });
  for (const file of config.rule_files) assert.ok(existsSync(join(folder, "prometheus", file)), file);
});

test("panels have ids of their own, lie on the grid without holes in the ids and without covering each other", () => {
  const { panels } = dashboard;
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length, "unique ids");
  const taken = new Map();
  for (const { title, gridPos: { x, y, w, h } } of panels) {
    assert.ok(x >= 0 && w > 0 && h > 0 && x + w <= 24, `${title} leaves the grid`);
    for (let column = x; column < x + w; ++column) {
      for (let row = y; row < y + h; ++row) {
        assert.ok(!taken.has(`${column},${row}`), `${title} covers ${taken.get(`${column},${row}`)}`);
        taken.set(`${column},${row}`, title);
      }
    }
  }
  const rows = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
  assert.equal(taken.size, 24 * rows, "no holes");
  assert.ok(panels.filter(({ gridPos: { y, h } }) => y + h <= 4).every(({ type }) => type === "stat"), "the answers come first");
});

test("panels say what they show, in a unit, from the chosen Prometheus and the chosen servers", () => {
  const variables = new Map(dashboard.templating.list.map((variable) => [variable.name, variable]));
  assert.deepEqual([...variables.keys()], ["datasource", "instance"]);
  const chosen = { type: "prometheus", uid: "${datasource}" };
  assert.deepEqual(variables.get("instance").datasource, chosen);
  for (const { name, datasource } of dashboard.annotations.list) assert.deepEqual(datasource, chosen, name);
  for (const { type, title, description, datasource, targets = [], fieldConfig, options } of dashboard.panels) {
    if (type === "row") continue;
    assert.ok(title && description, `${title}: a description`);
    assert.ok(options, title);
    assert.deepEqual(datasource, chosen, title);
    assert.ok(["stat", "timeseries"].includes(type) ? fieldConfig.defaults.unit : true, `${title}: a unit`);
    assert.ok(targets.length > 0, title);
    assert.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length, `${title}: unique refIds`);
    for (const target of targets) {
      assert.deepEqual(target.datasource, chosen, title);
      assert.ok(target.expr.includes("ALERTS") || target.expr.includes("$instance"), `${title}: shows the chosen servers`);
      assert.doesNotMatch(target.expr, /\[\d/, `${title}: a rate follows the resolution of the screen`);
      for (const [, name] of target.expr.matchAll(/\$\{?(\w+)/g)) assert.ok(variables.has(name) || name === "__rate_interval", `${title}: no variable ${name}`);
    }
    // What overrides are about is a legend that there is.
    for (const { matcher } of fieldConfig.overrides) {
      const legends = targets.map(({ legendFormat }) => legendFormat.replace("{{status}}", "5xx").replace("{{code}}", "internal"));
      assert.ok(legends.some((legend) => (matcher.id === "byName" ? legend === matcher.options : new RegExp(matcher.options).test(legend))), `${title}: nothing is called ${matcher.options}`);
    }
  }
});

test("Grafana finds the dashboard and its Prometheus by itself", () => {
  assert.equal(datasources.length, 1);
  assert.equal(datasources[0].type, "prometheus");
  assert.equal(datasources[0].jsonData.timeInterval, config.global.scrape_interval);
  assert.equal(dashboard.templating.list[0].current.value, datasources[0].uid);
  assert.equal(providers[0].options.path, "/var/lib/grafana/dashboards");
  assert.ok(docs.includes(providers[0].options.path), "docs/how-to/monitoring.md says where to mount the folder");
});

test("docs/reference/log.md explains every warning and error that the server logs, and no other", () => {
  const serious = new Map(logged_lines().filter(({ level }) => level !== "info").map(({ level, message }) => [message, level]));
  assert.ok(serious.size > 8, "or this looks at nothing");
  assert.deepEqual(Object.fromEntries(documented_lines.filter(({ level }) => level !== "info").map(({ message, level }) => [message, level])), Object.fromEntries(serious));
  const all = new Set(logged_lines().map(({ message }) => message));
  for (const { message } of documented_lines) assert.ok(all.has(message), `no line says "${message}"`);
});

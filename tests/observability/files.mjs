// The files of deploy/observability and the page about them, read for tests.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repository } from "../contract/server.mjs";

export const folder = join(repository, "deploy/observability");
const text_of = (path) => readFileSync(join(repository, path), "utf8");
const yaml_of = (path) => parse(text_of(join("deploy/observability", path)), { merge: true });

export const config = yaml_of("prometheus/prometheus.yml");
export const alerts = yaml_of("prometheus/alerts.yml").groups.flatMap((group) => group.rules);
export const alert_tests = yaml_of("prometheus/alerts_test.yml").tests;

export const dashboard = JSON.parse(text_of("deploy/observability/grafana/dashboards/betstream.json"));
export const datasources = yaml_of("grafana/provisioning/datasources/prometheus.yml").datasources;
export const providers = yaml_of("grafana/provisioning/dashboards/betstream.yml").providers;

// Where an expression stands, and the expression as Prometheus gets it.
export const panel_expressions = dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ where: `panel "${title}"`, expr })));
panel_expressions.push(...dashboard.annotations.list.map(({ name, expr }) => ({ where: `annotation "${name}"`, expr })));
export const as_asked = (expr) => expr.replaceAll("$__rate_interval", "20s").replaceAll("$instance", ".*");
export const rule_expressions = alerts.map(({ alert, expr }) => ({ where: alert, expr }));

export const docs = text_of("docs/how-to/monitoring.md");
export const metrics = text_of("docs/reference/metrics.md");
const log = text_of("docs/reference/log.md");
export const sections = [...docs.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title);

// Rows of the tables below a heading of a page, as arrays of cells without their backticks.
function rows_below(page, title) {
  const [, body] = new RegExp(`^## ${title}\\n([^]*?)(?=^## |$(?![^]))`, "m").exec(page);
  const rows = body.split("\n").filter((line) => line.startsWith("|"));
  return rows.filter((line, i) => !/^\|[-|]+\|$/.test(line) && !/^\|[-|]+\|$/.test(rows[i + 1] ?? "")).map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
}
const words = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word);

// {name, type, labels, on, meaning}: `on` is the store that has it, or "all".
export const documented = rows_below(metrics, "Every figure").map(([name, type, labels, on, meaning]) => ({ name: words(name)[0], type, labels: words(labels), on, meaning }));
export const documented_lines = rows_below(log, "Lines").map(([message, level]) => ({ message: words(message)[0], level })).filter(({ message }) => message);

// The lines that the server writes as a warning or an error, from its sources.
export function logged_lines() {
  const sources = readdirSync(join(repository, "server"), { recursive: true }).filter((path) => path.endsWith(".cpp") && !path.endsWith("_test.cpp"));
  return sources.flatMap((path) => {
    const calls = text_of(join("server", path)).matchAll(/\blog_(info|warning|error)\(\s*"([^"]+)"/g);
    return [...calls].map(([, level, message]) => ({ level, message }));
  });
}

// `name = 8'192;` of base/limits.h; products of such numbers, too.
export function limit_of(name) {
  const [, value] = new RegExp(` ${name}(?: = |\\{)([\\d' *]+)[;}]`).exec(text_of("server/base/limits.h"));
  return value.replaceAll("'", "").split("*").reduce((product, factor) => product * Number(factor), 1);
}

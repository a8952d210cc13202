// docs/how-to/monitoring.md, with the real Prometheus.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { free_port } from "../nginx/nginx.mjs";
import { until } from "../oracle/plan.mjs";
import { follow } from "./follow.mjs";
import { World } from "./world.mjs";

const page = "docs/how-to/monitoring.md";
const has = (program) => spawnSync(program, ["--version"]).status === 0;
const skip = !(has("promtool") && has("prometheus")) && "needs promtool and prometheus (Debian package prometheus)";

test(`${page} does what it says`, { timeout: 240_000, skip }, async (t) => {
  const [shown, port] = ["127.0.0.1:9091", await free_port()];
  // The tests of the alerts take long, and tests/observability runs them.
  const world = await World.open(t, { replaced: [[shown, `127.0.0.1:${port}`], ["promtool test rules alerts_test.yml", "promtool check rules alerts.yml"]] });
  world.replaced.push(["/tmp/betstream-figures", join(world.directory, "figures")]);
  await follow(world, page);
  const ask = (path) => fetch(`http://127.0.0.1:${port}${path}`).then((answer) => answer.json());
  const healths = async () => (await ask("/api/v1/targets")).data.activeTargets.map(({ health }) => health);
  await until(async () => (await healths()).join() === "up", "Prometheus to see the server", 30_000);
  assert.ok((await ask("/api/v1/rules")).data.groups.length > 0, "the alerts are there");
});

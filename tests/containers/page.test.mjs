// docs/how-to/containers.md and what docs/how-to/upgrade.md says of containers, typed on the engine that is there: in a copy of
// what the pages need of a checkout, under names and on ports of its own, with images that were built before.
import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { repository } from "../contract/server.mjs";
import { assert_printed } from "../docs/answers.mjs";
import { blocks_below } from "../docs/pages.mjs";
import { Terminal } from "../docs/terminal.mjs";
import { free_port } from "../nginx/nginx.mjs";
import { until } from "../oracle/plan.mjs";
import { get, send } from "../oracle/send.mjs";
import { Compose, compose_words, docker, run_to_end, start_pulse } from "./engine.mjs";

const containers = "docs/how-to/containers.md";
const upgrade = "docs/how-to/upgrade.md";
const build_limit_ms = 3_600_000;

before(async () => {
  await new Compose("sqlite").run(["build", "api", "nginx"], { timeout: build_limit_ms });
}, { timeout: build_limit_ms });

// One command after the other, as a person types them; comments are left out.
function typed(page, section) {
  const blocks = blocks_below(page, section, "sh containers");
  assert.ok(blocks.length > 0, `${page} has commands in "${section}"`);
  return blocks.flatMap(({ text }) => text.trimEnd().split("\n").map((line) => line.replace(/\s+#.*$/, "")));
}

// `docker compose` in the words of the program that is there.
const prelude = `docker() { if [ "$1" = compose ]; then shift; command ${compose_words} "$@"; else command docker "$@"; fi; }\n`;

class Person {
  static async sits_down(t) {
    const person = new Person();
    person.folder = mkdtempSync(join(tmpdir(), "betstream-page-"));
    for (const name of ["docker-compose.yml", ".env", "deploy"]) cpSync(join(repository, name), join(person.folder, name), { recursive: true });
    person.name = `betstream-page-${process.pid}`;
    person.port = await free_port();
    person.url = `http://127.0.0.1:${person.port}`;
    const ports = { CONSOLE_PORT: String(await free_port()), API_PORT: String(person.port) };
    const { COMPOSE_PROFILES: _, ...environment } = process.env; // which .env says
    person.terminal = new Terminal(person.folder, { ...environment, ...ports, COMPOSE_PROJECT_NAME: person.name });
    const pulse = start_pulse();
    t.after(async () => {
      pulse.stop();
      await person.terminal.run(`${prelude}COMPOSE_PROFILES=sqlite,postgres docker compose down --volumes --remove-orphans`, { timeout: 180_000 });
      await person.terminal.close();
      rmSync(person.folder, { recursive: true, force: true });
    });
    return person;
  }

  type(line) {
    const built = line.replace(/ --build\b/, ""); // the images are there
    const away = /\bup$/.test(built) ? `${built} -d` : /logs -f/.test(built) ? `timeout -s INT 5 ${compose_words} logs -f api || true` : built;
    return this.terminal.succeed(`${prelude}${away}`, { timeout: 300_000 });
  }

  ready() {
    return until(async () => (await send(this.url, "GET", "/readyz").catch(() => ({}))).status === 200, "the server to be ready", 120_000);
  }

  async accounts() {
    return (await get(this.url, "/api/v1/accounts")).body.length;
  }
}

test("the stack is started, filled, upgraded and taken away as the pages say", { timeout: 1_200_000 }, async (t) => {
  const person = await Person.sits_down(t);
  const [start, seed, logs, ps, stop, down, remove, ...more] = typed(containers, "Start");
  assert.deepEqual(more, []);
  await person.type(start);
  await person.ready();
  await person.type(seed);
  const accounts = await person.accounts();
  assert.ok(accounts > 0);
  assert.match(await person.type(logs), /serving/);
  assert.match(await person.type(ps), /api/);

  const [backup, copy, up] = typed(upgrade, "Containers");
  await person.type(backup);
  await person.type(copy);
  assert.ok(readFileSync(join(person.folder, "before-upgrade.backup")).length > 0);
  await person.type(up);
  await person.ready();

  await person.type(stop);
  await person.type(down);
  await person.type(start);
  await person.ready();
  assert.equal(await person.accounts(), accounts, "the data stays in the volume");
  await person.type(remove);
  await person.type(start);
  await person.ready();
  assert.equal(await person.accounts(), 0, "the data went, too");

  const [to_postgres] = typed(containers, "What runs");
  await person.type(to_postgres);
  await person.ready();
  assert.match(readFileSync(join(person.folder, ".env"), "utf8"), /^COMPOSE_PROFILES=postgres$/m);
  for (const line of typed(upgrade, "Containers").slice(3)) await person.type(line);
  await person.ready();
});

test("the image is run alone as the page says", { timeout: 300_000 }, async (t) => {
  const person = await Person.sits_down(t);
  const folder = mkdtempSync(join(tmpdir(), "betstream-page-folder-"));
  const listen = `--env BETSTREAM_LISTEN=127.0.0.1:${person.port} --env BETSTREAM_URL=${person.url}`;
  const as_meant = (line) =>
    line
      .replace(/(volume create|--name|--volume|exec|stop -t 30) betstream\b/g, `$1 ${person.name}`)
      .replace("--network host", `--network host ${listen}`)
      .replaceAll("/srv/betstream", folder);
  t.after(async () => {
    await person.terminal.run(`docker rm --force ${person.name}; docker volume rm ${person.name}`);
    rmSync(folder, { recursive: true, force: true });
  });
  const lines = typed(containers, "The image alone").filter((line) => !line.startsWith("docker build")).map(as_meant);
  const [volume, run, healthcheck, stop, own, run_on_folder] = lines;
  for (const line of [volume, run]) await person.type(line);
  await person.ready();
  for (const line of [healthcheck, stop]) await person.type(line);
  await docker("rm", "--force", person.name);

  chmodSync(folder, 0o755);
  const { text } = await run_to_end("--volume", `${folder}:/data`, "betstream");
  const [{ text: shown, where }] = blocks_below(containers, "The image alone", "text");
  assert_printed(text, shown, where);
  for (const line of [own, run_on_folder]) await person.type(line);
  await person.ready();
});

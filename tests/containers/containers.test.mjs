// The image and docker-compose.yml on a real engine: ./dev test containers. It builds the image, which takes minutes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { chromium } from "playwright-core";
import { an_account, a_batch } from "../contract/api.mjs";
import { repository } from "../contract/server.mjs";
import { Stream, assert_dense } from "../contract/stream.mjs";
import { free_port, make_certificate, shipped } from "../nginx/nginx.mjs";
import { until } from "../oracle/plan.mjs";
import { send, seq_of } from "../oracle/send.mjs";
import { Compose, compose_version, docker, inspect, run_to_end } from "./engine.mjs";

const chromium_path = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const build_limit_ms = 3_600_000;
const user = "10001:10001";
const all_profiles = "sqlite,postgres,seed,observability";

// All services have one of two images.
before(async () => {
  const compose = new Compose("sqlite");
  await compose.run(["build", "--build-arg", "REVISION=of-a-test", "api", "nginx"], { timeout: build_limit_ms });
}, { timeout: build_limit_ms });

// Services on free ports, gone with the test.
async function stack(context, profiles) {
  const [console_port, api_port] = [await free_port(), await free_port()];
  const compose = new Compose(profiles, { CONSOLE_PORT: String(console_port), API_PORT: String(api_port) });
  context.after(() => compose.remove());
  compose.console = `http://localhost:${console_port}`;
  compose.api = `http://127.0.0.1:${api_port}`;
  return compose;
}

async function created(base, target, json) {
  const answer = await send(base, "POST", target, { json });
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
// In the image, as root, with a shell: what is there.
const look = (command) => docker("run", "--rm", "--user", "0", "--entrypoint", "sh", "betstream", "-c", command);

test("the image runs as nobody in particular, and says what it is", { timeout: 120_000 }, async (t) => {
  const { Config: config, Size: size } = await inspect("betstream");
  assert.equal(config.User, user);
  assert.deepEqual([config.Entrypoint, config.Cmd], [["betstream"], ["serve"]]);
  assert.equal(config.Labels["org.opencontainers.image.title"], "BetStream");
  assert.equal(config.Labels["org.opencontainers.image.revision"], "of-a-test");
  const container = await docker("create", "betstream");
  t.after(() => docker("rm", container));
  const { Config: running } = await inspect(container);
  assert.deepEqual(running.Healthcheck.Test, ["CMD", "betstream", "healthcheck"]);
  assert.match(String(running.StopSignal), /^(SIGTERM|15)$/);
  assert.match(await docker("run", "--rm", "betstream", "version"), /^betstream \d\S* \(of-a-test\)/);
  const base = (await inspect("debian:trixie-slim")).Size;
  t.diagnostic(`image ${megabytes(size)}: base ${megabytes(base)} and ${megabytes(size - base)} of ours; ${await look("du -b /usr/local/bin/betstream")}`);
});

test("the image has what the binary needs, and no more", { timeout: 120_000 }, async () => {
  const libraries = await look("ldd /usr/local/bin/betstream");
  assert.match(libraries, /libsqlite3\.so/);
  assert.doesNotMatch(libraries, /not found/);
  assert.equal(await look("find / -xdev -type f -perm /6000"), "", "no file lends its owner's rights");
  const tools = "cc c++ gcc g++ clang make ld as cmake ninja node npm python3 curl wget git";
  assert.equal(await look(`for tool in ${tools}; do command -v $tool; done; true`), "");
  assert.equal(await look("find / -xdev -name '*.h' -path '*/include/*' | head -n 3"), "");
  assert.match(await look("stat -c '%u:%g %a' /data"), /^10001:10001 750$/);
});

test("a folder of somebody else is refused with the line that gives it away", { timeout: 60_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "betstream-container-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755); // so that it is seen, and not written to
  const { code, text } = await run_to_end("--volume", `${folder}:/data`, "betstream");
  assert.equal(code, 78, text);
  assert.match(text, /chown -R 10001:10001 '\/data'/);
});

test("without the words for it the server does not listen beyond its container", { timeout: 60_000 }, async () => {
  const { code, text } = await run_to_end("betstream", "serve", "--listen", "0.0.0.0:3001");
  assert.equal(code, 78, text);
  assert.match(text, /--insecure-no-auth/);
});

// Printed, not judged: what else the machine does is in it.
test("a container is ready a moment after its start, the first time and again", { timeout: 120_000 }, async (t) => {
  const port = await free_port();
  const serve = ["betstream", "serve", "--listen", "0.0.0.0:3001", "--insecure-no-auth"];
  const container = await docker("create", "--init", "--publish", `127.0.0.1:${port}:3001`, ...serve);
  t.after(() => docker("rm", "--force", container));
  const times = [];
  for (let i = 0; i < 5; ++i) {
    const start = performance.now();
    await docker("start", container);
    const started = performance.now();
    const is_ready = async () => (await send(`http://127.0.0.1:${port}`, "GET", "/readyz").catch(() => ({}))).status === 200;
    while (!(await is_ready())) assert.ok(performance.now() < start + 60_000, "it is not ready after a minute");
    times.push(`${Math.round(performance.now() - start)} ms (${Math.round(performance.now() - started)} after the engine was done)`);
    await docker("stop", "-t", "30", container);
  }
  t.diagnostic(`from \`docker start\` to the first 200 of /readyz: ${times.join(", ")}`);
});

// Also what is behind nginx, and nginx itself: a container that runs does not listen yet.
async function bring_up(compose, ...services) {
  await compose.up(...services);
  const is_ready = async () => (await send(compose.api, "GET", "/readyz").catch(() => ({}))).status === 200;
  await until(is_ready, "the server to be ready, seen through nginx", 60_000);
}

// What the page shows of the accounts, without a reload.
async function open_console(context, url) {
  const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  const browser = await chromium.launch({ executablePath: chromium_path, args: flags });
  context.after(() => browser.close());
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(() => localStorage.setItem("betstream.settings", JSON.stringify({ actor: "Ana" })));
  await page.goto(url);
  return { shows: (account) => page.locator(`[data-account="${account.id}"]`).first().waitFor({ timeout: 20_000 }) };
}

async function assert_hardened(compose, service, expected_user) {
  const container = await compose.container(service);
  const { HostConfig: host } = await inspect(container);
  assert.equal(host.ReadonlyRootfs, true, service);
  assert.ok(host.SecurityOpt.some((option) => option.startsWith("no-new-privileges")), service);
  assert.equal(host.Init, true, service);
  const questions = "id -u; grep -E '^(CapBnd|NoNewPrivs)' /proc/1/status; touch /x 2>&1; touch /tmp/x && echo 'tmp is writable'";
  const status = await docker("exec", container, "sh", "-c", questions);
  assert.match(status, new RegExp(`^${expected_user}\n`), service);
  assert.match(status, /CapBnd:\t0{16}\n/, service);
  assert.match(status, /NoNewPrivs:\t1/, service);
  assert.match(status, /Read-only file system/, service);
  assert.match(status, /tmp is writable/, service);
}

// The addresses of this machine at which a service has ports.
async function published_by(compose, service) {
  const { HostConfig: host } = await inspect(await compose.container(service));
  return Object.values(host.PortBindings ?? {}).flatMap((bindings) => bindings ?? []).map(({ HostIp: address }) => address);
}

test("the default stack: a console that is alive, data that stays, an end in order", { timeout: 600_000 }, async (t) => {
  const compose = await stack(t, "sqlite");
  const start = performance.now();
  await bring_up(compose);
  t.diagnostic(`up after ${((performance.now() - start) / 1000).toFixed(1)} s`);

  const first = await created(compose.api, "/api/v1/accounts", an_account());
  const page = await open_console(t, compose.console);
  await page.shows(first);
  const second = await created(compose.api, "/api/v1/accounts", an_account());
  await page.shows(second);

  await assert_hardened(compose, "api", 10001);
  await assert_hardened(compose, "nginx", 33);
  assert.deepEqual(await published_by(compose, "api"), []);
  assert.deepEqual(await published_by(compose, "nginx"), ["127.0.0.1", "127.0.0.1"]);
  const stranger = await send(compose.api, "GET", "/api/v1/accounts", { headers: { Host: "evil.example" } });
  assert.equal(stranger.status, 403, "a name that is not ours is not answered");

  // A stream is open while it is stopped: it ends with a word.
  const stream = await Stream.open(compose.api);
  await stream.message("hello");
  const stopping = performance.now();
  await compose.run(["stop"]);
  const seconds = (performance.now() - stopping) / 1000;
  for (const service of ["api", "nginx"]) {
    const { State: state } = await inspect(await compose.container(service));
    assert.equal(state.ExitCode, 0, `${service} ended in order`);
  }
  assert.ok(seconds < 60, "each within its 30 s");
  t.diagnostic(`stopped after ${seconds.toFixed(1)} s`);
  stream.close();

  await compose.down();
  await bring_up(compose);
  const names = (await send(compose.api, "GET", "/api/v1/accounts")).body.map(({ name }) => name);
  assert.deepEqual(names, [second.name, first.name]);
});

test("nginx finds the server again under another address", { timeout: 300_000 }, async (t) => {
  const compose = await stack(t, "sqlite");
  await bring_up(compose);
  const account = await created(compose.api, "/api/v1/accounts", an_account());
  const old_container = await compose.container("api");
  await docker("rm", "--force", old_container);
  await bring_up(compose, "api");
  assert.notEqual(await compose.container("api"), old_container);
  assert.equal((await send(compose.api, "GET", `/api/v1/accounts/${account.id}`)).status, 200);
});

test("sample data is there once, however often it is asked for", { timeout: 300_000 }, async (t) => {
  const compose = await stack(t, "sqlite");
  await bring_up(compose);
  const seed = () => compose.run(["run", "--rm", "seed"]);
  const accounts = async () => (await send(compose.api, "GET", "/api/v1/accounts")).text;
  assert.match(await seed(), /\d+ accounts, \d+ batches and \d+ bets are at/);
  const once = await accounts();
  assert.match(await seed(), /nothing changed/);
  assert.equal(await accounts(), once);
});

// What a node itself knows, and not nginx's choice of one.
async function log_of(compose, service) {
  const text = await docker("exec", await compose.container(service), "sh", "-c", "timeout 3 betstream tail --since start --json; true");
  return text.split("\n").filter(Boolean).map((line) => JSON.parse(line).seq);
}

test("three nodes on one PostgreSQL are one BetStream, also when one of them is killed", { timeout: 900_000 }, async (t) => {
  const compose = await stack(t, "postgres");
  await bring_up(compose);
  const { State: migrated } = await inspect(await compose.container("migrate"));
  assert.deepEqual([migrated.Status, migrated.ExitCode], ["exited", 0]);
  for (const service of ["api1", "api2", "api3"]) await assert_hardened(compose, service, 10001);

  const account = await created(compose.api, "/api/v1/accounts", an_account());
  const { epoch } = (await send(compose.api, "GET", "/api/v1/events?limit=1")).body;
  const streams = [];
  for (let i = 0; i < 9; ++i) streams.push(await Stream.open(compose.api, `/sse?since=${epoch}-0`));
  const post = (key) => send(compose.api, "POST", `/api/v1/accounts/${account.id}/batches`, { json: a_batch(), headers: { "Idempotency-Key": key } });
  const write = async (count, from) => {
    for (let i = from; i < from + count; ++i) {
      // As any client does: until there is an answer, under the same key.
      await until(async () => (await post(`batch ${i}`)).status === 201, `an answer to batch ${i}`, 60_000);
    }
    return seq_of((await send(compose.api, "GET", "/api/v1/events?limit=1&order=desc")).body.head);
  };
  const head = await write(10, 0);
  for (const stream of streams) await stream.reached(head);
  for (const service of ["api1", "api2", "api3"]) assert_dense(await log_of(compose, service), 1, head);

  await docker("kill", await compose.container("api2"));
  const last = await write(10, 10);
  assert.equal(last, head + 10, "each batch once");
  const going_on = streams.filter((stream) => !stream.ended);
  assert.ok(going_on.length > 0, "streams of the others go on");
  for (const stream of going_on) {
    await stream.reached(last);
    assert_dense(stream.seqs, 1, last);
  }
  for (const service of ["api1", "api3"]) assert_dense(await log_of(compose, service), 1, last);
  t.diagnostic(`${streams.length - going_on.length} of ${streams.length} streams were of the killed node`);
  for (const stream of streams) stream.close();
});

// tests/nginx runs with the nginx of this machine; this one is of Debian 13.
test("the nginx of the image takes the site of a real machine", { timeout: 120_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "betstream-container-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  make_certificate(folder);
  const places = {
    [join(shipped, "site.conf")]: "/etc/nginx/conf.d/betstream.conf",
    [join(folder, "certificate.pem")]: "/etc/ssl/certs/desk.example.com.pem",
    [join(folder, "key.pem")]: "/etc/ssl/private/desk.example.com.key",
    ...Object.fromEntries(["access.conf", "listen_debian13.conf"].map((name) => [join(shipped, name), `/etc/nginx/betstream/${name}`])),
  };
  const volumes = Object.entries(places).flatMap(([here, there]) => ["--volume", `${here}:${there}:ro`]);
  const { code, text } = await run_to_end("--user", "0", "--entrypoint", "nginx", ...volumes, "betstream-nginx", "-t");
  assert.equal(code, 0, text);
  assert.doesNotMatch(text, /\[(warn|error|emerg)\]/);
});

// The other of Debian's two compose programs, in a container: 1.29 of Debian 12, or the one of Debian 13.
async function config_elsewhere(suite) {
  const name = `betstream-test-compose-${suite}`;
  const install = "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends docker-compose";
  const recipe = `FROM debian:${suite}-slim\nRUN ${install}\n`;
  execFileSync("docker", ["build", "-q", "-t", name, "-"], { input: recipe, timeout: 600_000, stdio: ["pipe", "pipe", "pipe"] });
  const volumes = ["docker-compose.yml", ".env", "deploy"].flatMap((file) => ["--volume", `${join(repository, file)}:/betstream/${file}:ro`]);
  const place = [...volumes, "--workdir", "/betstream", "--env", `COMPOSE_PROFILES=${all_profiles}`];
  const run = async (...words) => {
    const { code, text } = await run_to_end(...place, name, "docker-compose", ...words);
    assert.equal(code, 0, text);
    return text;
  };
  return { version: await run("version"), config: await run("config") };
}

test("docker-compose of Debian 12 and of Debian 13 read the same services", { timeout: 900_000 }, async (t) => {
  const services = ["api", "api1", "api2", "api3", "grafana", "migrate", "nginx", "nginx-nodes", "postgres", "prometheus", "seed"];
  const everything = new Compose(all_profiles);
  const here = { version: await compose_version(), config: await everything.run(["config"]) };
  const is_old = /version v?1\./.test(here.version);
  const there = await config_elsewhere(is_old ? "trixie" : "bookworm");
  for (const { version, config } of [here, there]) {
    t.diagnostic(version.split("\n")[0]);
    for (const service of services) assert.match(config, new RegExp(`^  ${service}:$`, "m"), `${service} in ${version}`);
  }
  assert.notEqual(/version v?1\./.test(there.version), is_old);
});

// A container engine as its own programs show it: `docker`, and `docker compose` or the older `docker-compose`.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import http from "node:http";
import { repository } from "../contract/server.mjs";

// Nothing here takes long but the build of an image.
const usual_limit_ms = 180_000;

function call(program, words, { env = {}, cwd = repository, timeout = usual_limit_ms, input = "" } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env: { ...process.env, ...env } });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => (said[name] += text));
    const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
    child.stdin.on("error", () => {}).end(input);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...said });
    });
  });
}

async function succeed(program, words, options) {
  const { code, signal, stdout, stderr } = await call(program, words, options);
  assert.equal(code, 0, `${program} ${words.join(" ")}: ${signal ? `${signal}, after its time was up` : code}\n${stdout.slice(-3000)}${stderr.slice(-3000)}`);
  return stdout;
}

export const docker = async (...words) => (await succeed("docker", words)).trim();
export const inspect = async (name) => JSON.parse(await docker("inspect", name))[0];

const has_plugin = () => spawnSync("docker", ["compose", "version"]).status === 0;
const compose_command = has_plugin() ? ["docker", "compose"] : ["docker-compose"];
export const compose_words = compose_command.join(" ");

// Runs a container to its end: how it ended, and what it said.
export async function run_to_end(...words) {
  const container = await docker("create", ...words);
  try {
    await docker("start", container);
    const code = Number(await docker("wait", container));
    const { stdout, stderr } = await call("docker", ["logs", container]);
    return { code, text: stdout + stderr };
  } finally {
    await docker("rm", "--force", container);
  }
}

// docker-compose.yml under a name and on ports of its own. Whoever brings it up takes it down.
export class Compose {
  static #count = 0;

  constructor(profiles, env) {
    this.project = `betstream-test-${process.pid}-${++Compose.#count}`;
    this.env = { COMPOSE_PROFILES: profiles, COMPOSE_PROJECT_NAME: this.project, ...env };
  }

  // `timeout` in milliseconds.
  run(words, options = {}) {
    return succeed(compose_command[0], [...compose_command.slice(1), ...words], { env: this.env, ...options });
  }

  async up(...services) {
    const pulse = start_pulse();
    await this.run(["up", "-d", ...services], { timeout: 300_000 }).finally(() => pulse.stop());
  }

  async down() {
    await this.run(["down"]);
  }

  async remove() {
    await this.run(["down", "--volumes", "--remove-orphans"]);
  }

  // The container of a service, running or not.
  async container(service) {
    const filters = [`label=com.docker.compose.project=${this.project}`, `label=com.docker.compose.service=${service}`];
    const ids = await docker("ps", "--all", "--quiet", ...filters.flatMap((filter) => ["--filter", filter]));
    assert.match(ids, /^\w+$/, `one container of ${service}`);
    return ids;
  }
}

export const compose_version = () => succeed(compose_command[0], [...compose_command.slice(1), "version"]);

const socket_path = (process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock").replace("unix://", "");

function ask_engine(path) {
  return new Promise((resolve, reject) => {
    const request = http.get({ socketPath: socket_path, path, timeout: 20_000 }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => resolve({ status: response.statusCode, text }));
    });
    request.on("timeout", () => request.destroy(new Error(`${path}: no answer`))).on("error", reject);
  });
}

// Docker asks for the health of containers by itself; Podman leaves that to timers of systemd, which a machine may not
// have. Here it is asked to.
export function start_pulse() {
  const pulse = { is_on: true, stop: () => (pulse.is_on = false) };
  const run = async () => {
    const engine = await ask_engine("/version");
    while (pulse.is_on && engine.text.includes("Podman")) {
      for (const { Id: id } of JSON.parse((await ask_engine("/v1.40/containers/json")).text)) {
        await ask_engine(`/v4.0.0/libpod/containers/${id}/healthcheck`);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  run().catch(() => {}); // a container may go meanwhile; what is missing then, `up` says
  return pulse;
}

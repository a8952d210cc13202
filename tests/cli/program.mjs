// Runs the real program as a person or a script would.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { binary } from "../contract/server.mjs";

// Nothing of the developer's own environment gets in: an exported BETSTREAM_URL must not decide a test.
function environment(env) {
  return { PATH: process.env.PATH, TZ: "UTC", ...env };
}

// Starts it; `ended` resolves to {code, signal, stdout, stderr}. At its deadline it is killed: `tail` would go on for ever
// after a test that failed.
export function start(args, { env = {}, cwd, input, deadline_ms = 60_000 } = {}) {
  const child = spawn(binary, args, { cwd, env: environment(env), stdio: ["pipe", "pipe", "pipe"] });
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8");
    child[name].on("data", (text) => (out[name] += text));
  }
  child.stdin.on("error", () => {}); // it may end before it has read everything
  child.stdin.end(input ?? "");
  const timer = setTimeout(() => child.kill("SIGKILL"), deadline_ms);
  const ended = once(child, "close").then(([code, signal]) => {
    clearTimeout(timer);
    return { code, signal, ...out };
  });
  return { child, out, ended };
}

export const run = (args, options) => start(args, options).ended;

export async function run_well(args, options = {}) {
  const result = await run(args, options);
  assert.equal(result.code, 0, `betstream ${args.join(" ")} ended with ${result.code} ${result.signal}:\n${result.stderr}`);
  return result;
}

// The lines of `stream` as they come, as JSON.
export async function* json_lines(stream) {
  for await (const line of createInterface({ input: stream })) yield JSON.parse(line);
}

export async function get(server, path) {
  const response = await fetch(server.url + path);
  assert.equal(response.status, 200, path);
  return response.json();
}

export async function make_account(server, name) {
  const response = await fetch(`${server.url}/api/v1/accounts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, hostname: "vendor.example" }),
  });
  assert.equal(response.status, 201);
  return response.json();
}

// All batches of an account, oldest first.
export async function batches_of(server, account) {
  const all = [];
  let path = `/api/v1/accounts/${account.id}/batches?limit=50`;
  while (path !== undefined) {
    const response = await fetch(server.url + path);
    assert.equal(response.status, 200, path);
    all.push(...(await response.json()));
    path = response.headers.get("link")?.match(/<([^>]+)>; rel="next"/)?.[1];
  }
  return all.reverse();
}

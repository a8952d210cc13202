// Paths that want out (F21): only what is compiled in can be reached, and no request ever makes the server open a file.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Server, temporary_directory } from "../contract/server.mjs";
import { report, sleep } from "../oracle/plan.mjs";
import { get, read_desk, send } from "../oracle/send.mjs";
import { exchange } from "./raw.mjs";

const secret = "a secret that no answer may hold";
const files = ["secret.txt", "etc/passwd", "betstream.db", "index.html", "proc/self/environ", "proc/self/maps"];
const ups = ["..", "%2e%2e", "%2E%2E", ".%2e", "%2e.", "..%2f..", "..%5c..", "..\\..", "%252e%252e", "%c0%ae%c0%ae", "%uff0e%uff0e", "....//..", "..;", "..%00", "%2e%2e%2f%2e%2e"];
const roots = ["", "/docs", "/swagger-ui", "/problems", "/api-docs", "/api/v1/accounts", "/static", "/assets"];

function targets() {
  const all = ["/secret.txt", "//etc/passwd", "///etc/passwd", "/./secret.txt", "/swagger-ui//etc/passwd", "/swagger-ui/link", "/swagger-ui/%2fetc%2fpasswd", "/file:///etc/passwd", "/%00", "/swagger-ui/index.html%00.css", "/swagger-ui/index.html/", "/C:%5cboot.ini", "/~root/.ssh/id_rsa", "/.git/config", "/betstream.db-wal"];
  for (const root of roots) for (const up of ups) for (const file of files) all.push(`${root}/${up}/${file}`, `${root}/${Array(8).fill(up).join("/")}/${file}`);
  return all;
}

// -D: the server is our child, and strace watches from aside.
const strace = ["strace", "-D", "-f", "-qq", "-e", "trace=open,openat,openat2,creat,execve,link,symlink,rename,unlink"];
const can_trace = spawnSync("strace", ["-f", "-e", "trace=none", "true"]).status === 0;

test("no path leads out, and no request opens a file", { timeout: 120_000 }, async (t) => {
  const directory = temporary_directory(t);
  writeFileSync(join(directory, "secret.txt"), secret);
  symlinkSync("/etc/passwd", join(directory, "link"));
  const calls = join(temporary_directory(t), "calls");
  const server = await Server.start({ directory, prefix: can_trace ? [...strace, "-o", calls] : [] });
  t.after(() => server.stop());
  await send(server.url, "POST", "/api/v1/accounts", { json: { name: "n", hostname: "h" } });
  await read_desk(server.url); // whatever is opened late is open now
  const script = await get(server.url, "/swagger-ui/swagger-ui-bundle.js");
  assert.match(script.headers["content-type"], /javascript/, "what is compiled in is served");
  assert.equal((await send(server.url, "GET", "/swagger-ui/")).status, 200);
  await sleep(1200); // and the first housekeeping is over
  const opened_before = can_trace ? readFileSync(calls, "latin1").length : 0;

  const paths = targets();
  const seen = {};
  for (let at = 0; at < paths.length; at += 50) {
    await Promise.all(
      paths.slice(at, at + 50).map(async (path) => {
        const { answers, text } = await exchange(server.port, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`, "latin1"));
        assert.equal(answers.length, 1, path);
        assert.ok([400, 404].includes(answers[0]), `${path}: ${text}`);
        assert.ok(!text.includes(secret) && !text.includes("root:") && !text.includes("SQLite format") && !text.includes("PATH="), path);
        seen[answers[0]] = (seen[answers[0]] ?? 0) + 1;
      }),
    );
  }
  if (can_trace) assert.equal(readFileSync(calls, "latin1").slice(opened_before), "", "no request opened, made or removed a file");

  // A browser may be shown the console's page instead, and nothing else.
  const index = (await get(server.url, "/", { headers: { Accept: "text/html" } })).text;
  for (const path of ["/a/../../etc/passwd", "/history/%2e%2e/%2e%2e/betstream.db", "/settings//etc/passwd", "/assets/../index.html", "/assets/%2e%2e%2findex.html", "/../index.html"]) {
    const { answers, text } = await exchange(server.port, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n`, "latin1"));
    assert.ok([400, 404].includes(answers[0]) || (path.match(/^\/(a|history|settings)\//) && text.endsWith(index)), `${path}: ${text}`);
  }
  if (can_trace) assert.equal(readFileSync(calls, "latin1").slice(opened_before), "", "not for a browser either");
  report(t, { paths: paths.length, not_found: seen[404], malformed: seen[400] ?? 0, files_opened: can_trace ? 0 : "not traced: ptrace is not possible here" });
});

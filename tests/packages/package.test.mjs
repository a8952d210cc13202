// The Debian package, on a fresh Debian of the release that this machine has. Needs root, mmdebstrap and lintian; takes minutes, so
// that it runs only when it is asked for: ./dev test packages
import assert from "node:assert/strict";
import { once } from "node:events";
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { repository, Server, temporary_directory } from "../contract/server.mjs";
import { blocks_below } from "../docs/pages.mjs";
import { Machine, environment, run } from "./machine.mjs";

const build = join(repository, "build", process.env.BS_PRESET ?? "release");
const config = "/etc/betstream/betstream.toml";
const state = "/var/lib/betstream";
const unit = "/usr/lib/systemd/system/betstream.service";
const nobody = 65534;
const install = "docs/how-to/install.md";
const upgrade = "docs/how-to/upgrade.md";
const security_most = 2.0;

function make_package() {
  run("cmake", ["--build", build, "--target", "deb"], { deadline_s: 1800 });
  const architecture = run("dpkg", ["--print-architecture"]).stdout.trim();
  const written = readdirSync(build).filter((name) => name.startsWith("betstream_") && name.endsWith(`_${architecture}.deb`));
  assert.equal(written.length, 1, `one package in ${build}, not: ${written.join(" ")}`);
  return join(build, written[0]);
}

// The same package in a later version, whose settings came with a further line.
function later_version(deb, folder) {
  const content = join(folder, "later");
  run("dpkg-deb", ["-R", deb, content]);
  const control = join(content, "DEBIAN/control");
  writeFileSync(control, readFileSync(control, "utf8").replace(/^Version: (.*)$/m, "Version: $1.later"));
  writeFileSync(join(content, config), readFileSync(join(content, config), "utf8") + "\n# A later version says more.\n");
  const later = join(folder, "later.deb");
  run("dpkg-deb", ["--root-owner-group", "-b", content, later]);
  return later;
}

// What a page tells to type below a heading, as scripts, with `deb` for the package that it names.
function typed(page, section, deb = "/betstream.deb") {
  const blocks = blocks_below(page, section, "sh packages");
  assert.ok(blocks.length > 0, `${page} has commands in "${section}"`);
  return blocks.map(({ text }) => text.replace(/\.\/betstream_\S+\.deb/, deb));
}

// systemd does not run there: systemctl changes what it can change in files, and leaves the rest. `--now` asks for what runs.
const type = (machine, script, more = {}) => machine.run(["bash", "-e", "-c", script.replaceAll(" --now ", " ")], { env: { ...environment, SYSTEMD_OFFLINE: "1", ...more }, deadline_s: 600 });

// All calls that `SystemCallFilter=` names, groups in groups included.
function calls_of(machine, names) {
  const groups = new Map();
  let group;
  for (const line of machine.run(["systemd-analyze", "syscall-filter", "--no-pager"]).stdout.split("\n")) {
    if (line.startsWith("@")) groups.set(line.trim(), (group = []));
    else if (/^\s+[@\w]/.test(line)) group?.push(line.trim());
  }
  const calls = new Set();
  const add = (name) => (name.startsWith("@") ? groups.get(name).forEach(add) : calls.add(name));
  names.forEach(add);
  return calls;
}

function allowed_calls(machine) {
  const lines = readFileSync(machine.path(unit), "utf8").match(/^SystemCallFilter=.*$/gm);
  const named = (line) => line.replace(/^SystemCallFilter=~?/, "").split(" ");
  const allowed = calls_of(machine, lines.filter((line) => !line.includes("=~")).flatMap(named));
  for (const call of calls_of(machine, lines.filter((line) => line.includes("=~")).flatMap(named))) allowed.delete(call);
  return allowed;
}

// What strace wrote by the time that it saw the end of the process.
async function whole_trace(file, pid) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await setTimeout(50)) {
    const text = readFileSync(file, "utf8");
    if (new RegExp(`^${pid} +\\+\\+\\+ exited`, "m").test(text)) return text;
  }
  throw new Error("strace did not see the server end");
}

describe("the Debian package", { skip: process.getuid() !== 0 && "needs root", timeout: 3_600_000 }, () => {
  let deb;
  let machine;

  before(() => {
    deb = make_package();
    machine = new Machine(["systemd", "man-db", "bash-completion", "zsh"]);
    machine.bring(deb, "/betstream.deb");
    type(machine, typed(install, "Install")[0]);
    mkdirSync(machine.path(state), { mode: 0o700 }); // as systemd does for StateDirectory=
    chownSync(machine.path(state), nobody, nobody);
  });
  after(() => machine?.remove());

  test("lintian finds nothing that is not explained", (context) => {
    const { stdout, stderr, status } = run("lintian", ["--allow-root", "--fail-on", "error,warning", deb], { may_fail: true, deadline_s: 300 });
    assert.equal(status, 0, stdout + stderr);
    const field = (name) => run("dpkg-deb", ["-f", deb, name]).stdout.trim();
    context.diagnostic(`${field("Package")} ${field("Version")}: ${readFileSync(deb).length} bytes, installed ${field("Installed-Size")} KiB`);
    context.diagnostic(`depends on ${field("Depends")}`);
  });

  test("everything is where Debian has such things, and the program is stripped", () => {
    const listed = new Set(machine.run(["dpkg", "-L", "betstream"]).stdout.split("\n"));
    const wanted = ["/usr/bin/betstream", config, unit, unit.replace("service", "socket"), "/usr/share/man/man1/betstream.1.gz",
      "/usr/share/bash-completion/completions/betstream", "/usr/share/zsh/vendor-completions/_betstream",
      "/usr/share/fish/vendor_completions.d/betstream.fish", "/usr/share/doc/betstream/copyright", "/usr/share/doc/betstream/changelog.gz",
      "/usr/share/doc/betstream/README.md", "/usr/share/doc/betstream/how-to/install.md", "/usr/share/doc/betstream/reference/errors.md"];
    for (const file of wanted) assert.ok(listed.has(file), file);
    assert.doesNotMatch(run("readelf", ["-S", "-W", machine.path("/usr/bin/betstream")]).stdout, /\.symtab|\.debug_info/);
    assert.match(machine.run(["dpkg-query", "-W", "-f", "${Conffiles}", "betstream"]).stdout, /\/etc\/betstream\/betstream\.toml/);
    const wants = (target) => existsSync(machine.path(`/etc/systemd/system/${target}.wants`)) ? readdirSync(machine.path(`/etc/systemd/system/${target}.wants`)) : [];
    assert.ok(wants("multi-user.target").includes("betstream.service"), "the service starts with the machine");
    assert.ok(!wants("sockets.target").includes("betstream.socket"), "the socket is for who wants it");
  });

  test("the file of settings names every setting, and is good", () => {
    const text = readFileSync(machine.path(config), "utf8");
    const shown = JSON.parse(machine.run(["betstream", "config", "show", "--json", "--config", config]).stdout);
    for (const name of Object.keys(shown)) assert.match(text, new RegExp(`^#?${name} = `, "m"), name);
    const set = Object.entries(shown).filter(([, { origin }]) => origin !== "default");
    assert.deepEqual(set.map(([name, { value }]) => [name, value]), [["database", `sqlite:${state}/betstream.db`]]);
    machine.run(["betstream", "config", "check", "--config", config]);
  });

  test("the man page is complete and without a warning", () => {
    const { stdout, stderr } = machine.run(["sh", "-c", "MANWIDTH=100 LC_ALL=C.UTF-8 man --warnings betstream | cat"]);
    assert.equal(stderr, "");
    const commands = machine.run(["betstream", "--help"]).stdout.match(/^ {2}[a-z]+(?= )/gm).map((line) => line.trim());
    assert.ok(commands.includes("serve") && commands.includes("tail"), commands.join(" "));
    for (const command of commands) assert.match(stdout, new RegExp(`^ +betstream ${command}$`, "m"), command);
    assert.match(machine.run(["sh", "-c", "mandb -q && whatis betstream"]).stdout, /^betstream \(1\)\s+- a bet execution/);
  });

  test("the shells complete", () => {
    const script = `. /usr/share/bash-completion/bash_completion; _completion_loader betstream 2>/dev/null || _comp_load betstream
      COMP_WORDS=(betstream con) COMP_CWORD=1; _betstream; echo "\${COMPREPLY[@]}"`;
    assert.equal(machine.run(["bash", "-c", script]).stdout.trim(), "config");
    assert.equal(machine.run(["zsh", "-c", "autoload -Uz compinit; compinit -u; echo $_comps[betstream]"]).stdout.trim(), "_betstream");
  });

  test("systemd accepts the units, and finds little exposed", (context) => {
    const verified = machine.run(["systemd-analyze", "verify", "--man=no", unit, unit.replace("service", "socket")], { may_fail: true });
    const ours = verified.stderr.split("\n").filter((line) => line.includes("betstream"));
    assert.deepEqual(ours, []);
    const report = machine.run(["systemd-analyze", "security", "--offline=true", "--no-pager", unit]).stdout;
    const score = report.match(/Overall exposure level for betstream\.service: ([\d.]+)/)?.[1];
    assert.ok(Number(score) <= security_most, report);
    context.diagnostic(`systemd-analyze security: ${score} (0 is the best, 10 the worst)`);
  });

  test("a restart without refused connections is set up as the page says", (context) => {
    const socket = "/etc/systemd/system/sockets.target.wants/betstream.socket";
    const own = "/etc/systemd/system/betstream.socket.d/override.conf";
    context.after(() => {
      machine.run(["rm", "-rf", dirname(own)]);
      type(machine, "systemctl disable betstream.socket");
    });
    for (const section of ["Configure", "Start, stop, restart"]) for (const script of typed(install, section)) type(machine, script);
    for (const script of typed(install, "Restart without refused connections")) type(machine, script);
    assert.ok(lstatSync(machine.path(socket)).isSymbolicLink());
    const [{ text }] = blocks_below(install, "Restart without refused connections", "ini");
    mkdirSync(machine.path(dirname(own)), { recursive: true });
    writeFileSync(machine.path(own), text);
    const { stderr } = machine.run(["systemd-analyze", "verify", "--man=no", unit.replace("service", "socket")], { may_fail: true });
    assert.deepEqual(stderr.split("\n").filter((line) => line.includes("betstream")), []);
  });

  test("the server does nothing that its unit forbids", async (context) => {
    const folder = temporary_directory(context);
    const trace = join(folder, "trace");
    const server = await Server.start({ prefix: ["strace", "-D", "-f", "-q", "-o", trace] }); // -D: signals reach the server
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    const made = await fetch(`${server.url}/api/v1/accounts`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: "north", hostname: "vendor.example" }),
    });
    assert.equal(made.status, 201);
    await server.stop();
    const text = await whole_trace(trace, server.child.pid);
    const calls = new Set(text.split("\n").map((line) => line.match(/^\d+ +([a-z_0-9]+)\(/)?.[1]).filter(Boolean));
    assert.ok(calls.has("accept4") || calls.has("accept"), `not the trace of a server: ${[...calls].join(" ")}`);
    const allowed = allowed_calls(machine).add("fchown"); // by SQLite, and only for root
    assert.deepEqual([...calls].filter((call) => !allowed.has(call)), []);
    assert.doesNotMatch(text, /PROT_WRITE\|PROT_EXEC/, "memory is written or run, never both");
  });

  test("the server runs as nobody with the settings of the package", async () => {
    const child = machine.start(`${nobody}:${nobody}`, ["betstream", "serve", "--config", config, "--listen", "127.0.0.1:0", "--print-url"]);
    const ended = once(child, "exit");
    let messages = "";
    child.stderr.on("data", (chunk) => (messages += chunk));
    const deadline = AbortSignal.timeout(60_000);
    deadline.onabort = () => child.kill("SIGKILL");
    try {
      const { value: url } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
      assert.ok(url, `the server did not start:\n${messages}`);
      assert.equal((await fetch(`${url}/readyz`)).status, 200);
      const page = await fetch(url, { headers: { Accept: "text/html" } });
      assert.match(await page.text(), /<title>.*BetStream.*<\/title>/);
      assert.ok(existsSync(machine.path(`${state}/betstream.db`)), "the data is where the settings say");
      for (const script of [...typed(install, "Install").slice(1), ...typed(install, "Back up")]) type(machine, script, { BETSTREAM_URL: url });
      machine.run(["betstream", "verify", "/var/backups/betstream.backup"]);
      child.kill("SIGTERM");
      assert.deepEqual(await ended, [0, null], messages);
    } finally {
      child.kill("SIGKILL");
      await ended;
    }
  });

  test("an upgrade keeps the settings that were changed", async (context) => {
    const folder = temporary_directory(context);
    writeFileSync(machine.path(config), readFileSync(machine.path(config), "utf8").replace(/^#log_level = .*$/m, 'log_level = "debug"'));
    const mine = readFileSync(machine.path(config), "utf8");
    machine.run(["dpkg", "-i", "/betstream.deb"]);
    assert.equal(readFileSync(machine.path(config), "utf8"), mine);
    machine.bring(later_version(deb, folder), "/later.deb");
    const server = await Server.start({ directory: folder }); // of which the page makes a backup
    context.after(() => server.kill());
    for (const script of [...typed(install, "Upgrade", "/later.deb"), ...typed(upgrade, "The Debian package", "/later.deb")]) type(machine, script, { BETSTREAM_URL: server.url });
    machine.run(["betstream", "verify", "/var/backups/before-upgrade.backup"]);
    assert.match(machine.run(["dpkg-query", "-W", "-f", "${Version}", "betstream"]).stdout, /\.later$/);
    assert.equal(readFileSync(machine.path(config), "utf8"), mine);
    assert.match(readFileSync(machine.path(`${config}.dpkg-dist`), "utf8"), /A later version says more/);
  });

  test("removal keeps the settings, purge removes them, and nothing removes the bets", () => {
    const [remove, purge] = typed(install, "Remove")[0].trimEnd().split("\n");
    type(machine, remove);
    assert.ok(!existsSync(machine.path("/usr/bin/betstream")));
    assert.ok(existsSync(machine.path(config)));
    const { stdout, stderr } = type(machine, purge);
    assert.match(stdout + stderr, /the bets stay in \/var\/lib\/betstream/);
    assert.ok(!existsSync(machine.path("/etc/betstream")));
    assert.ok(existsSync(machine.path(`${state}/betstream.db`)));
    const left = run("find", [machine.path("/etc/systemd"), machine.path("/var/lib/systemd"), "-name", "betstream*"]).stdout;
    assert.equal(left, "");
  });
});

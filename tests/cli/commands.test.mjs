// The commands that a person types: configuration, health, version, completion, and what happens to typing errors.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { Server, repository } from "../contract/server.mjs";
import { run, run_well } from "./program.mjs";

let directory;
before(() => (directory = mkdtempSync(join(tmpdir(), "betstream-commands-"))));
after(() => rmSync(directory, { recursive: true, force: true }));

describe("config", () => {
  test("show says what each value is and where it came from: flag, environment, file, default", async () => {
    const path = join(directory, "betstream.toml");
    writeFileSync(path, 'io_threads = 3\nlog_level = "debug"\ncors_origin = "*"\n');
    const env = { BETSTREAM_LOG_LEVEL: "error", CORS_ORIGIN: "https://desk.example" };
    const args = ["config", "show", "--json", "--config", path, "--log-level", "warning"];
    const shown = JSON.parse((await run_well(args, { env })).stdout);
    assert.deepEqual(shown.log_level, { value: "warning", origin: "flag --log-level" });
    assert.deepEqual(shown.cors_origin, { value: "https://desk.example", origin: "environment CORS_ORIGIN" });
    assert.deepEqual(shown.io_threads, { value: "3", origin: `file ${path}:1` });
    assert.deepEqual(shown.listen, { value: "127.0.0.1:3001", origin: "default" });
    const { stdout } = await run_well(args.filter((word) => word !== "--json"), { env });
    assert.match(stdout, /^log_level +warning +flag --log-level$/m);
    assert.doesNotMatch(stdout, /\x1b/);
  });

  test("refuses unknown keys and variables, all at once, and guesses what was meant", async () => {
    const path = join(directory, "wrong.toml");
    writeFileSync(path, 'io_threads = 3\nlisten_on = "x"\nlog_levle = "debug"\n');
    const { code, stderr } = await run(["config", "check", "--config", path], { env: { BETSTREAM_DATABSE: "x" } });
    assert.equal(code, 78);
    assert.match(stderr, /wrong\.toml:2: unknown key 'listen_on'/);
    assert.match(stderr, /wrong\.toml:3: unknown key 'log_levle'; did you mean log_level\?/);
    assert.match(stderr, /BETSTREAM_DATABSE: .* did you mean BETSTREAM_DATABASE\?/);
  });

  test("check finds what would not work here", async () => {
    const good = await run(["config", "check"], { cwd: directory });
    assert.equal(good.code, 0);
    const no_directory = await run(["config", "check", "--database", "sqlite:none/x.db"], { cwd: directory });
    assert.equal(no_directory.code, 78);
    assert.match(no_directory.stderr, /there is no directory none/);
    const open_to_all = await run(["config", "check", "--listen", "0.0.0.0:3001"], { cwd: directory });
    assert.equal(open_to_all.code, 78);
    assert.match(open_to_all.stderr, /--insecure-no-auth/);
  });

  test("serve refuses the same", async () => {
    assert.equal((await run(["serve", "--ping-interval", "soon"])).code, 2);
    assert.equal((await run(["serve", "--listen", "0.0.0.0:0"], { cwd: directory })).code, 78);
    assert.equal((await run(["serve"], { env: { DATABASE_URL: "mysql://x" } })).code, 78);
  });
});

test("healthcheck is 0 for a server that is ready and 1 for none", async () => {
  const server = await Server.start();
  assert.match((await run_well(["healthcheck", "--url", server.url])).stdout, /^healthy: http/);
  assert.match((await run_well(["healthcheck"], { env: { BETSTREAM_URL: server.url } })).stdout, /^healthy: http/);
  await server.stop();
  const { code, stdout, stderr } = await run(["healthcheck", "--url", server.url]);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /^error: not healthy: .*\n$/);
});

test("version names version, commit, compiler and SQLite", async () => {
  const shown = JSON.parse((await run_well(["version", "--json"])).stdout);
  const [, version] = readFileSync(join(repository, "CMakeLists.txt"), "utf8").match(/project\(betstream VERSION (\S+)/);
  assert.equal(shown.version, version);
  assert.match(shown.commit, /^([0-9a-f]{12}(-dirty)?|unknown)$/);
  assert.match(shown.compiler, /^(g\+\+|clang) \d/);
  assert.match(shown.sqlite, /^3\.\d+/);
  assert.match((await run_well(["version"])).stdout, new RegExp(`^betstream ${version.replaceAll(".", "\\.")} \\(`));
});

describe("completion", () => {
  test("completes in a real bash", async () => {
    const script = join(directory, "completion.bash");
    writeFileSync(script, (await run_well(["completion", "bash"])).stdout);
    writeFileSync(join(directory, "races of today.csv"), "");
    const complete = (...words) => {
      const call = 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _betstream; printf "%s\\n" "${COMPREPLY[@]}"';
      const { stdout, stderr } = spawnSync("bash", ["-c", call, script, "betstream", ...words], { cwd: directory, encoding: "utf8" });
      assert.equal(stderr, "");
      return stdout.trim().split("\n");
    };
    assert.deepEqual(complete("imp"), ["import"]);
    assert.deepEqual(complete("config", "s"), ["show"]);
    assert.deepEqual(complete("config", "show", "--js"), ["--json"]);
    assert.deepEqual(complete("serve", "--log-level", "w"), ["warning"]);
    assert.deepEqual(complete("serve", "--log-level", "=", "d"), ["debug"]);
    assert.deepEqual(complete("tail", "--type", "bet_"), ["bet_status_updated"]);
    assert.deepEqual(complete("import", "races"), ["races of today.csv"]);
    assert.deepEqual(complete("serve", "--listen", "x"), [""]);
    assert.ok(complete("").includes("healthcheck"));
  });

  test("is there for zsh and fish, and for nothing else", async () => {
    assert.match((await run_well(["completion", "zsh"])).stdout, /^#compdef betstream/);
    assert.match((await run_well(["completion", "fish"])).stdout, /complete -c betstream .* -l dry-run/);
    assert.equal((await run(["completion", "ksh"])).code, 2);
  });
});

describe("typing errors", () => {
  for (const [args, message] of [
    [["serv"], /there is no command 'serv'; did you mean serve\? \(see betstream --help\)/],
    [["config", "sho"], /there is no command 'sho'; did you mean show\? \(see betstream config --help\)/],
    [["import", "x.csv", "--acount", "a"], /there is no flag '--acount'; did you mean --account\?/],
    [["tail", "--jsn"], /there is no flag '--jsn'; did you mean --json\? \(see betstream tail --help\)/],
    [["import", "x.csv", "y.csv", "--account", "a"], /one argument too many: 'y\.csv'/],
    [["healthcheck", "--url", "localhost:3001"], /expected one such as http:\/\/localhost:3001/],
  ]) {
    test(`betstream ${args.join(" ")} is answered with one helpful line`, async () => {
      const { code, stdout, stderr } = await run(args);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, /^error: [^\n]+\n$/);
      assert.match(stderr, message);
    });
  }

  test("help goes to stdout when it is asked for, to stderr when it is not", async () => {
    for (const args of [["--help"], ["help"], ["import", "--help"], ["help", "import"]]) {
      const { stdout } = await run_well(args);
      assert.match(stdout, /^Usage: betstream/m);
    }
    const { code, stdout, stderr } = await run([]);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^Usage: betstream/m);
  });

});

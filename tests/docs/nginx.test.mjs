// docs/how-to/nginx.md, typed as it stands on a machine of its own: namespaces in which /etc/nginx is a copy, /etc/ssl is
// empty, and all ports are free. Needs root.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { until } from "../oracle/plan.mjs";
import { follow } from "./follow.mjs";
import { Terminal } from "./terminal.mjs";
import { environment_of, make_checkout } from "./world.mjs";

const page = "docs/how-to/nginx.md";
const own = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];
const can_unshare = () => spawnSync("unshare", [...own, "true"]).status === 0 && spawnSync("ip", ["-V"]).status === 0;
const skip = !can_unshare() && "needs root, to have a machine of its own";

const prepare = (folder) => `
ip link set lo up
mount --bind ${folder}/nginx /etc/nginx
for place in /etc/ssl/private /etc/ssl/certs /run /var/log/nginx; do mount -t tmpfs none $place; done
echo ready
exec sleep infinity
`;

class Machine {
  static async start(t) {
    const machine = new Machine();
    machine.directory = make_checkout(t);
    mkdirSync(join(machine.directory, "home"));
    machine.nginx = join(machine.directory, "nginx");
    cpSync("/etc/nginx", machine.nginx, { recursive: true, verbatimSymlinks: true });
    machine.outer = spawn("unshare", [...own, "sh", "-e", "-c", prepare(machine.directory)], { stdio: ["ignore", "pipe", "inherit"] });
    machine.ended = once(machine.outer, "exit");
    process.on("exit", () => machine.outer.kill("SIGKILL"));
    await once(machine.outer.stdout, "data");
    const inner = readFileSync(`/proc/${machine.outer.pid}/task/${machine.outer.pid}/children`, "utf8").trim();
    const environment = environment_of(machine.directory);
    machine.terminal = new Terminal(machine.directory, { ...environment, PATH: `${environment.PATH}:/usr/sbin:/sbin` }, ["nsenter", "--target", inner, "--mount", "--net", "--pid"]);
    t.after(() => machine.stop());
    return machine;
  }

  // Here nothing has to be replaced, and no server runs but the one that the page starts.
  as_meant(text) {
    return text;
  }
  async start_server() {}
  async stop_server() {}
  take_over() {}

  async is_ready() {
    return (await this.terminal.run("betstream healthcheck")).code === 0;
  }

  file(name) {
    return join(this.nginx, name);
  }

  async stop() {
    await this.terminal.close();
    this.outer.kill("SIGKILL");
    await this.ended;
  }
}

async function check(machine, where) {
  const { code, shown } = await machine.terminal.run("nginx -t");
  assert.equal(code, 0, `${where}: ${shown}`);
  assert.doesNotMatch(shown, /\[(warn|error|emerg)\]/, where);
}

// Nodes take the place of the one in the site; everything else goes where access is decided.
async function take_nginx(machine, { where, text }) {
  const [name, line] = text.startsWith("server ") ? ["sites-available/betstream", /^ *server 127\.0\.0\.1:3001 .*\n/m] : ["betstream/access.conf", /^(?=deny all;)/m];
  const before = readFileSync(machine.file(name), "utf8");
  assert.match(before, line, where);
  writeFileSync(machine.file(name), before.replace(line, text));
  await check(machine, where);
  writeFileSync(machine.file(name), before);
}

test(`${page} leads to a desk behind TLS`, { timeout: 120_000, skip }, async (t) => {
  const machine = await Machine.start(t);
  await machine.terminal.succeed("nginx"); // as the package starts it
  await follow(machine, page, { handlers: { nginx: take_nginx }, inputs: { "Who may come in": "secret\nsecret\n" } });

  const name = "desk.your-company.com";
  const ask = (path) => machine.terminal.succeed(`curl -sS --cacert /etc/ssl/certs/${name}.pem --resolve ${name}:443:127.0.0.1 -o /dev/null -w '%{http_version} %{http_code}' https://${name}${path}`);
  await until(async () => (await ask("/readyz")) === "2 200", "an answer through nginx"); // a reload takes a moment
  assert.equal(await ask("/api/v1/accounts"), "2 200");
  assert.match(readFileSync(machine.file("betstream/passwords"), "utf8"), /^ana:\$6\$.{20,}$/m);
});

// Debian's nginx as a plain process, with the configuration of deploy/nginx: those files themselves, but for ports, paths
// and nodes, which are replaced in the text.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../contract/server.mjs";
import { until } from "../oracle/plan.mjs";

export const shipped = join(repository, "deploy/nginx");
const is_root = process.getuid() === 0;
process.env.PATH += ":/usr/sbin";
// A test that is interrupted takes its nginx along.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

export async function free_port() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

const is_open = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => resolve(true));
    socket.on("connect", () => socket.destroy()).on("error", () => resolve(false));
  });

// What is replaced must be there: a configuration that was changed meanwhile shall not pass untested.
function replaced(text, changes) {
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `the shipped configuration has no "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
}

const read = (name) => readFileSync(join(shipped, name), "utf8");

// It speaks on stderr.
function nginx_says(...words) {
  const { status, stderr, error } = spawnSync("nginx", words, { encoding: "utf8" });
  assert.equal(status, 0, `nginx ${words.join(" ")}: ${error ?? stderr}`);
  return stderr;
}

// From 1.25.1 on it is `http2 on`, as for Debian 13; before, a word of `listen`, as for Debian 12.
function listen_lines() {
  const [, minor, patch] = /nginx\/1\.(\d+)\.(\d+)/.exec(nginx_says("-v")).map(Number);
  return read(minor > 25 || (minor === 25 && patch >= 1) ? "listen_debian13.conf" : "listen_debian12.conf");
}

// certificate.pem and key.pem, signed by itself.
export function make_certificate(folder) {
  const files = { certificate: join(folder, "certificate.pem"), key: join(folder, "key.pem") };
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", ["req", ...kind, ...subject, "-keyout", files.key, "-out", files.certificate], { stdio: "pipe" });
  return files;
}

const node_line = "server 127.0.0.1:3001 max_fails=1 fail_timeout=1s;";

// What surrounds a site: Debian's nginx.conf in short, with all that nginx writes in our folder.
function main_configuration(folder) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
  return `
${is_root ? "user root;" : ""}
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  ${temporary.join("\n  ")}
  include site.conf;
}
`;
}

export class Nginx {
  // The site of a real machine before `nodes`, which are ports. Without TLS it listens for plain HTTP/1.1 instead. `mistakes`
  // are changes of locations.conf that somebody might make.
  static async site(nodes, { tls = true, mistakes = [] } = {}) {
    const nginx = await Nginx.#prepare();
    const { folder, port } = nginx;
    const redirect_port = await free_port();
    const { certificate, key } = make_certificate(folder);
    const listen = replaced(listen_lines(), [["listen 443", `listen 127.0.0.1:${port}`], ["listen [::]:443", "#"]]);
    const site = replaced(read("site.conf"), [
      ["listen 80;", `listen 127.0.0.1:${redirect_port};`],
      ["listen [::]:80", "#"],
      ["include betstream/listen_debian13.conf;", tls ? listen : `listen 127.0.0.1:${port};`],
      ["/etc/ssl/certs/desk.example.com.pem", certificate],
      ["/etc/ssl/private/desk.example.com.key", key],
      ["/var/log/nginx/betstream.log", join(folder, "access.log")],
      [node_line, nodes.map((node) => node_line.replace("3001", node)).join("\n")],
    ]);
    if (mistakes.length === 0) symlinkSync(shipped, join(folder, "betstream"));
    else {
      cpSync(shipped, join(folder, "betstream"), { recursive: true });
      writeFileSync(join(folder, "betstream/locations.conf"), replaced(read("locations.conf"), mistakes));
    }
    writeFileSync(join(folder, "site.conf"), site);
    writeFileSync(join(folder, "nginx.conf"), main_configuration(folder));
    nginx.url = `${tls ? "https" : "http"}://127.0.0.1:${port}`;
    nginx.redirect_url = `http://127.0.0.1:${redirect_port}`;
    nginx.certificate = readFileSync(certificate, "utf8");
    return nginx.#launch();
  }

  // The nginx of docker-compose.yml before one server on this machine; with what its `start` writes.
  static async compose(node, { allowed_hosts = "" } = {}) {
    const nginx = await Nginx.#prepare();
    const { folder, port } = nginx;
    const other_port = await free_port();
    for (const name of ["http.conf", "locations.conf"]) symlinkSync(join(shipped, name), join(folder, name));
    writeFileSync(join(folder, "resolv.conf"), "nameserver 127.0.0.1\n"); // nobody is asked for an address in numbers
    const start = replaced(read("start"), [["/tmp/", `${folder}/`], ["/etc/resolv.conf", join(folder, "resolv.conf")], ["exec nginx", ": nginx"]]);
    execFileSync("sh", ["-c", start], { env: { PATH: process.env.PATH, BETSTREAM_ADDRESS: `127.0.0.1:${node}`, BETSTREAM_ALLOWED_HOSTS: allowed_hosts } });
    const whole = replaced(read("compose.conf"), [
      ["/tmp/", `${folder}/`],
      ["listen 3000", `listen 127.0.0.1:${port}`],
      ["listen 3001", `listen 127.0.0.1:${other_port}`],
      ["access_log /dev/stdout", `access_log ${join(folder, "access.log")}`],
    ]);
    writeFileSync(join(folder, "nginx.conf"), `${is_root ? "user root;\n" : ""}${whole}`);
    nginx.url = `http://127.0.0.1:${port}`;
    nginx.other_url = `http://127.0.0.1:${other_port}`;
    return nginx.#launch();
  }

  static async #prepare() {
    const nginx = new Nginx();
    nginx.folder = mkdtempSync(join(tmpdir(), "betstream-nginx-"));
    nginx.port = await free_port();
    return nginx;
  }

  get #command() {
    return ["-c", join(this.folder, "nginx.conf"), "-p", this.folder, "-e", join(this.folder, "error.log")];
  }

  async #launch() {
    this.check = nginx_says(...this.#command, "-t");
    this.child = spawn("nginx", [...this.#command, "-g", "daemon off;"], { stdio: ["ignore", "ignore", "pipe"] });
    this.messages = "";
    this.child.stderr.on("data", (text) => (this.messages += text));
    this.exited = once(this.child, "exit");
    this.on_exit = () => this.child.kill("SIGTERM");
    process.on("exit", this.on_exit);
    await until(() => this.#assert_running() || is_open(this.port), "nginx to listen").catch((error) => {
      this.child.kill("SIGTERM");
      throw error;
    });
    return this;
  }

  #assert_running() {
    assert.equal(this.child.exitCode, null, `nginx runs until it is stopped:\n${this.messages}`);
  }

  async stop() {
    process.off("exit", this.on_exit);
    this.#assert_running();
    this.child.kill("SIGTERM");
    await this.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// nginx of Debian in front of several nodes, as docs/postgres.md shows it: no stickiness, streams unbuffered, and nothing
// sent again that may have been done.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../oracle/plan.mjs";

async function free_port() {
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

function configuration(folder, port, nodes) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
  const servers = nodes.map((node) => `server 127.0.0.1:${node.port} max_fails=1 fail_timeout=1s;`);
  return `
${process.getuid() === 0 ? "user root;" : ""}
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 1024; }
http {
  access_log off;
  ${temporary.join("\n  ")}
  upstream betstream {
    ${servers.join("\n    ")}
    keepalive 32;
  }
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host localhost;
    proxy_connect_timeout 2s;
    location / {
      proxy_pass http://betstream;
    }
    location = /sse {
      proxy_pass http://betstream;
      proxy_buffering off;
      proxy_cache off;
      gzip off;
      proxy_read_timeout 1h;
      error_page 502 503 504 =200 @come_back;
    }
    # A browser's EventSource gives up for good on a 502; this it obeys.
    location @come_back {
      default_type text/event-stream;
      return 200 "retry: 200\\n\\n";
    }
  }
}
`;
}

export class Nginx {
  static async start(nodes) {
    const nginx = new Nginx();
    nginx.folder = mkdtempSync(join(tmpdir(), "betstream-nginx-"));
    nginx.port = await free_port();
    nginx.url = `http://127.0.0.1:${nginx.port}`;
    const file = join(nginx.folder, "nginx.conf");
    writeFileSync(file, configuration(nginx.folder, nginx.port, nodes));
    nginx.child = spawn("nginx", ["-c", file, "-p", nginx.folder, "-e", join(nginx.folder, "error.log")], { stdio: ["ignore", "ignore", "inherit"] });
    nginx.exited = once(nginx.child, "exit");
    nginx.on_exit = () => nginx.child.kill("SIGTERM");
    process.on("exit", nginx.on_exit);
    await until(() => is_open(nginx.port), "nginx to listen").catch((error) => {
      nginx.child.kill("SIGTERM");
      throw error;
    });
    return nginx;
  }

  async stop() {
    process.off("exit", this.on_exit);
    assert.equal(this.child.exitCode, null, "nginx ran until it was stopped");
    this.child.kill("SIGTERM");
    await this.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

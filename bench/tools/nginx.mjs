// The peers of reads and streams: nginx with one worker, and nchan inside of it.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

import { childrenOf, freePort, pause, start } from "./processes.mjs";

const nchanModule = "/usr/lib/nginx/modules/ngx_nchan_module.so";
let servers = 0;

export const nchanLocations = `
    location = /pub {
      nchan_publisher;
      nchan_channel_id bench;
      nchan_message_buffer_length 1000;
    }
    location = /sub {
      nchan_subscriber eventsource;
      nchan_channel_id bench;
      nchan_subscriber_first_message newest;
    }`;

export class Nginx {
  /** `locations` are lines of a server block. `cpu` is what its worker runs on. */
  static async start(bench, { cpu, locations }) {
    if (!existsSync(nchanModule)) throw new Error(`no nchan: ${nchanModule} is missing (package libnginx-mod-nchan)`);
    const home = join(bench.directory, `nginx-${++servers}`);
    mkdirSync(home, { recursive: true });
    const port = await freePort();
    const file = join(home, "nginx.conf");
    writeFileSync(file, configuration(home, port, locations));
    const child = start(["nginx", "-c", file, "-p", home, "-e", join(home, "error.log")], { cpu });
    await answering(port);
    // taskset becomes nginx, so that this is the master's pid. It listens before it has its worker.
    let workers = childrenOf(child.pid);
    for (let tries = 0; workers.length === 0 && tries < 200; ++tries) {
      await pause(25);
      workers = childrenOf(child.pid);
    }
    if (workers.length !== 1) throw new Error(`nginx has ${workers.length} workers`);
    return new Nginx(child, port, home, [child.pid, ...workers]);
  }

  constructor(child, port, home, pids) {
    Object.assign(this, { child, port, home, url: `http://127.0.0.1:${port}`, pids });
  }

  stop() {
    return this.child.stop();
  }
}

// Tuned for the race, not as a distribution ships it.
function configuration(home, port, locations) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
load_module ${nchanModule};
${process.getuid() === 0 ? "user root;" : ""}
worker_processes 1;
worker_rlimit_nofile 20000;
daemon off;
pid ${home}/nginx.pid;
error_log ${home}/error.log warn;
events { worker_connections 16384; }
http {
  access_log off;
  server_tokens off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=100;
  default_type application/json;
  nchan_shared_memory_size 256M;
${temporary.map((name) => `  ${name}_temp_path ${home}/${name};`).join("\n")}
  server {
    listen 127.0.0.1:${port} backlog=4096;
${locations}
  }
}
`;
}

async function answering(port) {
  for (let tries = 0; tries < 200; ++tries) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await pause(25);
  }
  throw new Error("nginx does not answer");
}

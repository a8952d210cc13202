// What a desk would run instead to keep messages durably and hand them on: each from Debian's package on the base of our
// image, told to flush what it answers, and how it shows that it takes requests.
import { createConnection } from "node:net";

/** Whether a server says what is expected after `hello`. */
function says(port, hello, expected) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port }, () => socket.write(hello));
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once("error", () => end(false));
    socket.once("close", () => end(false));
    socket.once("data", (bytes) => end(expected.test(bytes.toString("latin1"))));
  });
}

const get = (path, host) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

// https://www.postgresql.org/docs/current/protocol-message-formats.html: StartupMessage, answered by `R` when it may go on.
function startupMessage(user) {
  const body = Buffer.concat([Buffer.from([0, 3, 0, 0]), Buffer.from(`user\0${user}\0\0`)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

const nchanSettings = (port) => `load_module modules/ngx_nchan_module.so; events {} http { access_log off; server { listen 127.0.0.1:${port};
location = / { return 200; } location /sub { nchan_subscriber; nchan_channel_id desk; } location /pub { nchan_publisher; nchan_channel_id desk; } } }`;

export const ours = {
  name: "BetStream",
  image: "betstream",
  command: (port) => ["serve", "--listen", `127.0.0.1:${port}`],
  isReady: (port) => says(port, get("/readyz", `127.0.0.1:${port}`), /^HTTP\/1.1 200/),
};

export const peers = [
  {
    name: "nginx with nchan",
    packages: ["nginx", "libnginx-mod-nchan"],
    command: (port) => ["sh", "-c", `echo '${nchanSettings(port)}' >/tmp/nginx.conf && exec nginx -c /tmp/nginx.conf -g 'daemon off;'`],
    isReady: (port) => says(port, get("/", "localhost"), /^HTTP\/1.1 200/),
  },
  {
    name: "Redis, its log flushed at each write",
    packages: ["redis-server"],
    command: (port) => ["redis-server", "--bind", "127.0.0.1", "--port", String(port), "--dir", "/tmp", "--appendonly", "yes", "--appendfsync", "always"],
    isReady: (port) => says(port, "PING\r\n", /^\+PONG/),
  },
  {
    name: "NATS with JetStream",
    packages: ["nats-server"],
    command: (port) => ["nats-server", "-a", "127.0.0.1", "-p", String(port), "-js", "-sd", "/tmp/jetstream"],
    isReady: (port) => says(port, "", /^INFO/),
  },
  {
    name: "PostgreSQL",
    packages: ["postgresql"],
    command: (port) => ["sh", "-c", `cd /tmp && install -d -o postgres /tmp/db && bin=$(echo /usr/lib/postgresql/*/bin) \
&& setpriv --reuid postgres --regid postgres --clear-groups $bin/initdb -D /tmp/db -A trust >/dev/null \
&& exec setpriv --reuid postgres --regid postgres --clear-groups $bin/postgres -D /tmp/db -p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp`],
    isReady: (port) => says(port, startupMessage("postgres"), /^R/),
  },
  {
    name: "RabbitMQ",
    packages: ["rabbitmq-server"],
    command: (port) => ["sh", "-c", `RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=${port} exec rabbitmq-server`],
    isReady: (port) => says(port, "AMQP\0\0\x09\x01", /^\x01/),
  },
];

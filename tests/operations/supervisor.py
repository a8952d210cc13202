"""Holds a listening socket as a service manager does, and starts servers on it: `start` and `stop` on standard input."""

import os
import signal
import socket
import subprocess
import sys

binary, database = sys.argv[1:3]
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)


def as_descriptor_3() -> None:
    if listener.fileno() != 3:
        os.dup2(listener.fileno(), 3)
    os.set_inheritable(3, True)


def start() -> subprocess.Popen[bytes]:
    environment = {"PATH": os.environ["PATH"], "LISTEN_FDS": "1"}
    script = 'LISTEN_PID=$$ exec "$0" serve --database "$1"'
    return subprocess.Popen(
        ["sh", "-c", script, binary, f"sqlite:{database}"],
        env=environment,
        preexec_fn=as_descriptor_3,
        close_fds=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


server = None
for line in sys.stdin:
    if line.strip() == "start":
        server = start()
        print("started", flush=True)
    elif line.strip() == "stop" and server is not None:
        server.send_signal(signal.SIGTERM)
        print("ended", server.wait(timeout=40), flush=True)
        server = None
if server is not None:
    server.kill()

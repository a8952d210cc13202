// A fresh Debian in a folder, of the release that this machine has: no systemd runs in it, nothing of ours is in it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const environment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LANG: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" };

// Runs a program to its end, and says what it was doing when it takes too long.
export function run(command, args, { deadline_s = 120, may_fail = false, ...options } = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", timeout: deadline_s * 1000, killSignal: "SIGKILL", maxBuffer: 1 << 26, ...options });
  const name = [command, ...args].join(" ");
  if (result.error) throw new Error(`${name}: ${result.error.message}`);
  if (!may_fail) assert.equal(result.status, 0, `${name} ended with ${result.status} ${result.signal}:\n${result.stdout}\n${result.stderr}`);
  return result;
}

// The sources that apt has here, those of Debian itself.
function sources() {
  const format = "$(CREATED_BY)|$(ORIGIN)|deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(REPO_URI) $(RELEASE) $(COMPONENT)";
  const lines = run("apt-get", ["indextargets", "--format", format]).stdout.split("\n");
  const found = lines.filter((line) => line.startsWith("Packages|Debian|")).map((line) => line.split("|")[2]);
  assert.ok(found.length > 0, "apt knows no Debian here: apt-get update");
  return [...new Set(found)];
}

function codename() {
  return run("sh", ["-c", ". /etc/os-release && echo $VERSION_CODENAME"]).stdout.trim();
}

export class Machine {
  // What apt knows stays, for what is installed later.
  constructor(packages) {
    this.folder = mkdtempSync(join(tmpdir(), "betstream-machine-"));
    this.root = join(this.folder, "root");
    const list = join(this.folder, "sources.list");
    writeFileSync(list, sources().join("\n") + "\n");
    run("mmdebstrap", ["--mode=root", "--variant=minbase", "--skip=cleanup/apt", `--include=${packages.join(",")}`, codename(), this.root, list], { deadline_s: 900 });
    copyFileSync("/etc/resolv.conf", this.path("/etc/resolv.conf"));
    writeFileSync(this.path("/etc/hosts"), "127.0.0.1 localhost\n");
    // As in an image that is being made: packages start nothing.
    writeFileSync(this.path("/usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
    // Nobody is there who answers apt: yes, and settings that were changed stay.
    writeFileSync(this.path("/etc/apt/apt.conf.d/90nobody"), `APT::Get::Assume-Yes "true";\nDPkg::Options { "--force-confdef"; "--force-confold"; };\n`);
  }

  path(inside) {
    return join(this.root, inside);
  }

  // In a namespace: whatever the command leaves behind ends with it, its mounts, too.
  run(args, options = {}) {
    const own = ["--mount", "--pid", "--fork", "--kill-child", `--mount-proc=${this.path("/proc")}`];
    return run("unshare", [...own, "chroot", this.root, ...args], { env: environment, ...options });
  }

  // The process is the program itself: signals reach it.
  start(user, args) {
    return spawn("chroot", [`--userspec=${user}`, this.root, ...args], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  }

  // Puts a file there, for instance a package.
  bring(file, inside) {
    copyFileSync(file, this.path(inside));
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

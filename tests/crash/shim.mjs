// The preloaded shim (shim.c), compiled once for each test file, and the page by which a test steers it.
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, realpathSync, rmSync, writeSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const calls = { write: 1, sync: 2, truncate: 4, unlink: 8, rename: 16, create: 32, all: 63 };
const acts = { none: 0, kill: 1, tear: 2, fail: 3, delay: 4 };
const fields = ["calls", "kinds", "from", "times", "act", "value", "acted"]; // the order of shim.c

let library;

function compile() {
  if (library) return library;
  const directory = mkdtempSync(join(tmpdir(), "betstream-shim-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  const source = join(dirname(fileURLToPath(import.meta.url)), "shim.c");
  library = join(directory, "shim.so");
  const built = spawnSync("gcc", ["-O1", "-Wall", "-shared", "-fPIC", "-o", library, source, "-ldl"], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the shim does not compile: ${built.error ?? built.stderr}`);
  return library;
}

export class Shim {
  // For a server whose data is in `directory`.
  constructor(directory) {
    const control = join(mkdtempSync(join(tmpdir(), "betstream-control-")), "page");
    this.control_directory = dirname(control);
    this.file = openSync(control, "w+");
    this.env = { LD_PRELOAD: compile(), BS_SHIM_DIRECTORY: realpathSync(directory), BS_SHIM_CONTROL: control };
    this.disarm();
  }

  // At the `from`-th of these calls and `times` - 1 more: kill, tear (half of the write, then kill), fail with an errno
  // such as "ENOSPC", or delay by milliseconds. Counting starts at zero.
  arm(act, { from = 1, times = -1, kinds = calls.all, errno, milliseconds = 0 } = {}) {
    this.#store({ calls: 0, kinds, from, times, act: acts[act], value: errno ? constants.errno[errno] : milliseconds, acted: 0 });
  }

  disarm() {
    this.arm("none", { from: 0 });
  }

  get calls() {
    return this.#load("calls");
  }

  get acted() {
    return this.#load("acted");
  }

  close() {
    closeSync(this.file);
    rmSync(this.control_directory, { recursive: true, force: true });
  }

  #store(values) {
    const bytes = Buffer.alloc(4 * fields.length);
    fields.forEach((field, i) => bytes.writeInt32LE(values[field], 4 * i));
    writeSync(this.file, bytes, 0, bytes.length, 0);
  }

  #load(field) {
    const bytes = Buffer.alloc(4);
    readSync(this.file, bytes, 0, 4, 4 * fields.indexOf(field));
    return bytes.readInt32LE();
  }
}

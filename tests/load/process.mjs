// What the system says about a running server.
import { readFileSync, readdirSync } from "node:fs";

// Bytes of memory that it really uses.
export function resident_bytes({ child }) {
  const [, kibi] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
  return Number(kibi) * 1024;
}

export const open_files = ({ child }) => readdirSync(`/proc/${child.pid}/fd`).length;

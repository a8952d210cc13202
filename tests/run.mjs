// Runs the Node tests of all folders here, or of those named: node run.mjs [contract]
// An explicit list of files, so that every Node runs the same ones.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const named = process.argv.slice(2);
const only_when_named = ["node_modules", "containers", "packages"]; // these two make whole machines
const folders = named.length > 0 ? named : readdirSync(here).filter((name) => !only_when_named.includes(name) && statSync(join(here, name)).isDirectory());
const files = folders.flatMap((folder) =>
  readdirSync(join(here, folder))
    .filter((name) => name.endsWith(".test.mjs"))
    .sort()
    .map((name) => join(here, folder, name)),
);
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...files], { stdio: "inherit", cwd: here });
process.exit(status ?? 1);

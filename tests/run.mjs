// Runs the tests of a folder, or of all that have Node tests: node run.mjs [contract]
// An explicit list of files, so that Node 18 and 20 run the same ones. A file at a time where there are few cores.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folders = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ["contract"];
const files = folders.flatMap((folder) =>
  readdirSync(join(here, folder))
    .filter((name) => name.endsWith(".test.mjs"))
    .sort()
    .map((name) => join(here, folder, name)),
);
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...files], { stdio: "inherit", cwd: here });
process.exit(status ?? 1);

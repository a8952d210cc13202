// The test that web/e2e/README.md shows is one.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [, program] = /^```js\n([\s\S]*?)^```$/m.exec(readFileSync(join(here, "README.md"), "utf8"));
const folder = join(here, "../artifacts");
mkdirSync(folder, { recursive: true });
const file = join(folder, `readme_${process.pid}.mjs`);
writeFileSync(file, program.replaceAll('"./harness/', '"../e2e/harness/'));
await import(file).finally(() => rmSync(file));

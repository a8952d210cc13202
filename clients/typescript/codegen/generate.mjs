// Writes the TypeScript types of the contract, which the client and the console share:
//   node generate.mjs [--check]
// With --check it only says whether what is committed is still true.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../../contract/openapi.yaml", import.meta.url);
const target = fileURLToPath(new URL("../src/schema.gen.ts", import.meta.url));
const banner = "// Generated from contract/openapi.yaml by `npm run generate`. Do not edit.\n";

const text = banner + astToString(await openapiTS(source, { alphabetize: true, immutable: true }));
if (process.argv.includes("--check")) {
  const committed = await readFile(target, "utf8").catch(() => "");
  if (committed !== text) {
    process.stderr.write(`${target} is not what contract/openapi.yaml says: npm run generate\n`);
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}

// openapi.yaml as minified JSON, for the build to embed: node contract/bundle.mjs OUT.json
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const [out] = process.argv.slice(2);
if (!out) {
  console.error("usage: node contract/bundle.mjs OUT.json");
  process.exit(2);
}
// YAML 1.2 core: timestamps and `no` stay strings, as JSON needs it.
const document = parse(readFileSync(new URL("openapi.yaml", import.meta.url), "utf8"), { schema: "core" });
writeFileSync(out, JSON.stringify(document));

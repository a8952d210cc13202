// Makes the generated parts of the reference pages anew: node docs/site/generate.mjs [BINARY]
// A part stands between `<!-- generated: NAME, from SOURCE -->` and `<!-- end of NAME -->`; all else is written by hand.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { api_parts } from "./reference/api.mjs";
import { command_parts } from "./reference/commands.mjs";
import { error_parts } from "./reference/errors.mjs";
import { event_parts } from "./reference/events.mjs";
import { limit_parts } from "./reference/limits.mjs";
import { read_sources } from "./reference/sources.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(repository, "docs/reference");
const part = /(<!-- generated: ([\w-]+), from .*? -->\n)[\s\S]*?(<!-- end of \2 -->)/g;

/** Every page that has generated parts, as it should be: its path in the repository -> `{is, should}`. */
export function reference_pages(binary) {
  const sources = read_sources(repository, binary);
  const parts = { ...api_parts(sources), ...command_parts(sources), ...error_parts(sources), ...event_parts(sources), ...limit_parts(sources) };
  const missing = new Set(Object.keys(parts));
  const pages = new Map();
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".md"))) {
    const is = readFileSync(join(folder, name), "utf8");
    const should = is.replace(part, (_all, begin, word, end) => {
      if (!(word in parts)) throw new Error(`docs/reference/${name}: nothing makes the part ${word}`);
      missing.delete(word);
      return `${begin}\n${parts[word].trim()}\n\n${end}`;
    });
    if (should !== is || part.test(is)) pages.set(`docs/reference/${name}`, { is, should });
    part.lastIndex = 0;
  }
  if (missing.size > 0) throw new Error(`no page of docs/reference has the part ${[...missing].join(", ")}`);
  return pages;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const binary = resolve(process.argv[2] ?? process.env.BETSTREAM_BINARY ?? join(repository, "build/release/betstream"));
  for (const [path, { is, should }] of reference_pages(binary)) {
    if (is !== should) writeFileSync(join(repository, path), should);
    process.stdout.write(`${is === should ? "as it was" : "written  "}  ${path}\n`);
  }
}

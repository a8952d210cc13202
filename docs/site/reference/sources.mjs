// What the reference pages are made of: the contract, the tables of the server's sources, and what the binary says of itself.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require_of_contract = createRequire(new URL("../../../contract/package.json", import.meta.url));
const { parse } = require_of_contract("yaml");

function ask(binary, args) {
  // Nothing of the environment gets in: BETSTREAM_LISTEN here must not become a default there.
  const { status, stdout, stderr, error } = spawnSync(binary, args, { encoding: "utf8", env: {}, timeout: 20_000 });
  if (error) throw new Error(`${binary} cannot be asked (build it first): ${error.message}`);
  return { status, stdout, stderr };
}

/** The rows of the error table, by code. */
export function parse_error_rows(source) {
  const row = /\{ErrorCode::(\w+),\s*(\d+),((?:\s*"(?:[^"\\]|\\.)*"\s*,?)+)([^}]*)\}/g;
  const rows = [...source.matchAll(row)].map(([, code, status, texts, rest]) => {
    // Literals that follow each other without a comma are one text.
    const [name, title, ...meaning] = texts.split(/",\s*"/).map((text) => text.replace(/"\s+"/g, "").replace(/^\s*"|"\s*,?\s*$/g, "").replaceAll('\\"', '"'));
    if (name !== code) throw new Error(`error_table.cpp: ${code} is called ${name}`);
    return [code, { code, status: Number(status), title, meaning: meaning.join(""), retry_later: /\btrue\b/.test(rest) }];
  });
  return new Map(rows);
}

/** Groups of limits: `{title, limits: [{name, type, value, comment}]}`. */
export function parse_limits(source) {
  const groups = [];
  let above = [];
  let begins = true;
  for (const line of source.slice(source.indexOf("namespace bs::limits {")).split("\n").slice(1)) {
    const comment = /^\/\/ (.*)$/.exec(line);
    const limit = /^inline constexpr ([\w:]+) (\w+)(?: = (.*?)|\{(.*?)\});(?:\s*\/\/ (.*))?$/.exec(line);
    if (line.trim() === "") [begins, above] = [true, []];
    else if (comment && begins) groups.push({ title: comment[1].replace(/\.$/, ""), limits: [] });
    else if (comment) above.push(comment[1]);
    else if (limit) {
      const [, type, name, assigned, braced, beside] = limit;
      groups.at(-1).limits.push({ type, name, value: evaluate(assigned ?? braced), comment: [...above, beside].filter(Boolean).join(" ") });
      above = [];
    } else if (!line.startsWith("}")) throw new Error(`limits.h has a line that is no limit: ${line}`);
    if (line.trim() !== "") begins = false;
  }
  return groups;
}

// "(std::int64_t{1} << 53) - 1" and its like: whole numbers and signs.
function evaluate(text) {
  const plain = text.replace(/std::\w+\{(\w+)\}/g, "$1").replaceAll("'", "");
  if (!/^[\d\s()*+<-]+$/.test(plain)) throw new Error(`limits.h has a value that is no number: ${text}`);
  return Function(`return ${plain.replace(/\d+/g, "$&n")}`)();
}

/** What each setting expects, in the words with which a wrong value is refused. */
function expectations(binary, settings) {
  const expected = {};
  const offer = (wrong, asked) => {
    const { stderr } = ask(binary, ["config", "show", ...asked.flatMap(({ flag }) => [flag, wrong])]);
    for (const [, flag, words] of stderr.matchAll(/^error: (--[\w-]+): '.*?': expected (.*)$/gm)) expected[flag] = words;
  };
  offer("!", settings.filter(({ value }) => value !== ""));
  // What is a duration, but too short or too long, is answered with the bounds.
  for (const wrong of ["1ms", "3650d"]) offer(wrong, settings.filter(({ value }) => value === "DURATION"));
  return expected;
}

function read_samples(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(files.map((name) => [name.replace(/\.json$/, ""), readFileSync(join(folder, name), "utf8")]));
}

export function read_sources(repository, binary) {
  const read = (path) => readFileSync(join(repository, path), "utf8");
  const { status, stdout, stderr } = ask(binary, ["manual", "--json"]);
  if (status !== 0) throw new Error(`${binary} manual --json: ${stderr}`);
  const manual = JSON.parse(stdout);
  return {
    spec: parse(read("contract/openapi.yaml"), { schema: "core" }),
    samples: read_samples(join(repository, "contract/events")),
    errors: parse_error_rows(read("server/api/error_table.cpp")),
    limits: parse_limits(read("server/base/limits.h")),
    manual,
    expected: expectations(binary, manual.settings),
  };
}

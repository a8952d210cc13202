// What can be said of a command without running it: the program knows its options, a path of the repository exists, a unit is
// one of ours.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { binary, repository } from "../contract/server.mjs";
import { commands_of } from "./shell.mjs";

const read = (path) => readFileSync(join(repository, path), "utf8");

// --- betstream

const helps = new Map();

// What `--help` says of a command, or undefined when there is no such command.
function help_of(words) {
  const name = words.join(" ");
  if (!helps.has(name)) {
    const { status, stdout } = spawnSync(binary, [...words, "--help"], { encoding: "utf8", timeout: 20_000 });
    helps.set(name, status === 0 ? stdout : undefined);
  }
  return helps.get(name);
}

const commands_in = (help) => [...help.matchAll(/^ {2}([a-z][a-z-]*)(?= )/gm)].map(([, name]) => name);
const options_in = (help) => new Set([...help.matchAll(/(?<![\w-])(--?[a-z][a-z-]*)/g)].map(([, name]) => name));

function look_at_betstream([, ...words]) {
  const path = [];
  while (words.length > 0 && commands_in(help_of(path)).includes(words[0])) path.push(words.shift());
  const name = ["betstream", ...path].join(" ");
  if (path.length === 0 && words.length > 0 && !words[0].startsWith("-") && words[0] !== "COMMAND") return [`betstream has no command ${words[0]}`];
  const known = options_in(help_of(path)).add("--help");
  const wrong = words.map((word) => word.split("=")[0]).filter((word) => /^--?[a-z]/.test(word) && !known.has(word));
  return wrong.map((word) => `${name} has no option ${word}`);
}

// `docker exec betstream betstream healthcheck` runs it, too; a machine or a container may have the same name.
function find_betstream(words) {
  const all_commands = commands_in(help_of([]));
  const is_program = (word) => word === "betstream" || word.endsWith("/betstream");
  const at = words.findIndex((word, i) => is_program(word) && (i === 0 || all_commands.includes(words[i + 1])));
  return at < 0 ? undefined : words.slice(at);
}

// --- everything else

function look_at_dev(words) {
  const [, cases] = /^main\(\) \{([^]*?)^\}/m.exec(read("dev"));
  const known = [...cases.matchAll(/^ {8}([a-z][a-z-]*)[^)\n]*\)/gm)].map(([, name]) => name);
  return words.length === 1 || known.includes(words[1]) ? [] : [`./dev has no command ${words[1]}`];
}

const scripts_that_always_are = new Set(["ci", "install"]);

function look_at_npm(words, folder) {
  const at = words.indexOf("--prefix");
  const place = at < 0 ? folder : words[at + 1];
  const rest = at < 0 ? words.slice(1) : words.slice(1).filter((_, i) => i + 1 !== at && i !== at);
  const script = rest[0] === "run" ? rest[1] : rest[0];
  if (scripts_that_always_are.has(script)) return existsSync(join(repository, place, "package-lock.json")) ? [] : [`${place} has no package-lock.json`];
  const file = join(place, "package.json");
  return existsSync(join(repository, file)) && script in JSON.parse(read(file)).scripts ? [] : [`${file} has no script ${script}`];
}

const units = readdirSync(join(repository, "deploy/debian")).filter((name) => /\.(service|socket)$/.test(name));

function look_at_units(words) {
  const named = words.filter((word) => /^betstream(\.\w+)?$/.test(word)).map((word) => (word.includes(".") ? word : `${word}.service`));
  return named.filter((unit) => !units.includes(unit)).map((unit) => `there is no unit ${unit}`);
}

const folders = ["bench", "clients", "contract", "data", "deploy", "docs", "server", "tests", "tools", "web"];
const is_of_repository = (word) => folders.some((folder) => word.startsWith(`${folder}/`)) && !/[A-Z]{3}|\.\.\.|\*\*/.test(word);

function path_exists(path) {
  if (!path.includes("*")) return existsSync(join(repository, path));
  const pattern = new RegExp(`^${basename(path).split("*").map((part) => part.replace(/[.+?()[\]{}|^$\\]/g, "\\$&")).join(".*")}$`);
  const folder = join(repository, dirname(path));
  return existsSync(folder) && readdirSync(folder).some((name) => pattern.test(name));
}

const look_at_paths = (words) => words.filter((word) => is_of_repository(word) && !path_exists(word)).map((word) => `there is no ${word}`);

const made_by_commands = /^(deploy\/observability\/prometheus\/targets\/|clients\/typescript\/dist|web\/(dist|artifacts))/;

// What is wrong with a command, in sentences. `folder` is where a page that speaks of npm lies.
export function look_at(words, folder = "") {
  const found = look_at_paths(words.filter((word) => !made_by_commands.test(word)));
  const program = find_betstream(words);
  if (program) found.push(...look_at_betstream(program));
  if (words[0] === "./dev") found.push(...look_at_dev(words));
  if (words[0] === "npm") found.push(...look_at_npm(words, folder));
  if (["systemctl", "journalctl"].includes(words[0])) found.push(...look_at_units(words.slice(1)));
  return found;
}

export function look_at_shell(text, folder) {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
  if (status !== 0) return [`no shell takes it: ${stderr.trim()}`];
  return commands_of(text).flatMap((words) => look_at(words, folder));
}

// A part of a unit: its section and settings are those of the unit that has this section.
export function look_at_unit(text) {
  const unit = /^\[Socket\]/m.test(text) ? "betstream.socket" : "betstream.service";
  const names_in = (lines) => new Set([...lines.matchAll(/^#? *(?:(\[\w+\])|(\w+)=)/gm)].map(([, section, name]) => section ?? name));
  const known = names_in(read(`deploy/debian/${unit}`));
  return [...names_in(text)].filter((name) => !known.has(name)).map((name) => `${unit} has no ${name}`);
}

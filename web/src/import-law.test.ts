// lib, ui, contract <- live <- features <- app. The rooms are the folders on disk; a room that is not in the table fails.
// Below contract are the parts of clients/typescript.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const src = dirname(fileURLToPath(import.meta.url));

/** What each room may import from, itself apart. */
const may: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  ui: ["lib"],
  contract: [],
  live: ["contract", "lib"],
  features: ["live", "ui", "contract", "lib"],
  app: ["features", "live", "ui", "contract", "lib"],
};

type Import = { readonly file: string; readonly from: string };

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

function importsOf(path: string): readonly Import[] {
  const text = readFileSync(path, "utf8");
  const found = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)"([^"]+)"/g);
  return [...found].map((match) => ({ file: relative(src, path), from: match[1] ?? "" }));
}

const rooms = readdirSync(src).filter((name) => statSync(join(src, name)).isDirectory());
const imports = rooms.flatMap((room) => filesIn(join(src, room))).flatMap(importsOf);
const roomOf = (path: string) => path.split("/")[0] ?? "";

it("knows every room on disk", () => {
  for (const room of rooms) expect(Object.keys(may), room).toContain(room);
});

it("finds imports to judge", () => {
  expect(imports.length).toBeGreaterThan(50);
});

it("lets every room import only what lies below it", () => {
  const wrong = imports.filter(({ file, from }) => {
    if (!from.startsWith("@/")) return false;
    const [room, target] = [roomOf(file), roomOf(from.slice(2))];
    return room !== target && !(may[room] ?? []).includes(target);
  });
  expect(wrong).toEqual([]);
});

it("speaks to the server in one room: the client's parts are behind contract", () => {
  const parts = imports.filter(({ from }) => from.startsWith("betstream-client/"));
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter(({ file }) => roomOf(file) !== "contract")).toEqual([]);
});

it("keeps features apart", () => {
  const wrong = imports.filter(({ file, from }) => {
    const [, feature] = /^features\/([^/]+)\//.exec(file) ?? [];
    const [, other] = /^@\/features\/([^/]+)/.exec(from) ?? [];
    return feature !== undefined && other !== undefined && feature !== other;
  });
  expect(wrong).toEqual([]);
});

it("has no way around: nobody leaves his folder by a relative path", () => {
  const wrong = imports.filter(({ file, from }) => {
    if (!from.startsWith(".")) return false;
    const target = join(dirname(file), from);
    if (target.startsWith("..")) return /\.test\.tsx?$/.test(file) === false; // tests may use the scripts beside src
    const depth = file.startsWith("features/") ? 2 : 1;
    return target.split("/").slice(0, depth).join("/") !== file.split("/").slice(0, depth).join("/");
  });
  expect(wrong).toEqual([]);
});

it("does the maths of money in lib/money.ts alone", () => {
  const maths = /\.toFixed\(|parseFloat\(|10_?000 *\*|\/ *10_?000\b/;
  const others = rooms
    .flatMap((room) => filesIn(join(src, room)))
    .filter((path) => !/\.test\.tsx?$/.test(path) && relative(src, path) !== "lib/money.ts");
  expect(others.filter((path) => maths.test(readFileSync(path, "utf8")))).toEqual([]);
});

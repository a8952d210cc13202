// The law of the console, as a test: lib, ui, contract <- live <- features <- app, and features never import each other.
import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("..", import.meta.url));
const mayImport: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  contract: [],
  ui: ["lib"],
  live: ["lib", "ui", "contract"],
  features: ["lib", "ui", "contract", "live"],
  app: ["lib", "ui", "contract", "live", "features"],
};
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => /\.(ts|tsx)$/.test(name));
const code = files.filter((name) => !/(\.test\.tsx?|\.gen\.ts)$/.test(name));

function importsOf(file: string): readonly string[] {
  const text = readFileSync(`${src}/${file}`, "utf8");
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map((match) => match[1] ?? "");
  return found.flatMap((path) => {
    if (path.startsWith("@/")) return [path.slice(2)];
    if (!path.startsWith(".")) return [];
    return [relative(src, fileURLToPath(new URL(path, `file://${src}/${file}`)))];
  });
}

describe("the law of the folders", () => {
  it.each(code)("%s imports only what it may", (file) => {
    const [folder = "", feature] = file.split("/");
    for (const path of importsOf(file)) {
      const [to = "", toFeature] = path.split("/");
      if (to !== folder) expect(mayImport[folder], `${file} imports ${path}`).toContain(to);
      else if (folder === "features") expect(toFeature, `${file} imports ${path}`).toBe(feature);
    }
  });

  it("does the maths of money in lib/money.ts alone", () => {
    const floats = code.filter(
      (file) =>
        file !== "lib/money.ts" &&
        /\.toFixed\(|parseFloat\(|10_?000 *\*|\/ *10_?000\b/.test(readFileSync(`${src}/${file}`, "utf8")),
    );
    expect(floats).toEqual([]);
  });
});

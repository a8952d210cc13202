// The files of deploy/nginx, as nginx reads them.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Nginx, shipped } from "./nginx.mjs";

for (const kind of ["site", "compose"]) {
  test(`nginx takes ${kind}.conf without a warning`, { timeout: 20_000 }, async () => {
    const nginx = await Nginx[kind](kind === "site" ? [1, 2, 3] : 1);
    await nginx.stop();
    assert.match(nginx.check, /syntax is ok/);
    assert.doesNotMatch(nginx.check, /\[(warn|error|emerg)\]/);
  });
}

test("every file is part of one of the two", () => {
  const names = readdirSync(shipped).filter((name) => name.endsWith(".conf"));
  const texts = names.map((name) => readFileSync(join(shipped, name), "utf8")).join("\n");
  for (const name of names.filter((each) => !["site.conf", "compose.conf"].includes(each))) {
    assert.ok(texts.includes(name), `${name} is mentioned by another`);
  }
});

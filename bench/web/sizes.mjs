// What a browser downloads, compressed, from the manifest of the build.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const kilobyte = 1000;

// The chunks that a page needs at once: what the entry imports, and what that imports.
function closureOf(manifest, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const imported of manifest[name].imports ?? []) closureOf(manifest, imported, seen);
  return seen;
}

export function readSizes(dist) {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
  const compressed = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / kilobyte;
  const sum = (files) => [...new Set(files)].reduce((total, file) => total + compressed(file), 0);
  const entries = Object.keys(manifest).filter((name) => manifest[name].isEntry);
  // Operate is what most people open; where it is a chunk of its own, it counts as initial.
  const operate = Object.keys(manifest).filter((name) => /features\/operate\//.test(name) && manifest[name].isDynamicEntry);
  const initial = [...entries, ...operate].flatMap((name) => [...closureOf(manifest, name)]);
  const lazy = (pattern) => {
    const names = Object.keys(manifest).filter((name) => pattern.test(name) && manifest[name].isDynamicEntry);
    const all = names.flatMap((name) => [...closureOf(manifest, name)]).filter((name) => !initial.includes(name));
    return sum(all.map((name) => manifest[name].file));
  };
  const styles = Object.values(manifest).flatMap(({ file, css = [] }) => [...css, file]).filter((file) => file.endsWith(".css"));
  return {
    initial: sum(initial.map((name) => manifest[name].file).filter((file) => file.endsWith(".js"))),
    styles: sum(styles),
    charts: lazy(/features\/statistics\//),
    import: lazy(/features\/import\//),
    total: sum(readdirSync(join(dist, "assets")).map((name) => join("assets", name)).filter((file) => file.endsWith(".js"))),
  };
}

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
  // Exactly what the page names: the script of the shell, with Operate in it, and the chunks that it preloads.
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file);
  const entries = Object.keys(manifest).filter((name) => manifest[name].isEntry);
  const initial = entries.flatMap((name) => [...closureOf(manifest, name)]);
  const files = readdirSync(join(dist, "assets")).map((name) => join("assets", name));
  // What every screen but Operate shares is not counted again for each.
  const shared = Object.keys(manifest).filter((name) => /app\/cold-data/.test(name)).flatMap((name) => [...closureOf(manifest, name)]);
  const lazy = (pattern) => {
    const names = Object.keys(manifest).filter((name) => pattern.test(name) && manifest[name].isDynamicEntry);
    const all = names.flatMap((name) => [...closureOf(manifest, name)]).filter((name) => !initial.includes(name) && !shared.includes(name));
    return sum(all.map((name) => manifest[name].file));
  };
  const styles = Object.values(manifest).flatMap(({ file, css = [] }) => [...css, file]).filter((file) => file.endsWith(".css"));
  return {
    initial: sum([...initial.map((name) => manifest[name].file), ...scripts].filter((file) => file.endsWith(".js"))),
    worker: sum(files.filter((file) => /hub-worker-[^/]*\.js$/.test(file))),
    styles: sum(styles),
    charts: lazy(/features\/statistics\//),
    import: lazy(/features\/import\//),
    total: sum(files.filter((file) => file.endsWith(".js"))),
  };
}

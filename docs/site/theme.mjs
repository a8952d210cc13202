// The colours, fonts and corners of the console, for the pages: those that site.css uses, from where the console has them.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const tokens_path = "web/src/ui/tokens.css";

function read_tokens(repository) {
  const css = readFileSync(join(repository, tokens_path), "utf8");
  const [, theme] = /@theme static \{([\s\S]*?)\n\}/.exec(css) ?? [];
  return new Map([...(theme ?? "").matchAll(/^\s*(--[\w-]+): ([^;]+);/gm)].map(([, name, value]) => [name, value]));
}

/** The style sheet with its tokens before it, and without the comments. */
export function style_of(repository, css, problems) {
  const tokens = read_tokens(repository);
  const used = [...new Set([...css.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name))].sort();
  const own = new Set([...css.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name));
  const lines = used
    .filter((name) => !own.has(name))
    .map((name) => {
      if (!tokens.has(name)) problems.add("docs/site/site.css", 0, `uses ${name}, which ${tokens_path} does not have`);
      return `  ${name}: ${tokens.get(name)};\n`;
    });
  return `:root {\n${lines.join("")}}\n${css.replace(/\/\*[\s\S]*?\*\/\n?/g, "")}`;
}

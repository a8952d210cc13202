import assert from "node:assert/strict";
import { test } from "node:test";
import { blocks_of, find_pages, inline_code_of } from "./pages.mjs";

const page = `# A page

Prose with \`code\`, and \`code that
goes on\`.

\`\`\`sh systemd
echo '
\`\` no end
'
\`\`\`

## Section

    indented

- a list

    that goes on

  ~~~json
  {"a":
    1}
  ~~~
`;

test("a page is read into blocks", () => {
  const [first, second, third, ...more] = blocks_of("a.md", page);
  assert.deepEqual([first.kind, first.line, first.section, first.text], ["sh systemd", 6, "A page", "echo '\n`` no end\n'\n"]);
  assert.deepEqual([second.kind, second.where, second.section], ["", "a.md:14", "Section"]);
  assert.deepEqual([third.kind, third.text], ["json", '{"a":\n  1}\n']);
  assert.deepEqual(more, []);
});

test("code in a line is found, and blocks are none", () => {
  assert.deepEqual(inline_code_of("a.md", page).map(({ text, line }) => [text, line]), [["code", 3], ["code that goes on", 3]]);
});

test("a block without an end is no block", () => {
  assert.throws(() => blocks_of("a.md", "```sh\nls\n"), /a\.md:1: this block has no end/);
});

test("the pages of the repository are found", () => {
  const pages = find_pages();
  for (const name of ["README.md", "docs/how-to/install.md", "clients/python/README.md"]) assert.ok(pages.includes(name), name);
  assert.ok(!pages.some((name) => name.includes("node_modules")));
});

// The generated parts of docs/reference are what the contract, the sources and the binary say now.
import assert from "node:assert/strict";
import { test } from "node:test";
import { reference_pages } from "../../docs/site/generate.mjs";
import { parse_error_rows, parse_limits } from "../../docs/site/reference/sources.mjs";
import { Server, binary } from "../contract/server.mjs";
import { spec } from "../contract/spec.mjs";
import { open } from "./site.mjs";

const pages = reference_pages(binary);

test("the pages that are generated are there", () => {
  const wanted = ["api", "command-line", "configuration", "errors", "events", "limits"];
  assert.deepEqual([...pages.keys()].sort(), wanted.map((name) => `docs/reference/${name}.md`));
});

for (const [path, { is, should }] of pages) {
  test(`${path} is current`, () => {
    const [now, then] = [is.split("\n"), should.split("\n")];
    const at = then.findIndex((line, i) => line !== now[i]);
    assert.ok(is === should, `${path} is stale: run \`./dev docs\` (or \`node docs/site/generate.mjs\`) and commit what it writes.\nline ${at + 1} is       ${now[at]}\nand should be ${then[at]}`);
  });
}

test("what errors.md says of a code is what the server says of it", async (t) => {
  const server = await Server.start();
  t.after(() => server.stop());
  const { should } = pages.get("docs/reference/errors.md");
  for (const code of spec.components.schemas.ErrorCode.enum) {
    const page = (await open(server, `/problems/${code}`)).text;
    const [, status, title, meaning] = /HTTP status (\d+)<\/p><h1>(.*?)<\/h1><p>(.*?)<\/p>/.exec(page);
    assert.ok(should.includes(`### \`${code}\`\n\n**${status}** ${title}. ${meaning}\n`), `${code}: ${page}`);
  }
});

test("the reader of the error table joins texts, and finds every row", () => {
  const rows = parse_error_rows('{ErrorCode::a, 400, "a", "One", "Two, \\"three\\". "\n     "Four."},\n{ErrorCode::b, 503, "b", "Five",\n "Six.", true},');
  assert.deepEqual([...rows.values()], [
    { code: "a", status: 400, title: "One", meaning: 'Two, "three". Four.', retry_later: false },
    { code: "b", status: 503, title: "Five", meaning: "Six.", retry_later: true },
  ]);
  assert.throws(() => parse_error_rows('{ErrorCode::a, 400, "other", "One", "Two."},'), /a is called other/);
});

test("the reader of the limits knows sums and units, and refuses what it does not know", () => {
  const [group] = parse_limits("namespace bs::limits {\n\n// JSON.\ninline constexpr std::size_t a_max = 8 * 1'024;  // beside\n// Above.\ninline constexpr std::chrono::hours b{7 * 24};\ninline constexpr std::int64_t c_max = (std::int64_t{1} << 53) - 1;\n\n}  // namespace\n");
  assert.equal(group.title, "JSON");
  assert.deepEqual(group.limits.map(({ name, value, comment }) => [name, value, comment]), [["a_max", 8192n, "beside"], ["b", 168n, "Above."], ["c_max", 2n ** 53n - 1n, ""]]);
  assert.throws(() => parse_limits("namespace bs::limits {\n// A.\ninline constexpr int x = other * 2;\n"), /no number: other \* 2/);
  assert.throws(() => parse_limits("namespace bs::limits {\n// A.\nint x();\n"), /no limit: int x\(\);/);
});

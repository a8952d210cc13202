// What a page shows of an answer, compared with the answer.
import assert from "node:assert/strict";

// An answer may say more than the page shows.
export function assert_json(answer, shown, where) {
  for (const [name, value] of Object.entries(shown)) assert.deepEqual(answer[name], value, `${where}: ${name}`);
}

// A refusal ends `curl` with 0.
export function assert_not_refused(out, where) {
  if (!out.trimStart().startsWith("{")) return;
  const { code, detail, status } = parse_or_nothing(out);
  assert.ok(!(code && status >= 400), `${where} was refused: ${code}, ${detail}`);
}

function parse_or_nothing(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

// Times, cursors and epochs are other ones each time.
const settled = (line) =>
  line
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "TIME")
    .replace(/\b[0-9a-z]{6,8}-\d+\b/g, "CURSOR")
    .trimEnd();

const as_pattern = (line) => new RegExp(`^${settled(line).split("...").map((part) => part.replace(/[.*+?()[\]{}|^$\\]/g, "\\$&")).join(".*")}$`);

// The lines of a page are among those that were printed, in their order; `...` stands for anything.
export function assert_printed(shown, page_text, where) {
  const printed = shown.split("\n").map(settled);
  let at = 0;
  for (const line of page_text.trimEnd().split("\n")) {
    const pattern = as_pattern(line);
    const found = printed.findIndex((each, i) => i >= at && pattern.test(each));
    assert.ok(found >= 0, `${where}: "${line}" is not in what was printed:\n${shown}`);
    at = found + 1;
  }
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { commands_of } from "./shell.mjs";

const cases = [
  ["betstream verify a.backup\nbetstream verify b.db", [["betstream", "verify", "a.backup"], ["betstream", "verify", "b.db"]]],
  ["a 'b c' \"d e\" f\\ g", [["a", "b c", "d e", "f g"]]],
  ["docker compose ps   # what runs; and more", [["docker", "compose", "ps"]]],
  ["a \\\n  b", [["a", "b"]]],
  ["a && b | c; d & e", [["a"], ["b"], ["c"], ["d"], ["e"]]],
  ["X=1 Y='2 3' a Z=4", [["a", "Z=4"]]],
  ["a >>out <in 2>err b", [["a", "b"]]],
  ["a 2>&1 | b", [["a"], ["b"]]],
  ["source <(betstream completion bash)", [["source"], ["betstream", "completion", "bash"]]],
  ['echo "ana:$(openssl passwd -6)" >>/etc/x', [["echo", "ana:$(openssl passwd -6)"]]],
  ["(a; b)", [["a"], ["b"]]],
  ["# nothing", []],
];

for (const [text, commands] of cases) {
  test(`a shell runs ${commands.length} commands in ${JSON.stringify(text)}`, () => assert.deepEqual(commands_of(text), commands));
}

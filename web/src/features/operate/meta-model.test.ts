import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergePatch, metaEntries, parseMeta } from "./meta-model";

const clock = { now: Date.parse("2026-03-01T12:00:00Z"), zone: "utc" as const };

// What a server does with a merge patch, as RFC 7396 writes it.
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === "object" && target !== null && !Array.isArray(target);
  const result = new Map<string, unknown>(isObject ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, merged(result.get(name), value));
  }
  return Object.fromEntries(result);
}

describe("meta", () => {
  it("shows first what operators look for, and instants as clock times", () => {
    const entries = metaEntries({ zz: 1, start_time: "2026-03-01T12:05:00Z", bet_type: "WIN" }, clock);
    expect(entries).toEqual([
      { name: "bet_type", value: "WIN" },
      { name: "start_time", value: "12:05:00" },
      { name: "zz", value: "1" },
    ]);
  });

  it("patches only what differs", () => {
    expect(mergePatch({ a: 1, b: { c: 1, d: 2 }, e: [1] }, { a: 1, b: { c: 1, d: 3 }, e: [1] })).toEqual({
      b: { d: 3 },
    });
    expect(mergePatch({ a: 1 }, { a: 1 })).toBeUndefined();
  });

  it("makes of the old meta the new one, whatever they are", () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer(), { maxLength: 2 }));
    const key = fc.constantFrom("a", "b", "c");
    const meta = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { noNullPrototype: true })), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(meta, meta, (before, after) => {
        expect(merged(before, mergePatch(before, after) ?? {})).toEqual(after);
      }),
    );
  });

  it("takes only a JSON object", () => {
    expect(parseMeta('{"a":1}')).toEqual({ ok: true, meta: { a: 1 } });
    expect(parseMeta("[1]").ok).toBe(false);
    expect(parseMeta("{").ok).toBe(false);
  });
});

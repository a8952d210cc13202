import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, defineView, flag, oneOf, optionalId, someOf, text } from "./view-codec";

const codec = defineView({
  status: oneOf(["all", "pending", "failed"], "all"),
  q: text,
  bet: optionalId,
  moved: flag,
  from: day,
  types: someOf(["a", "b"]),
});

type View = typeof codec.defaults;

const views: fc.Arbitrary<View> = fc.record({
  status: fc.constantFrom("all", "pending", "failed"),
  q: fc.string({ unit: "grapheme" }),
  bet: fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { nil: undefined }),
  moved: fc.boolean(),
  from: fc.constantFrom("", "2026-03-01"),
  types: fc.subarray<"a" | "b">(["a", "b"]),
});

describe("a view codec", () => {
  it("restores every view from its URL", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(codec.parse(codec.format(view))).toEqual(view);
      }),
    );
  });

  it("gives a whole view for any URL whatever", () => {
    fc.assert(
      fc.property(fc.string(), (search) => {
        const view = codec.parse(search);
        expect(codec.parse(codec.format(view))).toEqual(view);
      }),
    );
  });

  it("writes nothing for the defaults and takes them for nonsense", () => {
    expect(codec.format(codec.defaults)).toBe("");
    expect(codec.parse("?status=lost&bet=-3&from=2026-99-99&moved=yes&types=z")).toEqual(codec.defaults);
  });
});

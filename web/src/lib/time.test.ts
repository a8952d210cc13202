import { describe, expect, it } from "vitest";
import {
  countdown,
  dayAfter,
  formatAge,
  formatClock,
  formatDuration,
  formatIsoTitle,
  formatMillis,
  formatMoment,
  instantOf,
  parseInstant,
} from "./time";

const noon = Date.UTC(2026, 2, 1, 12, 3, 11, 120);

describe("time", () => {
  it("reads RFC 3339 and nothing else", () => {
    expect(parseInstant("2026-03-01T12:03:11.120Z")).toBe(noon);
    expect(parseInstant("2026-03-01 14:03:11.12+02:00")).toBe(noon);
    for (const text of ["2026-03-01", "2026-03-01T12:03:11", "12:03", "", 5, undefined, "2026-13-01T00:00:00Z"]) {
      expect(parseInstant(text)).toBeUndefined();
    }
  });

  it("writes a clock, and the day only where it is another one", () => {
    expect(formatClock(noon, "utc")).toBe("12:03:11");
    expect(formatMoment(noon, noon + 1000, "utc")).toBe("12:03:11");
    expect(formatMoment(noon, noon + 86_400_000, "utc")).toBe("2026-03-01 12:03:11");
    expect(formatIsoTitle(noon)).toContain("2026-03-01T12:03:11.120Z");
  });

  it.each([
    [400, "0.4 s"],
    [9_999, "9.9 s"],
    [12_700, "12 s"],
    [61_000, "1 min"],
    [7_200_000, "2 h"],
    [-5, "0.0 s"],
  ])("calls an age of %i ms %s", (age, text) => {
    expect(formatAge(age)).toBe(text);
  });

  it("counts down to the start and up from it", () => {
    expect(countdown(noon + 102_000, noon)).toEqual({ text: "T\u221201:42", urgency: "soon" });
    expect(countdown(noon - 12_000, noon)).toEqual({ text: "+00:12", urgency: "past" });
    expect(countdown(noon + 1, noon)).toEqual({ text: "T\u221200:01", urgency: "last" });
    expect(countdown(noon + 59_000, noon).urgency).toBe("close");
    expect(countdown(noon + 301_000, noon).urgency).toBe("calm");
    const early = { soonMs: 600_000, closeMs: 120_000 };
    expect(countdown(noon + 301_000, noon, early).urgency).toBe("soon");
    expect(countdown(noon + 119_000, noon, early).urgency).toBe("close");
    expect(formatDuration(3_723_000)).toBe("1:02:03");
  });

  it("finds the instant of a wall clock, and none for a day that does not exist", () => {
    expect(instantOf("2026-03-01T12:03", "utc")).toBe(Date.UTC(2026, 2, 1, 12, 3));
    expect(instantOf("2026-03-01", "utc")).toBe(Date.UTC(2026, 2, 1));
    for (const text of ["2026-02-31", "2026-3-1", "", "noon"]) expect(instantOf(text, "utc")).toBeUndefined();
    expect(dayAfter("2026-02-28", "utc")).toBe(Date.UTC(2026, 2, 1));
  });

  it("writes milliseconds where events are told apart by them", () => {
    expect(formatMillis(noon, noon, "utc")).toBe("12:03:11.120");
  });
});

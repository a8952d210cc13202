import { describe, expect, it } from "vitest";
import { tabTitle } from "./attention";

describe("the title of the tab", () => {
  it("says what matters before it is cut off", () => {
    const title = { stale: true, pending: 3, start: "T−01:42", letters: "B3", title: "TRIFECTA R5" };
    expect(tabTitle(title)).toBe("! (3) T−01:42 [B3] TRIFECTA R5 - BetStream");
  });

  it("is the product's name where there is nothing to say", () => {
    const title = { stale: false, pending: 0, start: undefined, letters: undefined, title: "" };
    expect(tabTitle(title)).toBe("BetStream");
  });
});

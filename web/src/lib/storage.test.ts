// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { dropStored, readStored, writeStored } from "./storage";

const asNumber = (found: unknown): number | undefined => (typeof found === "number" ? found : undefined);

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe("the storage", () => {
  it("gives back what was kept, and only in the wanted shape", () => {
    expect(writeStored("local", "n", 5)).toBe(true);
    expect(readStored("local", "n", asNumber)).toBe(5);
    localStorage.setItem("n", "{damaged");
    expect(readStored("local", "n", asNumber)).toBeUndefined();
    dropStored("local", "n");
    expect(localStorage.getItem("n")).toBeNull();
  });

  it("says so when the browser keeps nothing", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => null,
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    expect(writeStored("local", "n", 5)).toBe(false);
    expect(readStored("local", "n", asNumber)).toBeUndefined();
  });
});

// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { copyText, manualCopy } from "./clipboard";

afterEach(() => {
  vi.unstubAllGlobals();
  manualCopy.set(undefined);
});

function aBrowser({ secure, selection }: { secure: "writes" | "refuses" | "absent"; selection: boolean }): void {
  const writeText = secure === "writes" ? async () => undefined : async () => Promise.reject(new Error("refused"));
  vi.stubGlobal("navigator", secure === "absent" ? {} : { clipboard: { writeText } });
  document.execCommand = () => selection;
}

describe("copying", () => {
  it.each([
    [{ secure: "writes", selection: false }, "copied"],
    [{ secure: "absent", selection: true }, "copied"],
    [{ secure: "refuses", selection: true }, "copied"],
    [{ secure: "refuses", selection: false }, "by-hand"],
  ] as const)("with %j is %s", async (browser, outcome) => {
    aBrowser(browser);

    expect(await copyText("1/2/3")).toBe(outcome);

    expect(manualCopy.get()).toBe(outcome === "by-hand" ? "1/2/3" : undefined);
    expect(document.querySelector("textarea")).toBeNull();
  });

  it("gives the focus back", async () => {
    aBrowser({ secure: "absent", selection: true });
    document.body.innerHTML = "<button>row</button>";
    const row = document.querySelector("button");
    row?.focus();

    await copyText("1/2/3");

    expect(document.activeElement).toBe(row);
  });
});

import { describe, expect, it } from "vitest";
import type { Command } from "@/lib/commands";
import type { KeyBinding } from "@/lib/keyboard";
import { groupCommands, matchesCommand } from "./palette-model";

const run = (): void => undefined;
const command = (id: string, group: string): Command => ({ id, label: id, group, run });
const binding = (id: string, patch: Partial<KeyBinding> = {}): KeyBinding => ({
  id,
  keys: ["X"],
  label: id,
  group: "Everywhere",
  scope: "global",
  run,
  ...patch,
});

describe("the palette", () => {
  it("offers nothing that would act on what it hides", () => {
    const groups = groupCommands(
      [command("account 1", "Accounts")],
      [binding("theme"), binding("mark", { scope: "grid" }), binding("submit", { mutates: true }), binding("theme")],
      () => "T",
    );

    expect(groups.map(({ name, items }) => [name, items.map(({ id, hint }) => [id, hint])])).toEqual([
      ["Accounts", [["account 1", undefined]]],
      ["Everywhere", [["theme", "T"]]],
    ]);
  });

  it("finds by parts of words in any order", () => {
    const trifecta = { ...command("TRIFECTA R5", "Batches"), keywords: "Bet365 Ana #812" };
    expect(["tri r5", "812 ana", "", "batch"].map((query) => matchesCommand(trifecta, query))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(matchesCommand(trifecta, "exacta")).toBe(false);
  });
});

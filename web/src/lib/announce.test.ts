import { describe, expect, it } from "vitest";
import { createAnnouncer } from "./announce";

function anAnnouncer() {
  const said: string[] = [];
  const timers: (() => void)[] = [];
  const announcer = createAnnouncer((run) => timers.push(run));
  announcer.connect((voice, text) => said.push(`${voice}: ${text}`));
  return { announcer, said, pass: () => timers.shift()?.() };
}

describe("the announcer", () => {
  it("says the first news at once and the next together", () => {
    const { announcer, said, pass } = anAnnouncer();

    for (const sentence of ["#1 successful.", "#2 failed.", "#3 failed."]) announcer.polite(sentence);
    pass();

    expect(said).toEqual(["polite: #1 successful.", "polite: #2 failed. #3 failed."]);
  });

  it("counts a flood", () => {
    const { announcer, said, pass } = anAnnouncer();

    for (let bet = 0; bet <= 6; bet += 1) announcer.polite(`#${bet}.`);
    pass();

    expect(said.at(-1)).toBe("polite: 6 changes. Last: #6.");
  });

  it("rests when there is no news, and does not hold urgent news back", () => {
    const { announcer, said, pass } = anAnnouncer();

    announcer.polite("a.");
    pass();
    announcer.polite("b.");
    announcer.urgent("Connection lost.");

    expect(said).toEqual(["polite: a.", "polite: b.", "urgent: Connection lost."]);
  });
});

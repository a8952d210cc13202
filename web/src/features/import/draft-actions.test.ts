import { beforeEach, describe, expect, it } from "vitest";
import { bodyOf } from "./body";
import { draft, emptyDraft } from "./draft";
import {
  changeMapping,
  changeOptions,
  changeRules,
  discard,
  editCell,
  goTo,
  list,
  takeServerProblems,
  takeText,
  whyNotYet,
} from "./draft-actions";

const now = () => draft.get();
const checked = () => now().checked ?? expect.fail("the rows were not checked");
const sheet = "id;sel;amt;fee\n1;1/2;10,50;1\n2;4/4;1O;1\n2;1/3;5;1";

beforeEach(() => draft.set(emptyDraft));

describe("a draft", () => {
  it("goes on by itself when a source was read, with everything guessed", async () => {
    await takeText(sheet, "bets.csv");
    expect(now().step).toBe("map");
    expect(now().mapping).toMatchObject({ id: 0, selection: 1, stake: 2, cost: 3 });
    expect(now().guess.decimal).toBe(",");
    await goTo("check");
    expect(checked().bad).toEqual([1, 2]);
    expect(now().listed).toEqual({ only: "bad", places: [1, 2] });
  });

  it("stays where it is when nothing can be made of the source, and says why", async () => {
    await takeText("[1]", "bets.json");
    expect(now().step).toBe("source");
    expect(whyNotYet("map", now())).toBe("Bet 1 is not an object.");
    await takeText("  ", "nothing");
    expect(now().refused).toBe("There is no text in it.");
  });

  it("keeps a corrected row in the list, and the correction under another mapping", async () => {
    await takeText(sheet, "bets.csv");
    await goTo("check");
    editCell(1, "selection", "4/5");
    editCell(1, "stake", "10");
    editCell(2, "id", "3");
    expect(checked().bad).toEqual([]);
    expect(now().listed.places).toEqual([1, 2]);
    changeMapping("note", 0);
    await goTo("check");
    expect(checked().bad).toEqual([]);
    expect(checked().rows[1]?.cells).toMatchObject({ selection: "4/5", stake: "10", note: "2" });
    list("bad");
    expect(now().listed.places).toEqual([]);
  });

  it("cannot be checked without the columns that a bet needs", async () => {
    await takeText("a,b\nx,y", "bets.csv");
    expect(whyNotYet("check", now())).toBe("Choose the column of selection, stake, cost.");
    await goTo("check");
    expect(now().step).toBe("map");
  });

  it("takes the newest wish when another way of reading is asked for meanwhile", async () => {
    const first = takeText(sheet, "bets.csv");
    const second = changeOptions({ delimiter: "," });
    await Promise.all([first, second]);
    expect(now().table?.format).toMatchObject({ delimiter: "," });
    expect(now().busy).toBeUndefined();
  });

  it("is checked anew after a rule changed", async () => {
    await takeText("id,sel,amt,fee\n1,4/4,1,1", "bets.csv");
    await goTo("check");
    expect(checked().bad).toEqual([0]);
    changeRules({ legsRepeat: true });
    await goTo("check");
    expect(checked().bad).toEqual([]);
  });

  it("takes the server's word on the rows that were sent, and drops it with their correction", async () => {
    await takeText("id,sel,amt,fee\n1,1/2,1,1\n2,1/3,1,1", "bets.csv");
    await goTo("check");
    const sent = checked();
    takeServerProblems(sent, new Map([[1, [{ field: "selection", value: "1/3", reason: "no such runner" }]]]));
    expect(checked().bad).toEqual([1]);
    expect(bodyOf(checked(), false, now().meta).body).toBeUndefined();
    expect(bodyOf(checked(), true, now().meta).body?.batch().bets).toHaveLength(1);
    editCell(1, "selection", "1/4");
    expect(checked().bad).toEqual([]);
    takeServerProblems(sent, new Map([[0, [{ field: "id", value: "1", reason: "late" }]]]));
    expect(checked().bad).toEqual([]);
  });

  it("does not change while its batch is being created", async () => {
    await takeText(sheet, "bets.csv");
    await goTo("check");
    draft.set({ ...now(), creation: { state: "sent" } });
    const before = now();
    editCell(1, "stake", "10");
    discard();
    await goTo("map");
    expect(now()).toBe(before);
  });
});

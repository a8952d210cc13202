// How one likes to see it: heights of rows, colours of the system. Nothing is lost in any of them.
import assert from "node:assert/strict";
import { assertAccessible } from "./harness/axe.mjs";
import { openStage } from "./harness/stage.mjs";

const stage = openStage();

/** Bets of every status; two are pending. */
async function aBatchOfAll(desk) {
  const account = await desk.account();
  const batch = await desk.batch(account, 4);
  await desk.mark(batch, batch.bets[0], "successful");
  await desk.mark(batch, batch.bets[1], "failed");
  return batch;
}

const cut = (row) => {
  const { top, bottom } = row.getBoundingClientRect();
  const parts = [...row.querySelectorAll("*")].filter((each) => each.textContent !== "" && each.checkVisibility());
  return parts
    .filter(
      (each) => each.getBoundingClientRect().top < top - 0.5 || each.getBoundingClientRect().bottom > bottom + 0.5,
    )
    .map((each) => each.textContent);
};

for (const [density, height] of Object.entries({ compact: 28, normal: 34, roomy: 44 })) {
  stage.test(`rows are ${density}, and hold what they show`, async ({ desk, operator }) => {
    const batch = await aBatchOfAll(desk);
    const ana = await operator("Ana", { settings: { density } });
    await ana.operate(batch);
    for (const bet of batch.bets) {
      assert.equal(Math.round((await ana.row(bet).boundingBox()).height), height);
      assert.deepEqual(await ana.row(bet).evaluate(cut), []);
    }
    await assertAccessible(ana.page);
  });
}

stage.test(
  "with the colours of the system, what is chosen and where one is can be seen",
  async ({ desk, operator }) => {
    const batch = await aBatchOfAll(desk);
    const ana = await operator("Ana", { forcedColors: "active" });
    await ana.operate(batch);
    for (const [bet, word] of [
      [batch.bets[0], "Successful"],
      [batch.bets[1], "Failed"],
      [batch.bets[2], "Pending"],
    ]) {
      assert.ok((await ana.row(bet).textContent()).includes(word), word);
    }
    const outline = (locator) => locator.evaluate((element) => getComputedStyle(element).outlineStyle);
    const [third, fourth] = [ana.row(batch.bets[2]), ana.row(batch.bets[3])];
    await ana.focusRow(batch.bets[2]);
    await ana.press("Space", "ArrowDown");
    assert.equal(await third.getAttribute("aria-selected"), "true");
    assert.equal(await outline(third), "solid", "what is selected");
    assert.equal(await outline(fourth), "solid", "where one is");
    await assertAccessible(ana.page, { except: ["color-contrast"] }); // the colours are the system's
    // A surface of its own colour is gone then: only a border makes a button of a word.
    const bare = (all) =>
      all.filter((each) => getComputedStyle(each).borderTopWidth === "0px").map((each) => each.textContent);
    assert.deepEqual(await ana.page.locator("main button:not([role='columnheader'] *)").evaluateAll(bare), []);
  },
);

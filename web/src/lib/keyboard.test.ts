// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { createKeyDispatcher, type KeyBinding, type KeyPress, strokeOf } from "./keyboard";

function aPress(key: string, patch: Partial<KeyPress> = {}): KeyPress & { prevented: boolean } {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    defaultPrevented: false,
    target: document.body,
    prevented: false,
    preventDefault() {
      this.prevented = true;
    },
    ...patch,
  };
}

let now = 0;
let done: string[] = [];
const bind = (id: string, keys: readonly string[], patch: Partial<KeyBinding> = {}): KeyBinding => ({
  id,
  keys,
  label: id,
  group: "test",
  scope: "global",
  run: () => done.push(id),
  ...patch,
});

beforeEach(() => {
  now = 0;
  done = [];
  document.body.innerHTML = `<div data-key-region="page"><div data-key-region="grid"><input id="box" type="checkbox" /></div>
    <input id="text" /></div><div role="dialog"><button id="button" data-key-region="review"></button></div>`;
});

describe("the key dispatcher", () => {
  it("acts only where the focus is in the binding's region", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("mark", ["S"], { scope: "grid" })]);

    expect(keys.handle(aPress("s"))).toBe(false);
    expect(keys.handle(aPress("s", { target: document.querySelector("#box") }))).toBe(true);

    expect(done).toEqual(["mark"]);
  });

  it("prefers the nearest region, then the newest binding", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("search the rows", ["/"], { scope: "grid" })]);
    keys.register([bind("find", ["/"]), bind("find on the page", ["/"], { scope: "page" })]);
    const target = document.querySelector("#box");

    keys.handle(aPress("/", { target }));
    keys.handle(aPress("/"));

    expect(done).toEqual(["search the rows", "find"]);
  });

  it("leaves Enter and Space to the control that has the focus", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("details", ["Enter"], { scope: "grid" }), bind("choose", ["Space"], { scope: "grid" })]);
    const target = document.querySelector("#box");

    expect(keys.handle(aPress("Enter", { target }))).toBe(false);
    expect(keys.handle(aPress(" ", { target }))).toBe(false);
    expect(keys.handle(aPress("Enter", { target: document.querySelector("[data-key-region=grid]") }))).toBe(true);

    expect(done).toEqual(["details"]);
  });

  it("leaves typing alone, but for chords that say so", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("theme", ["T"]), bind("palette", ["Ctrl+K"], { inInputs: true })]);
    const target = document.querySelector("#text");

    keys.handle(aPress("t", { target }));
    keys.handle(aPress("t", { isComposing: true }));
    keys.handle(aPress("k", { target, ctrlKey: true }));

    expect(done).toEqual(["palette"]);
  });

  it("changes nothing for a key that is held down, nor just after content was swapped", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("mark", ["S"], { mutates: true }), bind("move", ["J"])]);

    keys.handle(aPress("s", { repeat: true }));
    keys.handle(aPress("j", { repeat: true }));
    keys.settle();
    now = 399;
    const early = aPress("s");
    keys.handle(early);
    now = 400;
    keys.handle(aPress("s"));

    expect(done).toEqual(["move", "mark"]);
    expect(early.prevented).toBe(true);
  });

  it("knows sequences, for a second", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("history", ["G H"]), bind("help", ["H"])]);

    keys.handle(aPress("g"));
    keys.handle(aPress("h"));
    keys.handle(aPress("g"));
    now = 1001;
    keys.handle(aPress("h"));

    expect(done).toEqual(["history", "help"]);
  });

  it("counts the pause within a sequence as the operator made it, however late the page hears of it", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("history", ["G H"])]);

    keys.handle(aPress("g", { timeStamp: 100 }));
    now = 5000;
    keys.handle(aPress("h", { timeStamp: 300 }));
    keys.handle(aPress("g", { timeStamp: 5000 }));
    keys.handle(aPress("h", { timeStamp: 6001 }));

    expect(done).toEqual(["history"]);
  });

  it("takes the operator's own keys, and can be switched off but for chords", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("mark", ["S"]), bind("theme", ["T"]), bind("submit", ["Ctrl+Enter"])]);
    keys.configure({ enabled: true, map: { mark: "W", theme: "" } });

    for (const key of ["s", "w", "t"]) keys.handle(aPress(key));
    expect([keys.keyOf("mark"), keys.keyOf("theme")]).toEqual(["W", undefined]);
    keys.configure({ enabled: false, map: {} });
    keys.handle(aPress("s"));
    keys.handle(aPress("Enter", { ctrlKey: true }));

    expect(done).toEqual(["mark", "submit"]);
  });

  it("lets no key of the page through a dialog, nor while one is opening", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("theme", ["T"]), bind("confirm", ["Y"], { scope: "review" })]);
    const target = document.querySelector("#button");

    keys.handle(aPress("t", { target }));
    keys.handle(aPress("y", { target }));
    keys.pause(true);
    keys.handle(aPress("t"));
    keys.pause(false);
    keys.handle(aPress("t"));

    expect(done).toEqual(["confirm", "theme"]);
  });

  it("lets the newest binding win until it is gone", () => {
    const keys = createKeyDispatcher(() => now);
    keys.register([bind("old", ["Escape"])]);
    const leave = keys.register([bind("new", ["Escape"])]);

    keys.handle(aPress("Escape"));
    leave();
    keys.handle(aPress("Escape"));

    expect(done).toEqual(["new", "old"]);
  });

  it.each([
    [aPress("Z", { shiftKey: true }), "Shift+Z"],
    [aPress("?", { shiftKey: true }), "?"],
    [aPress(" "), "Space"],
    [aPress("ArrowUp", { shiftKey: true }), "Shift+ArrowUp"],
    [aPress("k", { metaKey: true }), "Ctrl+K"],
    [aPress("[", { ctrlKey: true, altKey: true, getModifierState: () => true }), "["],
    [aPress("Shift", { shiftKey: true }), undefined],
  ])("names %#", (press, name) => {
    expect(strokeOf(press)).toBe(name);
  });
});

// One key dispatcher for the page. Bindings belong to a scope: "global", or a region of the page (an element with
// data-key-region) that has to hold the focus, so that a key only ever acts on what the operator looks at.
// Keys are ignored in inputs, while an input method composes, when held down (for bindings that change something),
// and for a moment after content was swapped under the operator's fingers.

export interface KeyBinding {
  /** Stable name, the key of the operator's own key map: `bet.mark-successful`. */
  id: string;
  /** Defaults such as `S`, `Shift+Z`, `Ctrl+Enter`, `?`, or a sequence `G H`. The first is the one shown. */
  keys: readonly string[];
  label: string;
  /** The heading it is listed under in the cheat sheet. */
  group: string;
  /** `global`, or the name of a region. */
  scope: string;
  /** It changes something: never on a held key, never within the settle guard, never from the palette. */
  mutates?: boolean;
  /** It also works while typing; only for chords such as Ctrl+K. */
  inInputs?: boolean;
  run: () => void;
}

export interface KeySettings {
  /** False turns all single keys off; chords with Ctrl stay. */
  enabled: boolean;
  /** The operator's own keys, by binding id. */
  map: Readonly<Record<string, string>>;
}

/** What the dispatcher reads of a KeyboardEvent. */
export interface KeyPress {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
  isComposing: boolean;
  defaultPrevented: boolean;
  target: EventTarget | null;
  /** When it was pressed: a page that is busy hears of it later. */
  timeStamp?: number;
  preventDefault(): void;
  getModifierState?(key: string): boolean;
}

export interface KeyDispatcher {
  /** Returns how to take them away again. Of the same key the nearest region wins, then the newest binding. */
  register(bindings: readonly KeyBinding[]): () => void;
  handle(event: KeyPress): boolean;
  configure(settings: KeySettings): void;
  /** A window of the page is opening or open: no key acts on what lies under it. */
  pause(paused: boolean): void;
  /** Content was swapped: ignore keys that change something for a while. */
  settle(milliseconds?: number): void;
  /** When the last settle guard ends or ended, on the dispatcher's clock; 0 before the first. */
  settlesAt(): number;
  /** True while a mutating click has to be ignored as well. */
  isSettling(): boolean;
  bindings(): readonly KeyBinding[];
  /** The key as it is shown, after remapping: `Ctrl+Enter`. */
  keyOf(id: string): string | undefined;
  subscribe(listener: () => void): () => void;
}

export const settleGuard = 400;
const sequencePause = 1000;

export function createKeyDispatcher(now: () => number = () => performance.now()): KeyDispatcher {
  let bindings: readonly KeyBinding[] = [];
  let settings: KeySettings = { enabled: true, map: {} };
  let settledAt = 0;
  let paused = false;
  let pending: { stroke: string; until: number } | undefined;
  const listeners = new Set<() => void>();

  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const keysOf = (binding: KeyBinding): readonly string[] => {
    const own = settings.map[binding.id];
    return own === undefined ? binding.keys : own === "" ? [] : [own];
  };
  const reachable = (binding: KeyBinding, event: KeyPress): boolean => {
    if (isTyping(event.target) && binding.inInputs !== true) return false;
    return binding.scope === "global" ? !isInPopup(event.target) : regionsOf(event.target).includes(binding.scope);
  };
  const find = (stroke: string, event: KeyPress): KeyBinding | undefined => {
    const found = bindings.filter((binding) => keysOf(binding).includes(stroke) && reachable(binding, event));
    const regions = regionsOf(event.target);
    // The nearest region wins: what the operator is in means more than what is around it.
    const nearest = regions.find((region) => found.some((binding) => binding.scope === region)) ?? "global";
    return found.findLast((binding) => binding.scope === nearest);
  };
  const opensSequence = (stroke: string, event: KeyPress): boolean =>
    bindings.some(
      (binding) => reachable(binding, event) && keysOf(binding).some((key) => key.startsWith(`${stroke} `)),
    );

  function handle(event: KeyPress): boolean {
    const stroke = strokeOf(event);
    if (stroke === undefined || event.defaultPrevented || paused) return false;
    if (!settings.enabled && isSingleKey(stroke)) return false;
    if (pressesControl(stroke, event.target)) return false;
    const pressedAt = event.timeStamp ?? now();
    const prefix = pending !== undefined && pending.until >= pressedAt ? `${pending.stroke} ` : "";
    pending = undefined;
    const binding = (prefix === "" ? undefined : find(prefix + stroke, event)) ?? find(stroke, event);
    if (binding === undefined) {
      if (!opensSequence(stroke, event)) return false;
      pending = { stroke, until: pressedAt + sequencePause };
      event.preventDefault();
      return true;
    }
    event.preventDefault();
    if (binding.mutates === true && (event.repeat || now() < settledAt)) return true;
    binding.run();
    return true;
  }

  return {
    handle,
    register(added) {
      bindings = [...bindings, ...added];
      changed();
      return () => {
        bindings = bindings.filter((binding) => !added.includes(binding));
        changed();
      };
    },
    configure(next) {
      settings = next;
      changed();
    },
    pause(next) {
      paused = next;
      pending = undefined;
    },
    settle(milliseconds = settleGuard) {
      settledAt = now() + milliseconds;
      changed();
    },
    settlesAt: () => settledAt,
    isSettling: () => now() < settledAt,
    bindings: () => bindings,
    keyOf(id) {
      const binding = bindings.findLast((candidate) => candidate.id === id);
      return binding === undefined ? undefined : keysOf(binding)[0];
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The page's own. */
export const keys: KeyDispatcher = createKeyDispatcher();

/** `S`, `Shift+Z`, `Ctrl+Enter`, `?`; undefined for a lone modifier and while an input method composes. */
export function strokeOf(event: KeyPress): string | undefined {
  if (event.isComposing || event.key === "Process" || event.key === "Dead") return undefined;
  if (["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock"].includes(event.key)) return undefined;
  // AltGr arrives as Ctrl+Alt on some systems, but writes a character.
  const writes = event.getModifierState?.("AltGraph") === true;
  const name = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // A shifted symbol already says so by itself: "?" and not "Shift+?".
  const saysShift = event.shiftKey && (event.key.length > 1 || name !== event.key.toLowerCase() || event.key === " ");
  const parts = [
    (event.ctrlKey || event.metaKey) && !writes ? "Ctrl" : "",
    event.altKey && !writes ? "Alt" : "",
    saysShift ? "Shift" : "",
    name,
  ];
  return parts.filter((part) => part !== "").join("+");
}

function isSingleKey(stroke: string): boolean {
  return /^(Shift\+)?.$/u.test(stroke);
}

const typingInputs = /^(?!checkbox|radio|button|submit|reset|range|color|file|image).*$/;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return typingInputs.test(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Enter and Space belong to the button, link or box that has the focus. */
function pressesControl(stroke: string, target: EventTarget | null): boolean {
  if (stroke !== "Enter" && stroke !== "Space") return false;
  return target instanceof Element && target.matches("button, a[href], summary, input, [role=menuitem], [role=option]");
}

/** A dialog, a menu: what has the focus for itself. Its own regions work within it, the page's keys do not. */
function isInPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

function regionsOf(target: EventTarget | null): readonly string[] {
  const regions: string[] = [];
  let element = target instanceof Element ? target.closest<HTMLElement>("[data-key-region]") : null;
  while (element !== null) {
    regions.push(element.dataset["keyRegion"] ?? "");
    element = element.parentElement?.closest<HTMLElement>("[data-key-region]") ?? null;
  }
  return regions;
}

/** For `aria-keyshortcuts`: `Control+Enter`. A sequence has no such form. */
export function ariaKeys(key: string | undefined): string | undefined {
  return key === undefined || key.includes(" ") ? undefined : key.replace("Ctrl", "Control");
}

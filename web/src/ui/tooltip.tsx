// One tooltip for the page. Anything with `data-tip` has one: on hover after a moment, on keyboard focus at once; Esc hides
// it. It repeats what `aria-label` or `aria-describedby` say already, so it is hidden from screen readers. One listener
// for the page in place of a component around every button of ten thousand rows.

import { useEffect, useRef, useState } from "react";

interface Tip {
  text: string;
  target: Element;
}
const hoverDelay = 400;

export function TooltipLayer() {
  const [tip, setTip] = useState<Tip>();
  useEffect(() => watchTips(setTip), []);
  return tip === undefined ? null : <Bubble key={tip.text} tip={tip} />;
}

function Bubble({ tip }: { tip: Tip }) {
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = bubble.current;
    if (element === null) return;
    const target = tip.target.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const below = target.bottom + 6 + height < globalThis.innerHeight;
    const left = target.left + target.width / 2 - width / 2;
    element.style.top = `${below ? target.bottom + 6 : target.top - height - 6}px`;
    element.style.left = `${Math.max(8, Math.min(left, globalThis.innerWidth - width - 8))}px`;
    element.style.visibility = "visible";
  }, [tip]);
  return (
    <div
      ref={bubble}
      aria-hidden="true"
      className="pointer-events-none invisible fixed top-0 left-0 z-20 max-w-72 rounded border border-edge bg-bg px-2 py-1 text-xs text-text shadow-float"
    >
      {tip.text}
    </div>
  );
}

function tipOf(target: EventTarget | null): Tip | undefined {
  const found = target instanceof Element ? target.closest("[data-tip]") : null;
  const text = found?.getAttribute("data-tip") ?? "";
  return found === null || text === "" ? undefined : { text, target: found };
}

function watchTips(show: (tip: Tip | undefined) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    show(undefined);
  };
  const listeners: readonly [string, (event: Event) => void][] = [
    [
      "pointerover",
      (event) => {
        hide();
        const tip = tipOf(event.target);
        if (tip !== undefined) timer = setTimeout(() => tip.target.isConnected && show(tip), hoverDelay);
      },
    ],
    [
      "focusin",
      (event) => {
        hide();
        if (event.target instanceof Element && event.target.matches(":focus-visible")) show(tipOf(event.target));
      },
    ],
    ["focusout", hide],
    ["pointerdown", hide],
    ["keydown", hide],
    ["scroll", hide],
  ];
  for (const [name, listener] of listeners) document.addEventListener(name, listener, { capture: true, passive: true });
  return () => {
    hide();
    for (const [name, listener] of listeners) document.removeEventListener(name, listener, { capture: true });
  };
}

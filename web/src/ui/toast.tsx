// Passing notes in the corner: never the only copy of a failure, never the only way to undo, and nothing to press.

import { announcer } from "@/lib/announce";
import { observable } from "@/lib/observable";
import { useObservable } from "@/lib/use-observable";
import { type Glyph, StatusGlyph } from "./status-glyph";

interface Toast {
  id: number;
  text: string;
  glyph: Glyph | undefined;
}
const shownFor = 5000;
const toastsMax = 3;
const toasts = observable<readonly Toast[]>([]);
let lastId = 0;

/** Shown for a few seconds and spoken politely. */
export function showToast(text: string, glyph?: Glyph): void {
  lastId += 1;
  const id = lastId;
  toasts.set([...toasts.get(), { id, text, glyph }].slice(-toastsMax));
  announcer.polite(text);
  setTimeout(() => toasts.set(toasts.get().filter((toast) => toast.id !== id)), shownFor);
}

/** Rendered once, by the shell. What it shows is spoken by the live region. */
export function ToastLayer() {
  const shown = useObservable(toasts);
  return (
    <div aria-hidden="true" className="pointer-events-none fixed right-4 bottom-16 z-20 flex flex-col items-end gap-2">
      {shown.map(({ id, text, glyph }) => (
        <p
          key={id}
          className="flex max-w-80 items-center gap-2 rounded border border-edge bg-panel px-3 py-2 shadow-float"
        >
          {glyph !== undefined && <StatusGlyph glyph={glyph} word="" bare />}
          {text}
        </p>
      ))}
    </div>
  );
}

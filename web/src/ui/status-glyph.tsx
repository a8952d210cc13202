import type { ReactNode } from "react";
import { cx } from "./cx";

/** Shapes that differ without colour: ring, half ring, filled disc + check, square + cross, triangle + ?, dotted ring. */
export type Glyph = "ring" | "half" | "check" | "cross" | "question" | "saving";

const shapes: Readonly<Record<Glyph, ReactNode>> = {
  ring: <circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 2.3a5.7 5.7 0 0 1 0 11.4z" fill="currentColor" />
    </>
  ),
  check: (
    <path
      fillRule="evenodd"
      fill="currentColor"
      d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm3.3 3.9L6.9 9.4 4.8 7.3 3.6 8.5l3.3 3.4 5.6-5.7z"
    />
  ),
  cross: (
    <path
      fillRule="evenodd"
      fill="currentColor"
      d="M3.5 1.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zm1.2 4.4L6.8 8l-2.1 2.1 1.2 1.2L8 9.2l2.1 2.1 1.2-1.2L9.2 8l2.1-2.1-1.2-1.2L8 6.8 5.9 4.7z"
    />
  ),
  question: (
    <>
      <path d="M8 1.9l6.4 11.6H1.6z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      <path
        d="M6.7 7.4a1.35 1.35 0 1 1 1.9 1.3c-.4.2-.6.4-.6.9M8 11.4v.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
      />
    </>
  ),
  saving: (
    <circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="1.6 2.0" />
  ),
};
const colours: Readonly<Record<Glyph, string>> = {
  ring: "text-pending",
  half: "text-placing",
  check: "text-successful",
  cross: "text-failed",
  question: "text-unknown",
  saving: "text-placing",
};

/** A shape in its colour, with its word. `bare` leaves the word out where one stands beside it anyway. */
export function StatusGlyph({ glyph, word, bare = false }: { glyph: Glyph; word: string; bare?: boolean }) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 align-middle text-xs font-medium whitespace-nowrap",
        colours[glyph],
      )}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3.5 shrink-0">
        {shapes[glyph]}
      </svg>
      {!bare && word}
    </span>
  );
}

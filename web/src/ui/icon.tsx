import { cx } from "./cx";

const paths = {
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  close: "M4 4l8 8M12 4l-8 8",
  chevron: "M4.5 6.5L8 10l3.5-3.5",
  right: "M6 4l4 4-4 4",
  left: "M10 4L6 8l4 4",
  search: "M7 2.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4M10.2 10.2l3.3 3.3",
  sound: "M3 6v4h2.5L9 13V3L5.5 6zM11 5.5a3.5 3.5 0 0 1 0 5M12.8 3.8a6 6 0 0 1 0 8.4",
  mute: "M3 6v4h2.5L9 13V3L5.5 6zM11 6l3.5 4M14.5 6L11 10",
  copy: "M5.5 5.5h7v7h-7zM3.5 10.5v-7h7",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.8.8M11.8 11.8l.8.8M3.4 12.6l.8-.8M11.8 4.2l.8-.8",
  ascending: "M8 12.5v-9M4.5 7L8 3.5 11.5 7",
  descending: "M8 3.5v9M4.5 9L8 12.5 11.5 9",
  operate: "M2.5 4l1.2 1.2L6 3M8.5 4h5M2.5 8.5l1.2 1.2L6 7.5M8.5 8.5h5M3 13h2.5M8.5 13h5",
  activity: "M1.5 8.5h3l2-5 3 9 2-4h3",
  history: "M8 4.5V8l2.5 1.5M2.5 8a5.5 5.5 0 1 0 1.6-3.9L2.5 5.5V2.5",
  import: "M8 2.5v7M5 7l3 3 3-3M2.5 11v2.5h11V11",
  statistics: "M3 13.5V9M8 13.5V3M13 13.5V6.5",
  audit: "M4 2.5h8v11H4zM6 5.5h4M6 8h4M6 10.5h2",
  reconcile: "M2.5 8.5l3.5 3.5 7.5-8",
  accounts: "M8 3a2.4 2.4 0 1 1 0 4.8A2.4 2.4 0 0 1 8 3M3 13.5c.4-2.6 2.2-4 5-4s4.6 1.4 5 4",
  settings: "M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3",
} as const;

export type IconName = keyof typeof paths;

/** Line icons of 16 px in the colour of the text. They never stand alone: the word is beside them, or in `aria-label`. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={cx("size-4 shrink-0", className)}>
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === "more" ? 2.4 : 1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

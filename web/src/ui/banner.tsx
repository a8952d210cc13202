import type { ReactNode } from "react";
import { cx } from "./cx";

const tones = {
  info: "border-edge bg-panel",
  warn: "border-unknown bg-unknown-tint",
  bad: "border-failed bg-failed-tint",
  off: "border-control bg-hover",
} as const;

export interface BannerProps {
  tone: keyof typeof tones;
  /** The one sentence that matters. */
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

/** One line over the content, for what concerns all of it. It is spoken through the live region, not by itself. */
export function Banner({ tone, title, children, actions }: BannerProps) {
  return (
    <div className={cx("flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-1", tones[tone])}>
      <p className="font-semibold">{title}</p>
      {children !== undefined && <p className="text-dim md:ml-auto">{children}</p>}
      {actions !== undefined && (
        <div className={cx("flex gap-2", children === undefined && "md:ml-auto")}>{actions}</div>
      )}
    </div>
  );
}

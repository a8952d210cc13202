import type { ReactNode } from "react";
import { cx } from "@/ui/cx";
import { SettleHairline } from "@/ui/settle-hairline";

export interface StepFrameProps {
  title: ReactNode;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
  /** The bar at the bottom: back at the left, onwards at the right. */
  footer: ReactNode;
  /** The content scrolls by itself. */
  fixed?: boolean;
}

/** One step: a heading that gets the focus, the content, and the bar with the ways on. */
export function StepFrame({ title, aside, children, footer, fixed = false }: StepFrameProps) {
  return (
    <>
      <div className={cx("min-h-0 flex-1", fixed ? "flex flex-col" : "overflow-auto")}>
        <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <h2 tabIndex={-1} data-step-focus className="text-lg font-semibold outline-none">
            {title}
          </h2>
          {aside}
        </div>
        {children}
      </div>
      <footer className="relative flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-panel px-4 py-2">
        <div className="absolute inset-x-0 -top-px">
          <SettleHairline />
        </div>
        {footer}
      </footer>
    </>
  );
}

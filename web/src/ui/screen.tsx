// What every screen is framed by: its heading, and what the page around it has to know of it.

import { type ReactNode, useEffect } from "react";
import { observable } from "@/lib/observable";
import { cx } from "./cx";

/** What the browser's tab says of the screen; the shell adds the rest. */
export const screenTitle = observable("");

export interface ScreenProps {
  /** The heading, and the title of the page. */
  title: string;
  /** Beside the heading: counts, filters. */
  aside?: ReactNode;
  /** At the right: what can be done here. */
  actions?: ReactNode;
  /** Under the heading: filters. */
  toolbar?: ReactNode;
  children: ReactNode;
  /** The content scrolls by itself (a virtual list). */
  fixed?: boolean;
}

/** A heading that gets the focus when the screen is gone to, and the content under it. */
export function Screen({ title, aside, actions, toolbar, children, fixed = false }: ScreenProps) {
  useScreenTitle(title);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3">
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight">
          {title}
        </h1>
        {aside}
        {actions !== undefined && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {toolbar !== undefined && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">{toolbar}</div>
      )}
      <div className={cx("min-h-0 flex-1", fixed ? "flex flex-col" : "overflow-auto")}>{children}</div>
    </div>
  );
}

/** For screens with a heading of their own. */
export function useScreenTitle(title: string): void {
  useEffect(() => screenTitle.set(title), [title]);
}

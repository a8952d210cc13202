// Menu and MenuAt over Base UI.

import { Menu as Base } from "@base-ui/react/menu";
import { Fragment, type ReactElement, type ReactNode } from "react";
import { cx } from "./cx";
import { KeyHint } from "./kbd";

export interface MenuItem {
  id: string;
  label: ReactNode;
  /** Why it cannot be chosen now. */
  reason?: string | undefined;
  binding?: string;
  tone?: "plain" | "danger";
  /** A line above it. */
  separated?: boolean;
  run: () => void;
}

const popup =
  "min-w-48 max-w-80 rounded-md border border-edge bg-panel py-1 shadow-float outline-none max-h-[var(--available-height)] overflow-y-auto";

/** `trigger` is a button; it opens the menu. */
export function Menu({
  trigger,
  items,
  align = "start",
}: {
  trigger: ReactElement;
  items: readonly MenuItem[];
  align?: "start" | "end";
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-10 outline-none">
          <Base.Popup className={popup}>
            <Items items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuAtProps {
  /** Where the pointer was, in px of the page that is seen. */
  x: number;
  y: number;
  label: string;
  items: readonly MenuItem[];
  onClose: () => void;
  /** What gets the focus back; asked when the menu closes. */
  returnTo: () => HTMLElement | null;
}

/** The menu of the right mouse button, for parts with too many rows to wrap each: rendered while it is open. */
export function MenuAt({ x, y, label, items, onClose, returnTo }: MenuAtProps) {
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          align="start"
          collisionPadding={8}
          className="z-10 outline-none"
          anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }}
        >
          <Base.Popup aria-label={label} className={popup} finalFocus={returnTo}>
            <Items items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Items({ items }: { items: readonly MenuItem[] }) {
  return items.map(({ id, label, reason, binding, tone, separated, run }) => (
    <Fragment key={id}>
      {separated === true && <Base.Separator className="my-1 h-px bg-line" />}
      <Base.Item
        disabled={reason !== undefined}
        onClick={run}
        className={cx(
          "flex min-h-7 cursor-default items-center gap-4 px-3 py-1 outline-none data-highlighted:bg-selected pointer-coarse:min-h-11",
          reason !== undefined ? "text-faint" : tone === "danger" && "text-failed",
        )}
      >
        <span className="min-w-0 flex-1">
          {label}
          {reason !== undefined && <span className="block text-xs">{reason}</span>}
        </span>
        {binding !== undefined && <KeyHint binding={binding} />}
      </Base.Item>
    </Fragment>
  ));
}

// Menu and ContextMenu over Base UI.

import { ContextMenu as BaseContext } from "@base-ui/react/context-menu";
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

/** The same items as the keys of its region, for the right mouse button. */
export function ContextMenu({
  children,
  items,
  onOpen,
}: {
  children: ReactElement;
  items: readonly MenuItem[];
  onOpen?: () => void;
}) {
  return (
    <BaseContext.Root
      onOpenChange={(open) => {
        if (open) onOpen?.();
      }}
    >
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner className="z-10 outline-none">
          <BaseContext.Popup className={popup}>
            <Items items={items} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
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

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode, RefObject } from "react";

export interface PopoverProps {
  /** A button; with `open` it need not be given, then `anchor` says where to stand. */
  trigger?: ReactElement;
  anchor?: RefObject<Element | null>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  side?: "top" | "bottom" | "left" | "right";
  children: ReactNode;
}

/** A small question or detail beside what it is about; Esc and a click elsewhere close it. */
export function Popover({
  trigger,
  anchor,
  open,
  onOpenChange,
  title,
  initialFocus,
  side = "bottom",
  children,
}: PopoverProps) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange: (next: boolean) => onOpenChange(next) })}
    >
      {trigger !== undefined && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-10"
          {...(anchor === undefined ? {} : { anchor })}
        >
          <Base.Popup
            {...(initialFocus === undefined ? {} : { initialFocus })}
            className="max-w-[min(24rem,calc(100vw-1rem))] rounded-md border border-edge bg-panel p-4 shadow-float outline-none"
          >
            {title !== undefined && <Base.Title className="mb-2 font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

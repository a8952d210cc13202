// Dialog and Sheet over Base UI. Load what uses them lazily: together they weigh more than all other parts here.

import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "./button";
import { cx } from "./cx";
import { Icon } from "./icon";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** Beside the title, such as the age of the data. */
  aside?: ReactNode;
  children: ReactNode;
  /** The row of buttons; the safe one first. */
  actions?: ReactNode;
  width?: "narrow" | "normal" | "wide";
  /** What gets the focus when it opens; otherwise the first thing that can have it. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** False keeps it open on a click beside it: for what took work to fill in. */
  dismissible?: boolean;
}

const widths = { narrow: "md:max-w-sm", normal: "md:max-w-xl", wide: "md:max-w-3xl" } as const;
const fade = "transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";
const closeLabel = "Close";

/** In the middle of the page; on a phone the whole screen. */
export function Dialog({ width = "normal", dismissible = true, initialFocus, ...props }: DialogProps) {
  return (
    <Base.Root
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      disablePointerDismissal={!dismissible}
    >
      <Base.Portal>
        <Base.Backdrop className={cx("fixed inset-0 bg-scrim", fade)} />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className={cx(
            "fixed inset-0 flex flex-col overflow-hidden bg-panel pb-[env(safe-area-inset-bottom)] md:inset-auto md:top-[12dvh] md:left-1/2 md:max-h-[76dvh] md:w-full md:-translate-x-1/2 md:rounded-md md:border md:border-edge md:shadow-float",
            widths[width],
            fade,
          )}
        >
          <Frame {...props} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export interface SheetProps extends Omit<DialogProps, "width" | "initialFocus" | "dismissible"> {
  side: "left" | "right";
}

/** Along one side of the page: navigation and inspectors where there is no room for a pane. */
export function Sheet({ side, ...props }: SheetProps) {
  return (
    <Base.Root
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={cx("fixed inset-0 bg-scrim", fade)} />
        <Base.Popup
          className={cx(
            "fixed inset-y-0 flex w-[min(22rem,88vw)] flex-col overflow-hidden bg-panel pb-[env(safe-area-inset-bottom)] shadow-float",
            side === "left" ? "left-0 border-r border-edge" : "right-0 border-l border-edge",
            fade,
          )}
        >
          <Frame {...props} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The button that closes stands last, so that what opens puts the focus on what it is about. */
function Frame({ title, description, aside, children, actions, onClose }: Omit<DialogProps, "open">) {
  return (
    <>
      <div className="flex items-start gap-3 py-4 pr-14 pl-5 pointer-coarse:pr-16">
        <div className="min-w-0 flex-1">
          <Base.Title className="text-lg font-semibold">{title}</Base.Title>
          {description !== undefined && (
            <Base.Description render={<div />} className="mt-0.5 text-dim">
              {description}
            </Base.Description>
          )}
        </div>
        {aside !== undefined && <div className="shrink-0 py-1 text-xs text-dim">{aside}</div>}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4">{children}</div>
      {actions !== undefined && (
        <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{actions}</div>
      )}
      <IconButton label={closeLabel} onClick={onClose} className="absolute top-3.5 right-3 pointer-coarse:top-1">
        <Icon name="close" />
      </IconButton>
    </>
  );
}

// A place in the top bar that a screen may fill, such as who else is here.

import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

const slotId = "top-bar-slot";

export function TopBarSlot() {
  return <div id={slotId} className="flex min-w-0 items-center gap-2 empty:hidden" />;
}

export function InTopBar({ children }: { children: ReactNode }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useEffect(() => setSlot(document.getElementById(slotId)), []);
  return slot === null ? null : createPortal(children, slot);
}

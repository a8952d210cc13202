import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { Sheet } from "@/ui/dialog";
import { Sidebar, type SidebarProps } from "./sidebar";

/** The sidebar over the page; it goes when something was chosen. */
export function SidebarDrawer({ onClose, ...where }: SidebarProps & { onClose: () => void }) {
  const [path] = useLocation();
  const opened = useRef(path);
  useEffect(() => {
    if (path !== opened.current) onClose();
  }, [path, onClose]);
  return (
    <Sheet open side="left" title="Accounts and batches" onClose={onClose}>
      <div className="-mx-5 flex min-h-full flex-col">
        <Sidebar {...where} />
      </div>
    </Sheet>
  );
}

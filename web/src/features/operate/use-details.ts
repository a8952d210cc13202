import { useState } from "react";
import type { ActiveRow } from "./use-active-row";
import { useBetInUrl } from "./use-bet-in-url";

/** Which field the details open with. */
export type EditField = "cost" | "note";

/** Whether the details of the active row are open; the address says so too. */
export function useDetails({ active, focusRow, setActive }: ActiveRow, inUrl: number | undefined, write: UrlWriter) {
  const [inspecting, setInspecting] = useState(inUrl !== undefined);
  const [editing, setEditing] = useState<EditField>();
  const openAt = (bet: number): void => {
    setInspecting(true);
    focusRow(bet);
  };
  useBetInUrl(inspecting ? active : undefined, inUrl, write, openAt);
  return {
    inspecting,
    editing,
    inspect(open: boolean, field?: EditField) {
      setInspecting(open);
      setEditing(open ? field : undefined);
      if (!open && active !== undefined) focusRow(active);
    },
    /** On a phone there is no key for it. */
    openDetails(pid: number) {
      setActive(pid);
      setInspecting(true);
    },
    closeEditor: () => setEditing(undefined),
  };
}

type UrlWriter = (bet: number | undefined) => void;

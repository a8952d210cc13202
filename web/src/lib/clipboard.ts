// Copying that never fails silently: the clipboard API where the page is secure, a hidden textarea where it is not (a LAN
// address over HTTP), and where the browser refuses both, a box with the text selected to copy by hand.

import { observable } from "./observable";

export type CopyOutcome = "copied" | "by-hand";

/** Text that waits to be copied by hand; the shell shows it in a box. */
export const manualCopy = observable<string | undefined>(undefined);

export async function copyText(text: string): Promise<CopyOutcome> {
  if ((await writeClipboard(text)) || copyBySelection(text)) return "copied";
  manualCopy.set(text);
  return "by-hand";
}

async function writeClipboard(text: string): Promise<boolean> {
  // Absent on pages that are not secure, whatever the types say.
  const clipboard: Clipboard | undefined = globalThis.navigator?.clipboard;
  if (clipboard === undefined) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.ariaHidden = "true";
  area.className = "sr-only";
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

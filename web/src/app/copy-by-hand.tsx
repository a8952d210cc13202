import { useRef } from "react";
import { Dialog } from "@/ui/dialog";

/** Where the browser refuses to copy: the text, selected. */
export function CopyByHand({ text, onClose }: { text: string; onClose: () => void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Copy this by hand"
      description="The browser did not let the page copy. Press Ctrl+C; the text is selected."
      initialFocus={area}
    >
      <textarea
        ref={area}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        aria-label="Text to copy"
        value={text}
        rows={Math.min(12, text.split("\n").length + 1)}
        className="w-full rounded border border-control bg-bg p-2 font-mono"
      />
    </Dialog>
  );
}

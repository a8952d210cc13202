import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Kbd } from "@/ui/kbd";
import { takeFile, takeText } from "./draft-actions";

const example = "id\tselection\tstake\tcost\n1\t1/2/3\t10.00\t2.50\n2\t4/5/6\t15.00\t2.50";
const accepted = ".csv,.tsv,.txt,.json,text/csv,text/tab-separated-values,application/json";

/** Three ways in: the clipboard, a file that is dropped, a file that is chosen. A huge text is never drawn. */
export function SourceBox({ typed, onTyped }: { typed: string; onTyped: (text: string) => void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const { over, handlers } = useDrop();
  useEffect(() => area.current?.focus({ preventScroll: true }), []);
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData("text/plain");
    if (typed !== "" || text === "") return;
    event.preventDefault();
    void takeText(text, "pasted text");
  };
  return (
    <section
      {...handlers}
      aria-label="Source"
      className={cx(
        "flex flex-col gap-3 rounded-md border border-dashed p-4",
        over ? "border-accent bg-selected" : "border-control",
      )}
    >
      <label htmlFor="import-text" className="text-dim">
        Paste rows of a spreadsheet, CSV, TSV or JSON <Kbd keys="Ctrl+V" />, or drop a file here.
      </label>
      <textarea
        ref={area}
        id="import-text"
        data-step-first
        rows={9}
        spellCheck={false}
        placeholder={example}
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
        onPaste={paste}
        onKeyDown={(event) => {
          // Esc gives the single keys back.
          if (event.key === "Escape") document.querySelector<HTMLElement>("[data-step-focus]")?.focus();
        }}
        className="w-full rounded border border-control bg-bg p-3 font-mono text-xs/5 [tab-size:14]"
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => file.current?.click()}>Choose a file</Button>
        <input
          ref={file}
          type="file"
          hidden
          data-import-file
          accept={accepted}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen !== undefined) void takeFile(chosen);
            event.target.value = "";
          }}
        />
        <span className="text-xs text-dim">
          .csv, .tsv or .json with at most 10,000 bets. Nothing is stored before you create the batch.
        </span>
      </div>
    </section>
  );
}

function useDrop() {
  const [over, setOver] = useState(false);
  const handlers = {
    onDragOver(event: DragEvent) {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      const [first] = event.dataTransfer.files;
      if (first !== undefined) void takeFile(first);
    },
  };
  return { over, handlers };
}

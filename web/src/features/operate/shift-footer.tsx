import { useMarksDone, useOperations } from "@/live/hooks";

/** What the operator has done since the page was opened, and what of it is not known. */
export function ShiftFooter() {
  const done = useMarksDone();
  const { unknown } = useOperations();
  return (
    <p className="flex shrink-0 items-center justify-between border-t border-line px-3.5 py-2 text-dim">
      <span title="Since this page was opened">Shift</span>
      <span>
        <span className="font-semibold text-text">{done.toLocaleString("en")}</span> done ·{" "}
        <span className={unknown > 0 ? "font-semibold text-unknown" : undefined}>{unknown} unknown</span>
      </span>
    </p>
  );
}

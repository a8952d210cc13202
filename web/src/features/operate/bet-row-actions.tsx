// The buttons of a row. They only name what they do: the grid hears the click, and checks that it began on this row.
import type { ReactNode } from "react";
import type { BetRow } from "@/live/rows";
import { cx } from "@/ui/cx";
import { changeText, shownStatus, whose } from "./bet-words";

export const rowActs = [
  "successful",
  "failed",
  "pending",
  "keep",
  "override",
  "override-now",
  "override-not",
  "retry",
  "dismiss",
  "ask-now",
  "choose",
] as const;
export type RowAct = (typeof rowActs)[number];

export function rowActOf(target: Element): RowAct | undefined {
  const found = target.closest<HTMLElement>("[data-act]");
  if (found === null || found.ariaDisabled === "true") return undefined;
  return rowActs.find((act) => act === found.dataset["act"]);
}

export type RowActionsProps = {
  readonly row: BetRow;
  readonly overriding: boolean;
  /** Why nothing can be marked now; its text is in the element with this id. */
  readonly reason: string | undefined;
  readonly reasonId: string;
  /** For fingers. */
  readonly large?: boolean;
  /** Where the row does not move the focus to its buttons itself. */
  readonly tabbable?: boolean;
};

export function RowActions({ row, overriding, reason, reasonId, large = false, tabbable = large }: RowActionsProps) {
  const { bet, op, conflict, error } = row;
  const button = { name: `#${bet.id}`, large, tabIndex: tabbable ? 0 : -1 };
  const locked = { ...button, reason, reasonId };
  if (conflict !== undefined && overriding) {
    return (
      <>
        <RowButton {...locked} act="override-now" says={`write ${changeText(conflict.mine)} over it`} strong>
          Write {changeText(conflict.mine)}
        </RowButton>
        <RowButton {...button} act="override-not" says="do not override">
          Back
        </RowButton>
      </>
    );
  }
  if (conflict !== undefined) {
    return (
      <>
        <RowButton {...button} act="keep" says="keep the other's value" strong>
          <span className="max-w-24 truncate">Keep {whose(conflict.theirs)}'s</span>
        </RowButton>
        <RowButton {...locked} act="override" says={`write ${changeText(conflict.mine)} over it`}>
          Override…
        </RowButton>
      </>
    );
  }
  if (error !== undefined) {
    return (
      <>
        <RowButton {...locked} act="retry" says={`try again: ${changeText(error.change)}`} strong>
          Retry
        </RowButton>
        <RowButton {...button} act="dismiss" says="dismiss the message">
          Dismiss
        </RowButton>
      </>
    );
  }
  if (op?.state === "unknown") {
    return (
      <RowButton {...button} act="ask-now" says="ask again now" strong>
        Retry now
      </RowButton>
    );
  }
  if (shownStatus(row) !== "pending") {
    return (
      <RowButton {...locked} act="pending" says="back to pending" hint="P">
        Undo
      </RowButton>
    );
  }
  return (
    <>
      <RowButton {...locked} act="successful" says="mark successful" hint="S">
        OK
      </RowButton>
      <RowButton {...locked} act="failed" says="mark failed" hint="F">
        Fail
      </RowButton>
    </>
  );
}

type RowButtonProps = {
  readonly act: RowAct;
  readonly name: string;
  readonly says: string;
  readonly reason?: string | undefined;
  readonly reasonId?: string;
  readonly hint?: string;
  /** Framed although nobody points at the row. */
  readonly strong?: boolean;
  readonly large: boolean;
  readonly tabIndex: number;
  readonly children: ReactNode;
};

/** Lighter than ui/button, which follows the key map: there may be a hundred of these. */
function RowButton({
  act,
  name,
  says,
  reason,
  reasonId,
  hint,
  strong = false,
  large,
  tabIndex,
  children,
}: RowButtonProps) {
  const locked = reason !== undefined;
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      data-act={act}
      aria-disabled={locked || undefined}
      aria-describedby={locked ? reasonId : undefined}
      data-tip={reason}
      className={cx(
        "inline-flex shrink-0 items-center justify-center gap-1.5 rounded border whitespace-nowrap",
        large ? "h-12 min-w-24 px-4 text-md" : "h-6 min-w-6 px-2 text-xs pointer-coarse:h-10",
        locked
          ? "cursor-not-allowed border-line text-faint"
          : strong || large
            ? "border-edge text-text hover:bg-hover"
            : "border-transparent text-dim group-hover/row:border-edge group-hover/row:text-text group-data-active/row:border-edge group-data-active/row:text-text hover:bg-hover",
      )}
    >
      {children}
      <span className="sr-only">
        {": "}
        {says}, {name}
      </span>
      {hint !== undefined && !large && (
        <span
          aria-hidden="true"
          className="rounded-sm border border-line px-1 font-mono text-[11px]/4 text-faint group-data-active/row:border-edge group-data-active/row:text-dim pointer-coarse:hidden"
        >
          {hint}
        </span>
      )}
    </button>
  );
}

import { type KeyboardEvent, useRef } from "react";
import type { CheckGridState } from "./use-check-grid";

export interface CellInputProps {
  label: string;
  text: string;
  describedBy: string | undefined;
  grid: CheckGridState;
}

/** Enter keeps and goes down, Tab keeps and goes on, Esc leaves the cell as it was. */
export function CellInput({ label, text, describedBy, grid }: CellInputProps) {
  // Taking the input away blurs it: what was decided by a key is not decided again.
  const decided = useRef(false);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey) return;
    const { value } = event.currentTarget;
    if (event.key === "Enter") decide(() => grid.commit(value, "down"));
    else if (event.key === "Tab" && !event.shiftKey) decide(() => grid.commit(value, "right"));
    else if (event.key === "Escape") decide(grid.cancel);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const decide = (act: () => void): void => {
    decided.current = true;
    act();
  };
  return (
    <input
      aria-label={label}
      aria-describedby={describedBy}
      defaultValue={text}
      autoComplete="off"
      spellCheck={false}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!decided.current) grid.commit(event.currentTarget.value, "stay");
      }}
      className="h-6 w-full min-w-0 rounded border border-accent bg-bg px-1 font-normal text-text"
    />
  );
}

import { useState } from "react";
import { TextField, type TextFieldProps } from "./field";

export interface DraftFieldProps extends Omit<TextFieldProps, "onValue" | "value"> {
  value: string;
  /** Enter, or leaving the field, and only when it changed. */
  onCommit: (value: string) => void;
}

/** A field of a filter: what is typed counts when it is finished, so that no half of a word is searched for. */
export function DraftField({ value, onCommit, ...rest }: DraftFieldProps) {
  const [draft, setDraft] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value); // somebody else set the filter: the address, a saved view
    setDraft(value);
  }
  const commit = (): void => {
    if (draft.trim() !== value) onCommit(draft.trim());
  };
  return (
    <TextField
      {...rest}
      value={draft}
      onValue={setDraft}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}

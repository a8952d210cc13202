import { type ReactNode, useRef, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextField } from "./field";

export interface ReasonDialogProps {
  title: string;
  description: ReactNode;
  /** What is done, on the button: the word of the glossary. */
  verb: string;
  /** Why it cannot be done now. */
  locked: string | undefined;
  busy: boolean;
  /** It was sent, and nothing came back yet. */
  unknown: boolean;
  /** Why it was not done. */
  refusal: string | undefined;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** For what is only done with a reason that others can read later. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, verb, busy, unknown, refusal, onConfirm, onClose } = props;
  const [reason, setReason] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const words = reason.trim();
  const locked = busy ? "It is being sent." : (props.locked ?? (words === "" ? "Say why first." : undefined));
  return (
    <Dialog
      open
      width="narrow"
      dismissible={false}
      onClose={onClose}
      title={title}
      description={description}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" reason={locked} onClick={() => onConfirm(words)}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (locked === undefined) onConfirm(words);
        }}
      >
        <TextField
          ref={field}
          label="Reason, kept in the log"
          value={reason}
          maxLength={200}
          error={refusal}
          onValue={setReason}
        />
        {unknown && <p className="mt-2 text-dim">Sent, not confirmed. Asking again with the same key.</p>}
      </form>
    </Dialog>
  );
}

import { useId, useRef } from "react";
import type { Account } from "@/contract/types";
import { useTombstone } from "@/live/hooks";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { AccountFields } from "./account-fields";
import { DifferenceNote } from "./difference-note";
import { goneWords } from "./gone";
import { useEdit } from "./use-edit";
import { WriteNote } from "./write-note";

export interface EditDialogProps {
  account: Account;
  onClose: () => void;
  onSaved: (account: Account) => void;
}

/** Changes an account that others may be changing too: what they wrote is shown and never overwritten unseen. */
export function EditDialog({ account, onClose, onSaved }: EditDialogProps) {
  const edit = useEdit(account, onSaved);
  const tombstone = useTombstone(account.id);
  const formId = useId();
  const name = useRef<HTMLInputElement>(null);
  const gone = tombstone === undefined ? undefined : goneWords(tombstone);
  return (
    <Dialog
      open
      width="normal"
      dismissible={false}
      onClose={onClose}
      title={`Edit ${edit.base.name}`}
      description={`#${account.id}, version ${edit.base.version}`}
      initialFocus={name}
      actions={
        <>
          <Button onClick={onClose}>{gone === undefined ? "Cancel" : "Close"}</Button>
          <Button kind="primary" submit form={formId} reason={gone ?? edit.reason}>
            Save
          </Button>
        </>
      }
    >
      {gone !== undefined && (
        <p role="alert" className="mb-3 rounded border border-failed bg-failed-tint px-3 py-2 font-semibold">
          {gone}
        </p>
      )}
      {gone === undefined && edit.theirs !== undefined && (
        <DifferenceNote
          differences={edit.differences}
          by={edit.by}
          onTheirs={() => {
            edit.takeTheirs();
            name.current?.focus();
          }}
          onMine={() => {
            edit.keepMine();
            name.current?.focus();
          }}
        />
      )}
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (gone === undefined) edit.save();
        }}
      >
        <AccountFields
          draft={edit.draft}
          problems={edit.problems}
          onDraft={edit.setDraft}
          nameRef={name}
          currencyHint="Amounts are not converted: only the letters beside them change."
        />
        <WriteNote what="The change" state={edit.state} other={edit.other} />
      </form>
    </Dialog>
  );
}

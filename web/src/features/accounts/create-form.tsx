import { type Ref, useId, useRef, useState } from "react";
import type { Account } from "@/contract/types";
import { useActions, useConnection } from "@/live/hooks";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { AccountFields } from "./account-fields";
import { checkDraft, cleaned, type Draft, emptyDraft, problemsOf } from "./model";
import { useAccountWrite } from "./use-account-write";
import { WriteNote } from "./write-note";

/** The state of a form for a new account, for the dialog and for the first account of all. */
function useCreation(onCreated: (account: Account) => void) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [tried, setTried] = useState(false);
  const actions = useActions();
  const { locks } = useConnection();
  const write = useAccountWrite<Account>("created", onCreated);
  const own = checkDraft(draft);
  const refused = write.state.problem === undefined ? undefined : problemsOf(write.state.problem);
  const create = (): void => {
    setTried(true);
    if (Object.keys(own).length > 0 || locks.decide !== undefined) return;
    write.run((intent, options) => actions.createAccount(intent, cleaned(draft), options));
  };
  return {
    draft,
    setDraft: (next: Draft) => {
      setDraft(next);
      write.forget();
    },
    problems: { ...refused?.fields, ...(tried ? own : {}) },
    other: refused?.other,
    state: write.state,
    reason: write.state.busy ? "Waiting for the answer." : locks.decide,
    create,
  };
}

type Creation = ReturnType<typeof useCreation>;

export function CreateDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (account: Account) => void }) {
  const form = useCreation(onCreated);
  const formId = useId();
  const name = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open
      width="narrow"
      dismissible={false}
      onClose={onClose}
      title="New account"
      description="Models send batches to it by its id."
      initialFocus={name}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit form={formId} reason={form.reason}>
            Create account
          </Button>
        </>
      }
    >
      <CreateFields id={formId} form={form} nameRef={name} />
    </Dialog>
  );
}

/** Where there is no account at all, the form stands in the page. */
export function FirstAccount({ onCreated }: { onCreated: (account: Account) => void }) {
  const form = useCreation(onCreated);
  const formId = useId();
  return (
    <div className="mx-auto max-w-md px-4 py-12">
      <h2 className="text-lg font-semibold">The first account</h2>
      <p className="mt-1 mb-5 text-dim">
        An account is where bets are placed: a vendor, a login, a currency. Models send their batches to one, and
        operators mark what became of the bets. There is none yet.
      </p>
      <CreateFields id={formId} form={form} />
      <div className="mt-5">
        <Button kind="primary" size="large" submit form={formId} reason={form.reason}>
          Create account
        </Button>
      </div>
    </div>
  );
}

function CreateFields(props: { id: string; form: Creation; nameRef?: Ref<HTMLInputElement> }) {
  const { id, form, nameRef } = props;
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.create();
      }}
    >
      <AccountFields
        draft={form.draft}
        problems={form.problems}
        onDraft={form.setDraft}
        {...(nameRef === undefined ? {} : { nameRef })}
      />
      <WriteNote what="The account" state={form.state} other={form.other} />
    </form>
  );
}

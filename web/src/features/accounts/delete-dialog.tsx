import { useId, useRef, useState } from "react";
import type { Account } from "@/contract/types";
import { currencyScale, formatMoney } from "@/lib/money";
import { useAccount, useActions, useConnection, useOpenBatches, useTombstone } from "@/live/hooks";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { goneWords } from "./gone";
import { type Loss, lossKey, lossOf, problemsOf } from "./model";
import { useAccountWrite } from "./use-account-write";
import { WriteNote } from "./write-note";

export interface DeleteDialogProps {
  account: Account;
  onClose: () => void;
  onDeleted: (account: Account) => void;
}

/** Cannot be taken back, so it shows what goes, and the name has to be typed. */
export function DeleteDialog({ account: opened, onClose, onDeleted }: DeleteDialogProps) {
  const account = useAccount(opened.id) ?? opened;
  const loss = lossOf(account, useOpenBatches(opened.id));
  const deletion = useDeletion(account, loss, onDeleted);
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open
      width="narrow"
      dismissible={false}
      onClose={onClose}
      title={`Delete ${account.name}`}
      description={`#${account.id}, ${account.hostname === "" ? "no hostname" : account.hostname}`}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" submit form={formId} reason={deletion.reason}>
            Delete {account.name}
          </Button>
        </>
      }
    >
      <LossList loss={loss} currency={account.currency} />
      <p className="mb-4 text-dim">
        The account and all its batches are gone for everybody. This cannot be undone. Its history stays in the log.
      </p>
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          deletion.run();
        }}
      >
        <TextField
          ref={field}
          label={`Type ${account.name} to confirm`}
          value={deletion.typed}
          error={deletion.moved ? "The numbers changed. Look at them, then type the name again." : undefined}
          onValue={deletion.setTyped}
        />
        <WriteNote what="The deletion" state={deletion.state} other={deletion.other} />
      </form>
    </Dialog>
  );
}

function LossList({ loss, currency }: { loss: Loss; currency: string }) {
  const rows = [
    ["Open batches", String(loss.batches)],
    ["Pending bets", loss.pending.toLocaleString("en")],
    [`Their stake, ${currency}`, formatMoney(loss.stake, currencyScale(currency))],
  ] as const;
  return (
    <dl className="mb-3 grid grid-cols-[1fr_auto] rounded border border-line">
      {rows.map(([title, value]) => (
        <div key={title} className="col-span-2 grid grid-cols-subgrid border-b border-line px-3 py-1.5 last:border-0">
          <dt className="text-dim">{title}</dt>
          <dd className="text-right font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The typed name stands for the numbers and the version that were on the screen when it was typed. */
function useDeletion(account: Account, loss: Loss, onDeleted: (account: Account) => void) {
  const [typed, setTyped] = useState({ text: "", at: "" });
  const actions = useActions();
  const { locks } = useConnection();
  const tombstone = useTombstone(account.id);
  const write = useAccountWrite<undefined>("deleted", () => onDeleted(account));
  const seen = `${lossKey(loss)} v${account.version}`;
  const text = typed.at === seen ? typed.text : "";
  const { busy, problem } = write.state;
  const locked =
    (tombstone === undefined ? undefined : goneWords(tombstone)) ??
    locks.decide ??
    (text.trim() === account.name.trim() ? undefined : "Type the name of the account first.");
  return {
    typed: text,
    setTyped: (next: string) => {
      setTyped({ text: next, at: seen });
      write.forget();
    },
    moved: typed.text !== "" && typed.at !== seen && !busy && tombstone === undefined,
    state: write.state,
    other: problem === undefined ? undefined : problemsOf(problem).other,
    reason: busy ? "Waiting for the answer." : locked,
    run: () => {
      if (locked !== undefined) return;
      write.run((intent, options) => actions.deleteAccount(intent, account.id, account.version, options));
    },
  };
}

import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Bet } from "@/contract/types";
import { keys } from "@/lib/keyboard";
import { useSettings } from "@/lib/use-settings";
import { useActions } from "@/live/hooks";
import { Button } from "@/ui/button";
import { NumberField, TextField } from "@/ui/field";
import { changeOf, draftOf, isNothing, sameDraft } from "./bet-edit-model";
import type { BetWorkState } from "./use-bet-work";

/**
 * Cost, reference and note. Saving names the version that the form was filled with: nobody is written over unseen.
 * `bet` is as it is shown, with what is pending over it.
 */
export function BetEditor({ work, bet }: { work: BetWorkState; bet: Bet }) {
  const { currency, marks, editing } = work;
  const { decimal } = useSettings();
  const actions = useActions();
  const [base, setBase] = useState(bet);
  const [draft, setDraft] = useState(() => draftOf(bet, currency, decimal));
  const form = useRef<HTMLFormElement>(null);
  const now = draftOf(bet, currency, decimal);
  const filled = draftOf(base, currency, decimal);
  const untouched = sameDraft(draft, filled) || sameDraft(draft, now);
  // As long as nothing was typed the form follows the bet.
  if (untouched && (base.version !== bet.version || !sameDraft(filled, now))) {
    setBase(bet);
    setDraft(now);
  }
  const overtaken = !untouched && bet.version !== base.version;
  const parsed = changeOf(draft, base, decimal);

  useEffect(() => {
    if (editing === undefined) return;
    const field = form.current?.querySelector<HTMLInputElement>(`[name="${editing}"]`);
    field?.focus();
    field?.select();
  }, [editing]);

  const reset = (): void => {
    setBase(bet);
    setDraft(now);
  };
  const leave = (): void => {
    work.closeEditor();
    work.focusRow(bet.pid);
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (!parsed.ok || marks.markReason !== undefined || keys.isSettling()) return;
    const marked = isNothing(parsed.change)
      ? undefined
      : actions.edit(work.at, { pid: bet.pid, version: base.version }, parsed.change);
    if (marked?.kind === "blocked") marks.warn(marked.why);
    else leave();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    reset();
    leave();
  };
  const reason = marks.markReason ?? (parsed.ok && isNothing(parsed.change) ? "Nothing was changed." : undefined);
  return (
    <form
      ref={form}
      onSubmit={save}
      onKeyDown={onKeyDown}
      aria-label={`Edit #${bet.id}`}
      className="flex flex-col gap-2 px-4 py-3"
    >
      <div className="grid grid-cols-2 gap-2">
        <NumberField
          label={`Cost, ${currency}`}
          name="cost"
          value={draft.cost}
          readOnly={work.readOnly !== undefined}
          error={parsed.ok ? undefined : parsed.problem}
          onValue={(cost) => setDraft({ ...draft, cost })}
        />
        <TextField
          label="Reference"
          name="reference"
          value={draft.reference}
          readOnly={work.readOnly !== undefined}
          onValue={(reference) => setDraft({ ...draft, reference })}
        />
      </div>
      <TextField
        label="Note"
        name="note"
        value={draft.note}
        readOnly={work.readOnly !== undefined}
        onValue={(note) => setDraft({ ...draft, note })}
      />
      {overtaken && (
        <p role="alert" className="text-xs text-unknown">
          {bet.updated_by ?? "Somebody"} changed this bet while you typed (version {bet.version}). Saving would be
          refused.{" "}
          <Button size="row" onClick={reset}>
            Take the newest
          </Button>
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button kind="quiet" onClick={reset} reason={untouched ? "Nothing was changed." : undefined}>
          Discard
        </Button>
        <Button submit reason={reason}>
          Save
        </Button>
      </div>
    </form>
  );
}

import type { Ref } from "react";
import { TextField } from "@/ui/field";
import { type Draft, hostnameMax, nameMax, type Problems } from "./model";

export interface AccountFieldsProps {
  draft: Draft;
  problems: Problems;
  onDraft: (draft: Draft) => void;
  nameRef?: Ref<HTMLInputElement>;
  /** The currency of an account with history: the amounts would not be converted. */
  currencyHint?: string | undefined;
}

export function AccountFields({ draft, problems, onDraft, nameRef, currencyHint }: AccountFieldsProps) {
  return (
    <div className="grid gap-3">
      <TextField
        ref={nameRef}
        label="Name"
        name="account-name"
        required
        maxLength={nameMax}
        value={draft.name}
        error={problems.name}
        onValue={(name) => onDraft({ ...draft, name })}
      />
      <TextField
        label="Hostname"
        name="hostname"
        maxLength={hostnameMax}
        value={draft.hostname}
        hint="The vendor's site. It is shown, never called."
        error={problems.hostname}
        onValue={(hostname) => onDraft({ ...draft, hostname })}
      />
      <TextField
        label="Currency"
        name="currency"
        required
        maxLength={3}
        className="max-w-56 [&_input]:max-w-20 [&_input]:uppercase"
        value={draft.currency}
        hint={currencyHint ?? "Three letters of ISO 4217."}
        error={problems.currency}
        onValue={(currency) => onDraft({ ...draft, currency })}
      />
    </div>
  );
}

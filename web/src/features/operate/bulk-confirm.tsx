import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { currencyScale, formatMoney } from "@/lib/money";
import { useLive } from "@/live/live-context";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Kbd } from "@/ui/kbd";
import { bulkVerb } from "./bet-words";
import { totalsOf } from "./selection-model";
import type { BetWorkState } from "./use-bet-work";
import type { Bulk } from "./use-marks";

/** One more key for many rows; for very many the number has to be typed. It names the number and the money. */
export function BulkConfirm({ work, bulk }: { work: BetWorkState; bulk: Bulk }) {
  const { store } = useLive();
  const [typed, setTyped] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const { fresh, changed } = bulk.parts;
  const totals = totalsOf(
    fresh.map(({ pid }) => pid),
    store.bet,
  );
  const verb = bulkVerb(fresh.length, bulk.status);
  const wrong = bulk.friction === "type" && typed.trim() !== String(fresh.length);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input, button[type=submit]")?.focus();
  }, []);
  const close = (): void => {
    work.marks.cancelBulk();
    if (work.active !== undefined) work.focusRow(work.active);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!wrong) work.confirmBulk();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    // A held key must not run through the question.
    if (event.key === "Enter" && event.repeat) event.preventDefault();
  };
  return (
    <form
      ref={form}
      aria-label={verb}
      onSubmit={submit}
      onKeyDown={onKeyDown}
      className="flex flex-wrap items-end gap-3 border-t border-edge bg-selected px-4 py-3"
    >
      <p className="self-center">
        <strong>{verb}</strong> · {formatMoney(totals.stake, currencyScale(work.currency))} {work.currency} stake
        {changed.length > 0 && (
          <span className="text-unknown"> · {changed.length} changed by others since: left out</span>
        )}
      </p>
      {bulk.friction === "type" && (
        <TextField
          label={`Type ${fresh.length} to confirm`}
          inputMode="numeric"
          value={typed}
          onValue={setTyped}
          className="w-40"
        />
      )}
      <span className="ml-auto flex gap-2">
        <Button size="large" onClick={close}>
          Cancel <Kbd keys="Escape" />
        </Button>
        <Button
          size="large"
          submit
          kind={bulk.status === "failed" ? "danger" : "primary"}
          reason={wrong ? `Type ${fresh.length} first.` : undefined}
        >
          {verb} <Kbd keys="Enter" onAccent={bulk.status !== "failed" && !wrong} />
        </Button>
      </span>
    </form>
  );
}

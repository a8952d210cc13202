// A combobox by the pattern of the ARIA guide. By hand, since the one of Base UI weighs more than this whole sidebar, and
// the sidebar is in the first load.
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useLocation } from "wouter";
import { routes } from "@/lib/routes";
import { useKeys } from "@/lib/use-keys";
import { useLive } from "@/live/live-context";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icon";
import { KeyHint } from "@/ui/kbd";
import { type Found, find } from "./find-model";
import { FoundOption } from "./find-option";
import { useDeskMoves } from "./use-desk-moves";

/** Finds accounts, batches, and selections of the batches whose bets are here. */
export function FindBox() {
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const { results, open } = useFind(words, () => setWords(""));
  useKeys([
    {
      id: "desk.find",
      keys: ["/"],
      label: "Find an account, batch or selection",
      group: "Desk",
      scope: "desk",
      run: () => input.current?.focus(),
    },
  ]);
  const choose = (found: Found | undefined): void => {
    if (found !== undefined) open(found);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((at) => (at + step + results.length) % Math.max(results.length, 1));
    else if (event.key === "Enter") choose(results[active]);
    else if (event.key === "Escape" && words !== "") setWords("");
    else return;
    event.preventDefault();
  };
  const expanded = words.trim() !== "";
  return (
    <search className="relative flex shrink-0 items-center p-2.5 pb-1">
      <Icon name="search" className="pointer-events-none absolute left-4.5 text-dim" />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Find account, batch, selection"
        aria-expanded={expanded}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={expanded && results.length > 0 ? `${listId}-${active}` : undefined}
        placeholder="Find account, batch, bet"
        autoComplete="off"
        spellCheck={false}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (event.relatedTarget === null || !event.currentTarget.parentElement?.contains(event.relatedTarget))
            setWords("");
        }}
        className="touchable h-8 w-full rounded border border-control bg-bg pr-8 pl-7.5 text-text"
      />
      <span className="pointer-events-none absolute right-4.5">{words === "" && <KeyHint binding="desk.find" />}</span>
      <div
        id={listId}
        role="listbox"
        aria-label="Found"
        className={cx(
          "absolute inset-x-2.5 top-full z-10 max-h-96 overflow-y-auto rounded border border-edge bg-panel py-1 shadow-float md:min-w-80",
          !expanded && "hidden",
        )}
      >
        {results.map((found, index) => (
          <FoundOption
            key={found.id}
            id={`${listId}-${index}`}
            found={found}
            active={index === active}
            onChoose={() => choose(found)}
          />
        ))}
        {expanded && results.length === 0 && (
          <p className="px-3 py-2 text-dim">Nothing found among open batches and loaded bets.</p>
        )}
      </div>
    </search>
  );
}

function useFind(words: string, done: () => void) {
  const { store } = useLive();
  const { openAccount } = useDeskMoves();
  const [, navigate] = useLocation();
  const results = find(words, {
    accounts: store.allAccounts(),
    batches: store.openBatches,
    bets: (batchId) => store.load(batchId).pids.flatMap((pid) => store.bet(pid) ?? []),
  });
  const open = (found: Found): void => {
    done();
    const { account } = found;
    if (found.kind === "account") openAccount(account.id);
    else if (found.kind === "batch") navigate(routes.batch(account.id, found.batch.id));
    else navigate(routes.bet(account.id, found.batch.id, found.bet.pid));
  };
  return { results, open };
}

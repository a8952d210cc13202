// The form of one account: what it was opened with, what is wanted, and what somebody else wrote meanwhile.
import { useState } from "react";
import { currentAccount } from "@/contract/problem";
import type { Account } from "@/contract/types";
import { useAccount, useActions, useConnection, useRecentEvents } from "@/live/hooks";
import { checkDraft, cleaned, type Draft, differences, draftOf, problemsOf, rebased, sameDraft } from "./model";
import { useAccountWrite } from "./use-account-write";

export function useEdit(opened: Account, onSaved: (account: Account) => void) {
  const [base, setBase] = useState(opened);
  const [draft, setDraft] = useState<Draft>(() => draftOf(opened));
  const [tried, setTried] = useState(false);
  const actions = useActions();
  const { locks } = useConnection();
  const live = useAccount(opened.id);
  const by = useRecentEvents().find(({ type, accountId }) => type === "account_updated" && accountId === opened.id);
  const write = useAccountWrite<Account>("saved", onSaved);

  const refusal = write.state.problem;
  const newest = [live, refusal && currentAccount(refusal)]
    .filter((each) => each !== undefined)
    .reduce((one, other) => (other.version > one.version ? other : one), base);
  // While the own write is under way, its own news is no news.
  const theirs = newest.version > base.version && !write.state.busy ? newest : undefined;
  const refused = refusal === undefined || refusal.code === "version_conflict" ? undefined : problemsOf(refusal);
  const own = checkDraft(draft);

  const start = (from: Account, next: Draft): void => {
    setBase(from);
    setDraft(next);
    write.forget();
  };
  const save = (): void => {
    setTried(true);
    if (theirs !== undefined || Object.keys(own).length > 0 || locks.decide !== undefined) return;
    if (sameDraft(draft, draftOf(base))) onSaved(base);
    else {
      const send = (...[intent, options]: Parameters<Parameters<typeof write.run>[0]>) =>
        actions.replaceAccount(intent, base.id, cleaned(draft), base.version, options);
      write.run(send);
    }
  };
  return {
    base,
    draft,
    setDraft: (next: Draft) => {
      setDraft(next);
      if (refused !== undefined) write.forget();
    },
    theirs,
    by,
    differences: theirs === undefined ? [] : differences(base, draft, theirs),
    takeTheirs: () => theirs && start(theirs, draftOf(theirs)),
    keepMine: () => theirs && start(theirs, rebased(base, draft, theirs)),
    problems: { ...refused?.fields, ...(tried ? own : {}) },
    other: refused?.other,
    state: write.state,
    reason: reasonOf(write.state.busy, theirs !== undefined, locks.decide),
    save,
  };
}

function reasonOf(busy: boolean, changed: boolean, lock: string | undefined): string | undefined {
  if (busy) return "Waiting for the answer.";
  return changed ? "Somebody else changed this account. Choose above what holds." : lock;
}

// The one request that creates the batch. One body for one account is one intent: however often it is pressed or the
// network fails, its key is the same. Only after the server said no, and so nothing happened, a new key is made.
import { type Intent, newIntent } from "@/contract/intent";
import type { Account } from "@/contract/types";
import type { Actions } from "@/live/actions";
import { showToast } from "@/ui/toast";
import type { Body } from "./body";
import { type Creation, changeDraft, draft, isUnderway } from "./draft";
import { takeServerProblems } from "./draft-actions";
import { placeProblems } from "./server-problems";

let wish: { readonly body: Body; readonly accountId: number; readonly intent: Intent } | undefined;

function intentOf(body: Body, accountId: number): Intent {
  if (wish?.body !== body || wish.accountId !== accountId) wish = { body, accountId, intent: newIntent() };
  return wish.intent;
}

export async function create(actions: Actions, account: Account, body: Body): Promise<void> {
  // The page lags behind a second press; the draft does not.
  if (isUnderway(draft.get()) || draft.get().creation.state === "created") return;
  const say = (creation: Creation): void => changeDraft({ creation });
  changeDraft({ step: "create", creation: { state: "sent" } });
  const decision = await actions.createBatch(intentOf(body, account.id), account.id, body.batch(), {
    onUnknown: (attempts) => say({ state: "unknown", attempts }),
  });
  switch (decision.kind) {
    case "ok": {
      wish = undefined;
      const bets = body.checked.valid.length;
      say({ state: "created", accountId: account.id, batchId: decision.data.id, bets });
      const count = bets === 1 ? "1 bet" : `${bets.toLocaleString("en")} bets`;
      showToast(`Batch #${decision.data.id} created: ${count} in ${account.name}.`, "check");
      return;
    }
    case "refused": {
      wish = undefined;
      const placed = placeProblems(decision.problem, body.checked.valid, body.checked.rows);
      takeServerProblems(body.checked, placed.rows);
      changeDraft({ step: "check", creation: { state: "refused", problem: decision.problem } });
      return;
    }
    case "blocked":
      changeDraft({ step: "check", creation: { state: "blocked", why: decision.why } });
      return;
    case "abandoned":
      throw new Error("nobody stops asking for the outcome of an import");
  }
}

import { describe, expect, it } from "vitest";
import type { Account, Problem } from "@/contract/types";
import { formatMoney } from "@/lib/money";
import { checkDraft, cleaned, differences, draftOf, lossKey, lossOf, problemsOf, rebased, sameDraft } from "./model";

const account: Account = {
  id: 7,
  name: "Bet365-Ana",
  hostname: "bet365.example",
  currency: "EUR",
  version: 3,
  open_batches: 2,
  created_at: "2026-03-01T12:00:00.000000Z",
  updated_at: "2026-03-01T12:00:00.000000Z",
};
const problem = (fields: Partial<Problem>): Problem => ({
  type: "about:blank",
  title: "No",
  status: 422,
  detail: "It cannot be.",
  code: "invalid_field",
  request_id: "r",
  ...fields,
});

describe("an account form", () => {
  it("sends names without the spaces around them, and currencies in capitals", () => {
    expect(cleaned({ name: " Ana ", hostname: " a.example", currency: "eur" })).toEqual({
      name: "Ana",
      hostname: "a.example",
      currency: "EUR",
    });
    expect(sameDraft({ ...draftOf(account), name: "Bet365-Ana " }, draftOf(account))).toBe(true);
  });

  it("names what is missing or too long, and leaves the hostname free", () => {
    expect(checkDraft({ name: " ", hostname: "", currency: "EU" })).toEqual({
      name: "An account needs a name.",
      currency: "Three letters, such as EUR.",
    });
    expect(checkDraft({ name: "x".repeat(201), hostname: "y".repeat(254), currency: "USD" })).toEqual({
      name: "At most 200 characters.",
      hostname: "At most 253 characters.",
    });
  });

  it("puts a refusal next to the field that it is about", () => {
    expect(problemsOf(problem({ code: "name_taken", status: 409 })).fields.name).toMatch(/Another account/);
    const errors = [{ pointer: "/currency", code: "unknown_currency", detail: "No such currency." }];
    expect(problemsOf(problem({ errors })).fields).toEqual({ currency: "No such currency." });
    expect(problemsOf(problem({})).other).toBe("No. It cannot be.");
  });
});

describe("two people at the same account", () => {
  it("clash only where both changed the same field to something else", () => {
    const theirs = { ...account, name: "Bet365-Kim", hostname: "other.example", version: 4 };
    const mine = { ...draftOf(account), name: "Bet365-Bea" };
    expect(differences(account, mine, theirs)).toEqual([
      { field: "name", before: "Bet365-Ana", theirs: "Bet365-Kim", mine: "Bet365-Bea", clash: true },
      { field: "hostname", before: "bet365.example", theirs: "other.example", mine: "bet365.example", clash: false },
    ]);
    expect(differences(account, { ...mine, name: "Bet365-Kim" }, theirs)[0]?.clash).toBe(false);
  });

  it("keep both changes when mine is put on top of theirs", () => {
    const theirs = { ...account, hostname: "other.example", version: 4 };
    const mine = { ...draftOf(account), currency: "USD" };
    expect(rebased(account, mine, theirs)).toEqual({ name: "Bet365-Ana", hostname: "other.example", currency: "USD" });
  });
});

describe("what goes with an account", () => {
  const none = { count: 0, stake: 0, cost: 0 };
  const head = (count: number, stake: number) => ({
    id: count,
    account_id: 7,
    meta: {},
    completed: false,
    status: "active" as const,
    version: 1,
    created_at: account.created_at,
    updated_at: account.created_at,
    summary: { bets: count, pending: { count, stake, cost: 0 }, successful: none, failed: none },
  });

  it("are its open batches, their pending bets and exactly their stake", () => {
    const loss = lossOf(account, [head(3, 0.1), head(4, 0.2)]);
    expect([loss.batches, loss.pending, formatMoney(loss.stake)]).toEqual([2, 7, "0.30"]);
  });

  it("has another key as soon as one number changes", () => {
    expect(lossKey(lossOf(account, [head(3, 0.1)]))).not.toBe(lossKey(lossOf(account, [head(2, 0.1)])));
  });
});

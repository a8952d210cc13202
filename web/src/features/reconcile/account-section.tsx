import type { KeyboardEvent } from "react";
import { Link } from "wouter";
import type { AccountLook } from "@/lib/account-look";
import { batchTitle } from "@/lib/batch-title";
import { currencyScale, formatMoney } from "@/lib/money";
import { routes } from "@/lib/routes";
import { formatAge, formatIsoTitle, parseInstant } from "@/lib/time";
import { AccountTag } from "@/ui/account-tag";
import { useNow } from "@/ui/now";
import { StatusGlyph } from "@/ui/status-glyph";
import { type AccountGroup, type BatchItem, type OwnChange, whyWords } from "./model";

const glyphs = { open: "half", submitted: "saving", pending: "ring" } as const;
const changeGlyphs = { unconfirmed: "saving", refused: "cross", conflict: "question" } as const;
const row =
  "flex min-h-[var(--row-height)] flex-wrap items-center gap-x-4 border-b border-line px-4 -outline-offset-2 hover:bg-hover";

/** What is open of one account. */
export function AccountSection({ group, look }: { group: AccountGroup; look: AccountLook | undefined }) {
  const { account, accountId, batches, changes } = group;
  const name = account?.name ?? (accountId === 0 ? "Of batches that are not loaded" : `Account #${accountId}`);
  const currency = account?.currency ?? "";
  return (
    <section aria-label={name} className="mb-4 break-inside-avoid">
      <h2 className="flex items-center gap-3 px-4 pt-4 pb-2 font-semibold">
        {look === undefined ? name : <AccountTag letters={look.letters} hue={look.hue} name={name} />}
        <span className="text-xs font-normal text-dim">
          {batches.length + changes.length} open{currency === "" ? "" : `, ${currency}`}
        </span>
      </h2>
      <ul className="border-t border-line">
        {changes.map((change) => (
          <li key={`${change.kind} ${change.pid}`}>
            <ChangeRow change={change} />
          </li>
        ))}
        {batches.map((item) => (
          <li key={item.batch.id}>
            <BatchRow item={item} currency={currency} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function BatchRow({ item, currency }: { item: BatchItem; currency: string }) {
  const { batch, why, pending, pendingStake, unconfirmed } = item;
  return (
    <Link href={routes.batch(batch.account_id, batch.id)} data-item={batch.id} onKeyDown={walkItems} className={row}>
      <span className="min-w-40 flex-1 truncate">
        <span className="font-semibold">{batchTitle(batch)}</span> <span className="text-dim">#{batch.id}</span>
      </span>
      <span className="w-56 max-md:w-auto">
        <StatusGlyph glyph={glyphs[why]} word={whyWords[why](batch)} />
      </span>
      <Age at={batch.created_at} />
      <span className="w-28 text-right max-md:w-auto">{pending.toLocaleString("en")} pending</span>
      <span className="w-32 text-right text-xs text-dim max-md:hidden">
        {unconfirmed > 0 ? `${unconfirmed} unconfirmed` : ""}
      </span>
      <span className="w-28 text-right font-semibold">{formatMoney(pendingStake, currencyScale(currency))}</span>
    </Link>
  );
}

function Age({ at }: { at: string }) {
  const now = useNow();
  const instant = parseInstant(at);
  if (instant === undefined) return null;
  return (
    <span title={formatIsoTitle(instant)} className="w-24 text-right text-dim max-md:hidden">
      {formatAge(now - instant)} old
    </span>
  );
}

function ChangeRow({ change }: { change: OwnChange }) {
  const { pid, batchId, accountId, kind, words } = change;
  const content = (
    <>
      <StatusGlyph glyph={changeGlyphs[kind]} word={kind} />
      <span className="min-w-0 flex-1 break-words">{words}</span>
      <span className="text-xs text-dim">pid {pid}</span>
    </>
  );
  // The batch of it may have left the memory of this page.
  if (accountId === 0) return <div className={row}>{content}</div>;
  return (
    <Link href={routes.bet(accountId, batchId, pid)} data-item={`bet ${pid}`} onKeyDown={walkItems} className={row}>
      {content}
    </Link>
  );
}

/** Arrow keys go from item to item, across accounts. */
function walkItems(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  const items = [...document.querySelectorAll<HTMLElement>("[data-item]")];
  const next = items[items.indexOf(event.currentTarget) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

import type { KeyboardEvent } from "react";
import { Link } from "wouter";
import type { AccountLook } from "@/lib/account-look";
import { betGlyph, betWord } from "@/lib/bet-status";
import { formatAge, formatIsoTitle, formatMoment, parseInstant } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import type { EventEntry } from "@/live/event-entry";
import { eventHref } from "@/live/event-href";
import { type Before, eventWords, type Names } from "@/live/event-words";
import { AccountTag } from "@/ui/account-tag";
import { StatusGlyph } from "@/ui/status-glyph";

export interface EventRowProps {
  entry: EventEntry;
  before: Before | undefined;
  names: Names;
  look: AccountLook | undefined;
  onFocus: () => void;
  onWalk: (event: KeyboardEvent) => void;
  isActive: boolean;
}

/** Who did what, where, when; leads to the place of it. */
export function EventRow({ entry, before, names, look, onFocus, onWalk, isActive }: EventRowProps) {
  const { did, what, more, status } = eventWords(entry, before, names);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an li has to stand in its ul, and the virtual list is between them
    <div role="listitem" className="h-full" data-seq={entry.seq}>
      <Link
        href={eventHref(entry)}
        tabIndex={isActive ? 0 : -1}
        onFocus={onFocus}
        onKeyDown={onWalk}
        className="flex h-full items-center gap-3 border-b border-line px-4 -outline-offset-2 hover:bg-hover"
      >
        <Moment at={entry.at} />
        <span className="w-4 shrink-0">
          {status !== undefined && <StatusGlyph glyph={betGlyph[status]} word={betWord[status]} bare />}
        </span>
        {look !== undefined && <AccountTag letters={look.letters} hue={look.hue} size="small" />}
        <span className="min-w-0 flex-1 truncate max-md:line-clamp-2 max-md:whitespace-normal">
          <span className="font-semibold">{entry.actor ?? "Somebody"}</span> {did}{" "}
          <span className="font-semibold">{what}</span> <span className="text-dim">{more}</span>
        </span>
        <span className="shrink-0 text-xs text-dim max-md:hidden">{names.account(entry.accountId)}</span>
      </Link>
    </div>
  );
}

function Moment({ at }: { at: string }) {
  const { zone } = useSettings();
  const instant = parseInstant(at);
  if (instant === undefined) return <span className="w-16 shrink-0">{at}</span>;
  const now = Date.now();
  const old = now - instant > 86_400_000;
  return (
    <time
      dateTime={at}
      title={`${formatIsoTitle(instant)}, ${formatAge(now - instant)} ago`}
      className={old ? "w-32 shrink-0 text-dim" : "shrink-0 text-dim"}
    >
      {formatMoment(instant, now, zone)}
    </time>
  );
}

import { useState } from "react";
import { Link } from "wouter";
import { announcer } from "@/lib/announce";
import { betGlyph, betWord } from "@/lib/bet-status";
import { copyText } from "@/lib/clipboard";
import { routes } from "@/lib/routes";
import { formatIsoTitle, formatMillis, parseInstant } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { eventHref } from "@/live/event-href";
import { eventWords, type Names } from "@/live/event-words";
import { Button } from "@/ui/button";
import { StatusGlyph } from "@/ui/status-glyph";
import { type BetLine, rawJson, type Step } from "./model";

/** More lines than this are asked for. */
const linesMax = 6;

export function StepItem({ step, names }: { step: Step; names: Names }) {
  const { entry, event, lines } = step;
  const { did, what, more } = eventWords(entry, step.before, names);
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, linesMax);
  return (
    <li className="relative border-l border-edge pb-4 pl-5" data-seq={entry.seq}>
      <span
        aria-hidden="true"
        className="absolute top-1.5 -left-[5px] size-2.5 rounded-full border border-control bg-bg"
      />
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Moment at={entry.at} />
        <p className="min-w-0 flex-1 break-words max-md:basis-full">
          <span className="font-semibold">{entry.actor ?? "Somebody"}</span> {did}{" "}
          <Link href={eventHref(entry)} className="rounded-sm font-semibold text-accent underline">
            {what}
          </Link>{" "}
          <span className="text-dim">{more}</span>
        </p>
      </div>
      {lines.length > 0 && (
        <ul aria-label="Bets" className="mt-1 flex flex-col gap-0.5">
          {shown.map((line) => (
            <Line key={line.bet.pid} line={line} account={entry.accountId} />
          ))}
        </ul>
      )}
      {lines.length > linesMax && (
        <Button size="row" className="mt-1" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer bets" : `All ${lines.length.toLocaleString("en")} bets`}
        </Button>
      )}
      <div className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-faint">
        <Facts step={step} account={names.account(entry.accountId)} />
        <Raw event={event} />
      </div>
    </li>
  );
}

function Moment({ at }: { at: string }) {
  const { zone } = useSettings();
  const instant = parseInstant(at);
  if (instant === undefined) return <time dateTime={at}>{at}</time>;
  return (
    <time dateTime={at} title={formatIsoTitle(instant)} className="shrink-0 text-dim">
      {formatMillis(instant, Date.now(), zone)}
    </time>
  );
}

function Line({ line: { bet, words }, account }: { line: BetLine; account: number }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-2">
      <Link
        href={routes.bet(account, bet.batch_id, bet.pid)}
        className="inline-flex min-h-6 items-center rounded-sm underline"
      >
        bet {bet.id}
      </Link>
      <span className="font-mono text-xs text-dim">{bet.selection}</span>
      <StatusGlyph glyph={betGlyph[bet.status]} word={betWord[bet.status]} bare />
      <span className="min-w-0 break-words">{words.join(" · ")}</span>
      <span className="text-xs text-faint">
        pid {bet.pid}, v{bet.version}
      </span>
    </li>
  );
}

function Facts({ step: { entry, version }, account }: { step: Step; account: string | undefined }) {
  const facts = [account, `event ${entry.seq.toLocaleString("en")}`, version === undefined ? undefined : `v${version}`];
  return (
    <>
      <span>{facts.filter((fact) => fact !== undefined).join(" · ")}</span>
      {entry.requestId !== undefined && <RequestId id={entry.requestId} />}
    </>
  );
}

function RequestId({ id }: { id: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const outcome = await copyText(id);
    setCopied(outcome === "copied");
    if (outcome === "copied") announcer.polite("Request id copied.");
  };
  return (
    <Button size="row" kind="quiet" tip={`Request ${id}: copy`} onClick={() => void copy()}>
      <span className="sr-only">Request id</span>
      <span className="max-w-40 truncate font-mono">{id}</span>
      <span>{copied ? "copied" : "copy"}</span>
    </Button>
  );
}

/** Written only when it is looked at: a new batch may bring ten thousand bets. */
function Raw({ event }: { event: Step["event"] }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="open:basis-full" onToggle={(toggle) => setOpen(toggle.currentTarget.open)}>
      <summary className="inline-flex min-h-6 items-center rounded-sm text-xs text-dim">JSON</summary>
      {open && <RawText event={event} />}
    </details>
  );
}

function RawText({ event }: { event: Step["event"] }) {
  const { shown, whole } = rawJson(event);
  return (
    <div className="mt-1">
      <Button size="row" onClick={() => void copyText(whole)}>
        Copy JSON
      </Button>
      <textarea
        readOnly
        aria-label={`JSON of event ${event.seq}`}
        value={shown}
        rows={Math.min(24, shown.split("\n").length)}
        className="mt-1 block w-full resize-y rounded border border-line bg-panel p-3 font-mono text-xs"
      />
    </div>
  );
}

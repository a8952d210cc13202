import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "wouter";
import { routes } from "@/lib/routes";
import { useObservable } from "@/lib/use-observable";
import { useAccount } from "@/live/hooks";
import { Button } from "@/ui/button";
import { StatusGlyph } from "@/ui/status-glyph";
import { type Creation, draft } from "./draft";
import { discard } from "./draft-actions";

/** Step 4: what became of the one request. */
export function CreateStep() {
  const { creation } = useObservable(draft);
  return (
    <div className="mx-auto flex h-full max-w-2xl flex-col items-center justify-center gap-4 px-6 text-center">
      {creation.state === "created" ? <Created creation={creation} /> : <Underway creation={creation} />}
    </div>
  );
}

function Underway({ creation }: { creation: Creation }) {
  if (creation.state === "unknown") {
    return (
      <Title glyph="question" title="Sent, not confirmed">
        No answer yet: the batch may be there or not. It is asked again with the same key, attempt{" "}
        {creation.attempts + 1}. However often it is asked, it is created once. Stay on this page.
      </Title>
    );
  }
  return (
    <Title glyph="saving" title="Creating">
      All bets are stored together, or none.
    </Title>
  );
}

function Created({ creation }: { creation: Extract<Creation, { state: "created" }> }) {
  const account = useAccount(creation.accountId);
  const open = useRef<HTMLAnchorElement>(null);
  useEffect(() => open.current?.focus(), []);
  const count = creation.bets === 1 ? "1 bet is" : `${creation.bets.toLocaleString("en")} bets are`;
  return (
    <>
      <Title glyph="check" title={`${count} in ${account?.name ?? "the account"}`}>
        The server stored them as batch #{creation.batchId}.
      </Title>
      <div className="flex gap-3">
        <Link
          ref={open}
          href={routes.batch(creation.accountId, creation.batchId)}
          onClick={discard}
          className="inline-flex h-9 items-center rounded bg-accent px-4 font-semibold text-accent-ink hover:bg-accent-hover"
        >
          Open the batch
        </Link>
        <Button size="large" onClick={discard}>
          Import another
        </Button>
      </div>
    </>
  );
}

function Title({
  glyph,
  title,
  children,
}: {
  glyph: "saving" | "question" | "check";
  title: string;
  children: ReactNode;
}) {
  return (
    <div role="status">
      <h2
        tabIndex={-1}
        data-step-focus
        className="flex items-center justify-center gap-3 text-xl font-semibold outline-none"
      >
        <span className="[&_svg]:size-6">
          <StatusGlyph glyph={glyph} word="" bare />
        </span>
        {title}
      </h2>
      <p className="mt-1 text-dim">{children}</p>
    </div>
  );
}
